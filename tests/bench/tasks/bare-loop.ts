import { ReadlineParser } from '@serialport/parser-readline';
import { SerialPort } from 'serialport';
import type { Exchanger } from './tty.ts';

/** The least one can do with the serialport package: write a line, wait for a line. */
export async function openBareLoop(path: string): Promise<Exchanger> {
  const port = new SerialPort({ path, baudRate: 115_200, autoOpen: false });
  await new Promise<void>((resolve, reject) =>
    port.open((error) => (error === null ? resolve() : reject(error))),
  );
  let onLine = (_line: string) => {};
  port.pipe(new ReadlineParser({ delimiter: '\r\n' })).on('data', (line: string) => onLine(line));
  return {
    prepare: async () => {},
    exchange: async () => {
      const answer = new Promise<string>((resolve) => {
        onLine = resolve;
      });
      port.write('AT\r\n');
      const line = await answer;
      if (line !== 'OK') throw new Error(`unexpected answer: ${line}`);
    },
    close: () => new Promise((resolve) => port.close(() => resolve())),
  };
}
