import { join } from 'node:path';
import { removalText } from '../../shared/messages/removal-words.ts';
import type { Station } from '../service/assemble.ts';
import { notedRemoval } from '../service/keeping/noted-removal.ts';
import { LOG_FOLDER, SessionLogs } from '../service/session-log/session-logs.ts';
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
    onRemoved: (removal) => error(removalText(say, notedRemoval(store.upkeep, removal, systemClock.now()))),
  });
  logs.switch(true);
  void logs.tidy();
  return logs;
}
