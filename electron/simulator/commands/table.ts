import type { CommandRows } from '../device.ts';
import { BASIC_COMMANDS } from './basic.ts';
import { IP_COMMANDS } from './ip.ts';
import { MQTT_LINK_COMMANDS } from './mqtt-link.ts';
import { MQTT_MESSAGE_COMMANDS } from './mqtt-messages.ts';
import { NETWORK_COMMANDS } from './network.ts';
import { POWER_COMMANDS } from './power.ts';

/** Every command the simulated module knows, by its name in upper case. */
export const COMMANDS: CommandRows = {
  ...BASIC_COMMANDS,
  ...NETWORK_COMMANDS,
  ...IP_COMMANDS,
  ...MQTT_LINK_COMMANDS,
  ...MQTT_MESSAGE_COMMANDS,
  ...POWER_COMMANDS,
};
