import type { CauseId } from '../../../../shared/diagnosis.ts';
import type { UnknownId } from '../../../../shared/diagnosis/unknowns.ts';
import type { FailureCode } from '../../../../shared/outcome.ts';
import type { StepNumber } from '../../../../shared/plan.ts';
import { asked, fromHere, OK, read, type Trouble } from '../trouble.ts';

export interface Case extends Trouble {
  readonly name: string;
  readonly first: CauseId;
  /** Further down, but there. */
  readonly also?: readonly CauseId[];
  /** What must not be said of it. */
  readonly never?: readonly CauseId[];
  /** What it says it does not know, among others. */
  readonly unknown?: readonly UnknownId[];
}

interface Rest {
  readonly profile?: Readonly<Record<string, unknown>> | null;
  readonly facts: Trouble['facts'];
  readonly first: CauseId;
  readonly also?: readonly CauseId[];
  readonly never?: readonly CauseId[];
  /** What it says it does not know, among others. */
  readonly unknown?: readonly UnknownId[];
}

export const at = (step: StepNumber | null, code: FailureCode, name: string, rest: Rest): Case => ({
  step,
  code,
  name,
  ...rest,
});

/** What many of the records have in common. */
export const MOBILE = [read('imsi', '460001234567890'), read('iccid', '89860012345678901234')];
export const UNICOM = [read('imsi', '460011234567890'), read('iccid', '89860112345678901234')];
export const TELECOM = [read('imsi', '460031234567890'), read('iccid', '89860312345678901234')];
export const broker = (parts: object) => ({ broker: { host: 'broker.example', ...parts } });
export const mqtt = (parts: object) => ({
  mqtt: { clientId: 'wis-{imei}', username: 'user', password: 'secret-9f', ...parts },
});
export const CONNECT = 'AT+MIPSTART="broker.example","1883"';
export const SSL_CONNECT = 'AT+SSLMIPSTART="ssl://broker.example","8883"';
export const SESSION = 'AT+MCONNECT=1,20';
export const CSTT = 'AT+CSTT="CMNET"';
export const answered = asked(1, 'AT', OK, { lines: ['OK'] });
export const notConnected = (code: string) =>
  fromHere({ reached: 'resolved', obstacle: { kind: 'not_connected', code } });
