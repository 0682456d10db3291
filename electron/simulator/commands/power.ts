import { numberArgument } from '../arguments.ts';
import { CME } from '../cme.ts';
import type { CommandRows, Handler } from '../device.ts';
import { instead, refuse } from '../reply.ts';

export const POWER_DOWN_NOTICE = 'NORMAL POWER DOWN';

/** 1 = orderly, with a notice in the place of OK; 0 = at once and without a word (SIM800 manual p.146). */
const powerOff: Handler = (device, { args }) => {
  const mode = numberArgument(args[0], 0, 1);
  if (mode === null) return refuse(CME.invalidInput);
  if (mode === 1) return instead(POWER_DOWN_NOTICE, () => device.powerOff());
  return { lines: [], final: { kind: 'none' }, afterwards: () => device.powerOff() };
};

export const POWER_COMMANDS: CommandRows = {
  CPOWD: { takesMs: 400, source: 'protocol.md 2 (power off)', write: powerOff },
};
