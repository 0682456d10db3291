/** Opens a simulated port, opens a session, closes the port and does nothing more: the process has to end. */
import { createSimulatorFarm } from '../../../electron/simulator/index.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import { openTerminal, startSession } from './terminal.ts';

const farm = createSimulatorFarm({ clock: systemClock });
const unit = await openTerminal(farm, 'sim:?speed=instant&fault=late-answer:60@CSQ');
await startSession(unit, 'leaver');
unit.write('AT+CSQ\r');
await unit.port.close();
console.log('closed');
