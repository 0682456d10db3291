import { createServer, type Socket } from 'node:net';

/** One line between a module and its controller, as an adapter with a network port tells of it. */
export interface TappedLine {
  readonly address: string;
  /** Resolves with the tap once somebody listens. */
  readonly tap: Promise<Socket>;
  /** Everything that was ever sent here. */
  readonly written: () => number;
  close(): void;
}

/** Opens one on a free port; `close` it. */
export async function tappedLine(): Promise<TappedLine> {
  const server = createServer();
  let bytes = 0;
  const tap = new Promise<Socket>((resolve) => {
    server.on('connection', (socket) => {
      socket.on('data', ({ length }) => {
        bytes += length;
      });
      socket.on('error', () => {});
      resolve(socket);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const at = server.address();
  const port = typeof at === 'object' && at !== null ? at.port : 0;
  return {
    address: `tcp://127.0.0.1:${port}`,
    tap,
    written: () => bytes,
    close: () => {
      void tap.then((socket) => socket.destroy());
      server.close();
    },
  };
}

/** The firmware asks, the module answers, both in their time. */
export async function talk(commands: Socket, answers: Socket, exchanges: readonly (readonly string[])[]) {
  const pause = () =>
    new Promise<void>((resolve) => {
      setTimeout(resolve, 30);
    });
  for (const [command = '', ...lines] of exchanges) {
    commands.write(`${command}\r`);
    await pause();
    for (const line of lines) answers.write(`\r\n${line}\r\n`);
    await pause();
  }
}

/** What a firmware says and hears up to its broker. */
export const UP_TO_BROKER = [
  ['AT', 'OK'],
  ['AT+CPIN?', '+CPIN: READY', 'OK'],
  ['AT+CREG?', '+CREG: 0,1', 'OK'],
  ['AT+CGATT?', '+CGATT: 1', 'OK'],
  ['AT+CSTT="CMNET"', 'OK'],
  ['AT+CIICR', 'OK'],
  ['AT+CIFSR', '10.0.0.7'],
  ['AT+MCONFIG="unit-1","user","pass-4711"', 'OK'],
];
/** How its session is refused. */
export const REFUSED = [
  ['AT+MIPSTART="broker.test","1883"', 'OK', 'CONNECT OK'],
  ['AT+MCONNECT=1,60', 'OK', 'CONNACK 5', 'CLOSED'],
];
