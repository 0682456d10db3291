import type { StepId } from '../../../shared/plan.ts';
import type { StepContext } from '../step-context.ts';
import type { StepVerdict } from '../verdict.ts';
import { activateBearer, localAddress, setAccessPoint } from './bearer.ts';
import { cacheReadOut } from './cache.ts';
import { sessionClose } from './close.ts';
import { atHandshake, echoOff, fixBaud } from './link.ts';
import { deliveryMode, payloadEncoding, subscription } from './messages.ts';
import { gprsAttach, networkRegistration, simCheck } from './network.ts';
import { publication } from './publish.ts';
import { brokerConnection, clientConfiguration, credentials, mqttSession } from './session.ts';

export type StepBody = (context: StepContext) => Promise<StepVerdict>;

/** What each documented step does. */
export const STEP_BODIES: Readonly<Record<StepId, StepBody>> = {
  at_handshake: atHandshake,
  echo_off: echoOff,
  fix_baud: fixBaud,
  sim_check: simCheck,
  net_reg: networkRegistration,
  gprs_attach: gprsAttach,
  set_apn: setAccessPoint,
  pdp_activate: activateBearer,
  get_ip: localAddress,
  mqtt_client_cfg: clientConfiguration,
  broker_connect: brokerConnection,
  mqtt_auth_cfg: credentials,
  mqtt_session: mqttSession,
  rx_mode: deliveryMode,
  subscribe: subscription,
  payload_mode: payloadEncoding,
  publish: publication,
  read_cache: cacheReadOut,
  mqtt_close: sessionClose,
};
