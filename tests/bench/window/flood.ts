import { createServer, type Socket } from 'node:net';

const TICK_MS = 10;

/** A port on the network whose module answers everything with OK, and then speaks by itself without end. */
export interface Flood {
  readonly address: string;
  /** Lines that were said so far. */
  readonly said: () => number;
  close(): void;
}

/** Opens one that says so many lines a second from the first command on, each with its number; `close` it. */
export async function flood(linesPerSecond: number): Promise<Flood> {
  let said = 0;
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => {
      socket.write('\r\nOK\r\n');
      const beganMs = performance.now();
      const speak = () => {
        const due = Math.floor(((performance.now() - beganMs) / 1000) * linesPerSecond);
        let text = '';
        for (; said < due; said += 1) text += `+MSUB: "wis800c/bench/${said}",14 byte,0123456789ABCD\r\n`;
        if (text !== '') socket.write(text);
      };
      timers.add(setInterval(speak, TICK_MS));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const at = server.address();
  const port = typeof at === 'object' && at !== null ? at.port : 0;
  return {
    address: `tcp://127.0.0.1:${port}`,
    said: () => said,
    close: () => {
      for (const timer of timers) clearInterval(timer);
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
