import type { RecoveryLevel } from '../recovery.ts';
import type { Remedy } from '../remedy.ts';
import type { FieldChange } from '../profile-change.ts';
import { otherAccessPoints } from './access-point.ts';
import type { RemedyFor } from './causes/row.ts';

/** What can be done about causes. A remedy that needs to know more than the record tells is not offered. */

const fixed =
  (remedy: Remedy): RemedyFor =>
  () => [remedy];

export const retry = fixed({ kind: 'retry_step' });
export const again = fixed({ kind: 'run_from', step: 1 });
export const findRate = fixed({ kind: 'find_baud_rate' });
export const powerKey = fixed({ kind: 'pulse_power_key' });
export const enterPin = fixed({ kind: 'enter_pin' });
export const meter = fixed({ kind: 'signal_meter' });
export const recover = (level: RecoveryLevel): RemedyFor => fixed({ kind: 'recover', level });
export const edit = (field: string): RemedyFor => fixed({ kind: 'edit_field', field });
export const type = (line: string): RemedyFor => fixed({ kind: 'type', line });

/** The document lets one leave out steps 2 and 3. */
export const skip: RemedyFor = ({ step }) => (step === 2 || step === 3 ? [{ kind: 'skip_step', step }] : []);

const tries = (...changes: readonly FieldChange[]): Remedy => ({ kind: 'try', changes });

/** The access points that the card's operator has besides, at most two. */
export const otherApn: RemedyFor = (view) =>
  otherAccessPoints(view)
    .slice(0, 2)
    .map((value) => tries({ field: 'apn.name', value }));

/** Plain instead of SSL or the reverse, on the port that goes with it (document row 11). */
export const otherTransport: RemedyFor = ({ profile }) => {
  if (profile === null) return [];
  const { tls, port } = profile.broker;
  const usual = PORTS.find((pair) => pair[tls ? 'ssl' : 'plain'] === port);
  const change: FieldChange = { field: 'broker.tls', value: !tls };
  if (usual === undefined) return [tries(change)];
  return [tries(change, { field: 'broker.port', value: usual[tls ? 'plain' : 'ssl'] })];
};

const PORTS = [
  { plain: 1883, ssl: 8883 },
  { plain: 1883, ssl: 1884 },
] as const;

/** SSL, or plain, on the very port: for a port that was seen to speak it. */
export const otherTransportHere: RemedyFor = ({ profile }) =>
  profile === null ? [] : [tries({ field: 'broker.tls', value: !profile.broker.tls })];

/** With `ssl://` before the host, or without (protocol.md 3 Q11). */
export const otherPrefix: RemedyFor = ({ profile }) =>
  profile === null || !profile.broker.tls
    ? []
    : [tries({ field: 'broker.sslPrefix', value: !profile.broker.sslPrefix })];

/** The address that the name stands for on this computer, where a module can use it (IPv4). */
export const byAddress: RemedyFor = ({ evidence, profile }) => {
  const check = evidence.brokerCheck?.check;
  const address = check?.addresses.find((each) => /^\d+(?:\.\d+){3}$/.test(each));
  if (address === undefined || address === profile?.broker.host) return [];
  return [tries({ field: 'broker.host', value: address })];
};

/** A client id that no other unit has. */
export const ownClientId: RemedyFor = ({ profile }) => {
  const id = profile?.mqtt.clientId ?? '';
  return id === '' || id.includes('{') ? [] : [tries({ field: 'mqtt.clientId', value: `${id}-{imei}` })];
};

/** The other encoding of payloads. */
export const otherEncoding: RemedyFor = ({ profile }) =>
  profile === null
    ? []
    : [tries({ field: 'messages.encoding', value: profile.messages.encoding === 'hex' ? 'ascii' : 'hex' })];

/** The other way of delivery (protocol.md 3 Q14). */
export const otherDelivery: RemedyFor = ({ profile }) =>
  profile === null
    ? []
    : [
        tries({
          field: 'messages.delivery',
          value: profile.messages.delivery === 'direct' ? 'cached' : 'direct',
        }),
      ];
