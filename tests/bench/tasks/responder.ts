/**
 * The far end of a tty, for as long as nobody ends it: answers `OK` to every line that ends in CR.
 *
 *   node responder.ts <path of the tty>
 */
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';

const CR = 0x0d;
const OK = Buffer.from('OK\r\n');

const tty = openSync(process.argv[2] ?? '', constants.O_RDWR | constants.O_NOCTTY);
const buffer = Buffer.alloc(4096);
writeSync(1, 'ready\n');
for (let count = 1; count > 0; ) {
  count = readSync(tty, buffer);
  for (const byte of buffer.subarray(0, count)) if (byte === CR) writeSync(tty, OK);
}
closeSync(tty);
