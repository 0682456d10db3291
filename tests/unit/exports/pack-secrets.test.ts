import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escaped } from '../../../electron/exports/report/html.ts';
import { sendTyped } from '../../../electron/service/console-line.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { finishedRun, order, recordedWhen, savedProfile } from '../service/run-reading.ts';
import { packOf, unzipped } from './made-pack.ts';

let test: TestDesk;
let count = 0;

beforeAll(async () => {
  test = await openTestDesk();
});

afterAll(() => test.close());

/** What a profile takes as a password, long enough that it stands nowhere by chance. */
const password = fc
  .array(fc.constantFrom(..."abcXYZ0189&<>'\\/;=%+-_.:!?#~é中 "), { minLength: 12, maxLength: 20 })
  .map((characters) => `p${characters.join('')}w`);
const pin = fc.stringMatching(/^[1-9][0-9]{7}$/);

/** A secret in every writing in which it could stand in a file. */
function writingsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  return [
    secret,
    escaped(secret),
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    bytes.toString('latin1'),
    bytes.toString('base64'),
    hex,
    hex.toUpperCase(),
  ];
}

/** A run whose module echoes everything, in a profile full of secrets; its name. */
async function runWith(fault: string, secrets: { pin: string; apn: string; mqtt: string }): Promise<string> {
  count += 1;
  const profileId = await savedProfile(test.desk, {
    sim: { pin: secrets.pin },
    apn: { name: 'net', username: 'u', password: secrets.apn },
    mqtt: { clientId: 'c', username: 'u', password: secrets.mqtt },
    messages: { encoding: 'hex' },
  });
  const port = `sim:secret-${count}?speed=instant&fault=echo-stays&fault=${fault}`;
  return await finishedRun(test.desk, order(port, profileId));
}

/** The same secrets typed by hand; the name of the console's run. */
async function typed(secrets: { pin: string; apn: string; mqtt: string }): Promise<string> {
  const port = `sim:typed-${count}?speed=instant`;
  const lines = [
    `AT+CPIN="${secrets.pin}"`,
    `at+cstt = "net","u","${secrets.apn}"`,
    `AT+MCONFIG="c","u","${secrets.mqtt}"`,
  ];
  const entries = lines.map((line) => ({ line }));
  const sent = await sendTyped(test.desk, { port, profileId: null, entries });
  if (!sent.ok) throw new Error(sent.fault.kind);
  await recordedWhen(
    test.desk,
    sent.runId,
    ({ events }) => events.filter(({ type }) => type === 'at.exchanged').length >= lines.length,
  );
  await test.desk.station.commissioner.endConsole(port);
  return sent.runId;
}

describe('a secret', () => {
  it('is in no file of a pack, in no writing: of the profile, echoed, typed by hand', async () => {
    await fc.assert(
      fc.asyncProperty(fc.record({ pin, apn: password, mqtt: password }), async (secrets) => {
        // Of a card that asks for its PIN, and refuses this one; of one that lets it go on to the passwords.
        const runs = [
          await runWith('sim-pin', secrets),
          await runWith('under-voltage', secrets),
          await typed(secrets),
        ];
        const files = await unzipped(await packOf(test.desk.station.recordPath, runs));
        const all = [...files].map(([name, text]) => `${name}\n${text}`).join('\n');
        // It was there to be masked.
        expect(all).toContain('AT+CPIN="***"');
        expect(all).toContain('"c","u","***"');
        for (const secret of Object.values(secrets))
          for (const writing of writingsOf(secret)) expect(all).not.toContain(writing);
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });
});
