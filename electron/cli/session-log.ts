import { join } from 'node:path';
import { localDay } from '../../shared/local-time.ts';
import type { Station } from '../service/assemble.ts';
import type { LogRemoval } from '../service/session-log/log-folder.ts';
import { FOLDER_BYTES, LOG_FOLDER, SessionLogs } from '../service/session-log/session-logs.ts';
import { settingsIn } from '../service/stores/settings-store.ts';
import { systemClock } from '../system-clock.ts';
import type { Output } from './output.ts';

interface SessionLogOptions {
  readonly dataFolder: string;
  readonly sessionLog: boolean;
}

/** The session log of the runs of this process; null where none is wanted, here or by the settings of the folder. */
export async function openSessionLogs(
  { commissioner, store }: Station,
  { dataFolder, sessionLog }: SessionLogOptions,
  { say, error }: Output,
): Promise<SessionLogs | null> {
  const settings = await settingsIn(dataFolder);
  if (!sessionLog || !settings.sessionLog) return null;
  const { days } = settings.retention;
  const logs = new SessionLogs({
    folder: join(dataFolder, LOG_FOLDER),
    clock: systemClock,
    commissioner,
    pages: store,
    days: () => days,
    onFault: (code) => {
      if (code !== null) error(say('keeping.log.fault', { code }));
    },
    onRemoved: (removal) => error(removalText(say, removal, days)),
  });
  logs.switch(true);
  return logs;
}

const MEGABYTE = 1024 * 1024;

function removalText(say: Output['say'], removal: LogRemoval, days: number | null): string {
  const values = {
    count: removal.files,
    megabytes: Math.ceil(removal.bytes / MEGABYTE),
    from: localDay(removal.oldestMs),
    to: localDay(removal.newestMs),
  };
  return removal.reason === 'age'
    ? say('keeping.log.removedAge', { ...values, days: days ?? 0 })
    : say('keeping.log.removedSize', { ...values, limit: FOLDER_BYTES / MEGABYTE });
}
