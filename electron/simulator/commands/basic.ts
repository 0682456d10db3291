import { numberArgument } from '../arguments.ts';
import { CME, type CmeeMode } from '../cme.ts';
import type { CommandRows, Handler } from '../device.ts';
import { ok, okThen, refuse } from '../reply.ts';

/** Rates of a SIM800 (AT command manual p.54), in bit/s; 0 = autobaud. */
const RATES: ReadonlySet<number> = new Set([
  0, 1200, 2400, 4800, 9600, 14400, 19200, 28800, 38400, 57600, 115200, 230400, 460800,
]);

const IPR = /^(\d{1,6})(&[Ww])?$/;
const CMEE_MODES: readonly CmeeMode[] = [0, 1, 2];

/** `AT+IPR=115200&W` is what the source document prints (row 3); V.250 wants `;` before `&W`. */
const setRate: Handler = (device, { command }) => {
  const match = IPR.exec(command.text);
  const rate = Number(match?.[1] ?? Number.NaN);
  if (!match || !RATES.has(rate)) return refuse(CME.invalidInput);
  return okThen(() => {
    device.setBaudRate(rate === 0 ? null : rate);
    if (match[2]) device.saveBaudRate();
  });
};

const setEcho: Handler = (device, { command, hits }) => {
  if (command.text !== '' && command.text !== '0' && command.text !== '1') return refuse(CME.invalidInput);
  if (!hits.has('echo-stays')) device.settings.echo = command.text === '1';
  return ok();
};

const setErrorMode: Handler = (device, { args }) => {
  const mode = CMEE_MODES.find((each) => each === numberArgument(args[0], 0, 2));
  if (mode === undefined || args.length !== 1) return refuse(CME.invalidInput);
  device.settings.cmee = mode;
  return ok();
};

const serialNumber: Handler = (device) => ok(device.identity.imei);
const manufacturer: Handler = () => ok('WISIOE');
const model: Handler = () => ok('WIS800C');
const revision: Handler = () => ok('Revision:WIS800C-SIMULATED');

/** The handshake, the UART and who the module is. */
export const BASIC_COMMANDS: CommandRows = {
  AT: { takesMs: 5, source: 'source document row 1', execute: () => ok() },
  ATE: { takesMs: 5, source: 'source document row 2', execute: setEcho },
  ATV: { takesMs: 5, source: 'V.250 6.2.6', execute: () => ok() },
  ATI: { takesMs: 8, source: 'V.250 6.1.3', execute: () => ok('WIS800C R1.0 (simulated)') },
  'AT&W': {
    takesMs: 20,
    source: 'protocol.md 1.2 (step 3, two lines)',
    execute: (device) => okThen(() => device.saveBaudRate()),
  },
  IPR: {
    takesMs: 20,
    source: 'source document row 3; protocol.md 3 (Q6)',
    read: (device) => ok(`+IPR: ${device.baudRate ?? 0}`),
    write: setRate,
    freeText: true,
  },
  CMEE: {
    takesMs: 5,
    source: '3GPP TS 27.007 9.1',
    read: (device) => ok(`+CMEE: ${device.settings.cmee}`),
    write: setErrorMode,
  },
  CGSN: { takesMs: 8, source: 'protocol.md 2 (IMEI)', execute: serialNumber },
  GSN: { takesMs: 8, source: 'protocol.md 2 (IMEI)', execute: serialNumber },
  CGMI: { takesMs: 8, source: '3GPP TS 27.007 5.1', execute: manufacturer },
  GMI: { takesMs: 8, source: 'V.250 6.1.4', execute: manufacturer },
  CGMM: { takesMs: 8, source: '3GPP TS 27.007 5.2', execute: model },
  GMM: { takesMs: 8, source: 'V.250 6.1.5', execute: model },
  CGMR: { takesMs: 8, source: '3GPP TS 27.007 5.3', execute: revision },
  GMR: { takesMs: 8, source: 'V.250 6.1.6', execute: revision },
};
