import type { Clock } from '../../shared/clock.ts';
import { errorCode } from '../port/errno.ts';
import { systemClock } from '../system-clock.ts';

/** What Windows says while another program, such as a virus scanner, holds the file open; mostly for a moment. */
const HELD_CODES: readonly string[] = ['EPERM', 'EACCES', 'EBUSY'];
const HELD_ATTEMPTS = 8;
const FIRST_PAUSE_MS = 10;

/** Moves a file; on Windows again with longer and longer pauses, 1.3 s in all, while somebody holds it. */
export async function untilReleased(
  move: () => Promise<void>,
  clock: Clock = systemClock,
  platform: NodeJS.Platform = process.platform,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await move();
    } catch (thrown) {
      const isHeld = platform === 'win32' && HELD_CODES.includes(errorCode(thrown));
      if (!isHeld || attempt === HELD_ATTEMPTS) throw thrown;
    }
    await new Promise<void>((done) => clock.schedule(FIRST_PAUSE_MS * 2 ** (attempt - 1), done));
  }
}
