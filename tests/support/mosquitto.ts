import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MOSQUITTO = '/usr/sbin/mosquitto';

export const mosquittoAvailable = existsSync(MOSQUITTO);

if (!mosquittoAvailable)
  console.error(
    '\n*** mosquitto is not installed: ALL TESTS AGAINST A FOREIGN BROKER ARE SKIPPED (apt install mosquitto) ***\n',
  );

/** For the name of a test group, so that a skipped one says why. */
export const mosquittoNote = mosquittoAvailable ? '' : ' [SKIPPED: mosquitto is not installed]';

export interface Mosquitto {
  readonly plainPort: number;
  readonly tlsPort: number;
  readonly username: string;
  readonly password: string;
  /** Everything it logged so far. */
  readonly log: () => string;
  /** Resolves with the matching text when the log has it. */
  readonly logged: (pattern: RegExp) => Promise<string>;
  stop(): Promise<void>;
}

/** Starts mosquitto with a password-protected plain and TLS listener (self-made certificate). */
export async function startMosquitto(): Promise<Mosquitto> {
  const folder = await mkdtemp(join(tmpdir(), 'mosquitto-'));
  const [username, password] = ['field/wis800c', 'pa,ss;wörd'];
  const [plainPort, tlsPort] = [await freePort(), await freePort()];
  const [key, certificate, passwords] = ['key.pem', 'cert.pem', 'passwords'].map((each) =>
    join(folder, each),
  );
  const request = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1`.split(' ');
  const subject = ['-subj', '/CN=nobody.invalid', '-keyout', `${key}`, '-out', `${certificate}`];
  execFileSync('openssl', request.concat(subject), { stdio: 'ignore' });
  execFileSync('mosquitto_passwd', ['-c', '-b', `${passwords}`, username, password], { stdio: 'ignore' });
  // Started as root, mosquitto gives up its rights and would no longer be able to read these files.
  const user = process.getuid?.() === 0 ? 'user root\n' : '';
  const config = join(folder, 'mosquitto.conf');
  await writeFile(
    config,
    `${user}log_type all\nallow_anonymous false\npassword_file ${passwords}\n` +
      `listener ${plainPort} 127.0.0.1\n` +
      `listener ${tlsPort} 127.0.0.1\nkeyfile ${key}\ncertfile ${certificate}\n`,
  );
  const broker = spawn(MOSQUITTO, ['-c', config, '-v'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const watched = watch(broker);
  await watched.logged(/mosquitto version \S+ running/);
  return {
    plainPort,
    tlsPort,
    username,
    password,
    ...watched,
    stop: async () => {
      const ended = new Promise<void>((resolve) => broker.once('exit', () => resolve()));
      broker.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function watch(broker: ChildProcess): Pick<Mosquitto, 'log' | 'logged'> {
  let log = '';
  const waiting = new Set<() => void>();
  for (const stream of [broker.stdout, broker.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      for (const each of waiting) each();
    });
  }
  return {
    log: () => log,
    logged: (pattern) =>
      new Promise((resolve, reject) => {
        const limit = setTimeout(() => reject(new Error(`no ${pattern} in:\n${log}`)), 10_000);
        const look = () => {
          const match = pattern.exec(log);
          if (!match) return;
          waiting.delete(look);
          clearTimeout(limit);
          resolve(match[0]);
        };
        waiting.add(look);
        look();
      }),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
