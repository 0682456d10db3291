import { LogFeed, type Sight } from '../../../../renderer/service/log/log-feed.ts';
import type { LogSource } from '../../../../renderer/service/log/log-source.ts';
import { createWindowStore, unreadRun, WHOLE_LOG } from '../../../../renderer/store/window-store.ts';
import type { LogFilter } from '../../../../shared/log/filter.ts';
import { plainText } from '../../../../shared/log/shown-bytes.ts';
import type { TracePiece } from '../../../../shared/log/log-entry.ts';
import type { Language } from '../../../../shared/messages/language.ts';
import { LogDouble } from '../../../support/log-double.ts';
import { settle, VirtualClock } from '../../../support/virtual-clock.ts';
import { received, sent } from '../../shared/log/dialogue.ts';

/** Asks and is answered so many times, each time something else. */
export const talk = (name: string, times: number, fromMs = 100): TracePiece[] =>
  Array.from({ length: times }, (_, index) => [
    sent(fromMs + index * 10, `AT+${name}${index}\r\n`),
    received(fromMs + index * 10 + 5, `\r\n${index}\r\n`),
  ]).flat();

/** A window with a feed, and the service behind it. */
export class FeedWindow {
  readonly service = new LogDouble();
  readonly store = createWindowStore();
  language: Language = 'en';
  source: LogSource | null = this.service.client;
  sight: Sight = { from: 0, to: 1, anchor: 0, anchorPx: 0 };
  readonly feed: LogFeed;

  constructor(...runIds: readonly string[]) {
    this.feed = new LogFeed({
      store: this.store,
      source: () => this.source,
      language: () => this.language,
      clock: new VirtualClock(),
    });
    this.show(...runIds);
  }

  /** Puts runs on the screen. */
  show(...runIds: readonly string[]): void {
    const known = this.store.getState().segments;
    this.store.setState({
      segments: runIds.map((id) => known.find(({ runId }) => runId === id) ?? unreadRun(id)),
    });
  }

  /** The record of a run has grown by this talk. */
  async says(runId: string, trace: readonly TracePiece[], live = true): Promise<void> {
    this.service.append(runId, { events: [], trace }, live);
    await settle();
  }

  async look(from: number, to: number, anchor = from, anchorPx = 0): Promise<void> {
    this.sight = { from, to, anchor, anchorPx };
    this.feed.look(this.sight);
    await settle();
  }

  async follow(follow: boolean): Promise<void> {
    this.store.setState(({ log }) => ({ log: { ...log, follow } }));
    await settle();
  }

  async filter(change: Partial<LogFilter>): Promise<void> {
    this.store.setState(({ log }) => ({ log: { ...log, filter: { ...WHOLE_LOG, ...change } } }));
    await settle();
  }

  /** What stands at places: text, or `…` where it is still to come. */
  texts(from = 0, to = this.feed.sheet.count): string[] {
    return Array.from({ length: Math.max(0, to - from) }, (_, index) => {
      const at = this.feed.sheet.at(from + index);
      if (at === null || at.row === null) return '…';
      return at.row.kind === 'line' ? plainText(at.row.bytes).replace(/[␍␊]/g, '') : at.row.event.type;
    });
  }
}
