import { measureInChild } from './child.ts';
import { lookUp } from './look-up.ts';
import type { Row } from './table.ts';

/** Sixty frames a second, less what the measuring itself takes. */
const DISPLAY_RATE = 55;

/** The log view with a million entries, and with one that grows. */
export async function logWindow(): Promise<readonly Row[]> {
  const { of } = lookUp(await measureInChild('logWindow'));
  const row = (name: string, unit: string, samples: string, atMost?: number): Row => ({
    name,
    unit,
    samples: of(samples),
    ...(atMost !== undefined && { aim: { of: 'median', atMost } }),
  });
  const moving = (name: string, samples: string): Row => ({
    ...row(name, 'frames/s', samples),
    aim: { of: 'median', atLeast: DISPLAY_RATE },
  });
  const memory = (name: string, samples: string, before: string, what: string): Row => ({
    ...row(name, 'MB', samples),
    baseline: { name: what, samples: of(before) },
  });
  return [
    row('click in the history to the first rows', 'ms', 'firstRowsMs'),
    moving('scrolling by wheel', 'wheelFps'),
    row('longest task meanwhile', 'ms', 'wheelTaskMs', 50),
    moving('dragging the bar from end to end', 'dragFps'),
    row('longest task meanwhile', 'ms', 'dragTaskMs', 50),
    row('frames with a row still to come', 'frames', 'blankFrames'),
    row('search for a text, key to rows', 'ms', 'textMs', 200),
    row('a further letter, key to rows', 'ms', 'keysMs', 200),
    row('search with a regular expression, key to rows', 'ms', 'patternMs', 200),
    row('one direction, click to rows', 'ms', 'directionMs', 200),
    row('unsolicited lines, click to rows', 'ms', 'unsolicitedMs', 200),
    row('one step, click to rows', 'ms', 'stepMs', 200),
    memory('JavaScript of the page', 'heapMb', 'emptyHeapMb', 'before the log was opened'),
    row('process of the page', 'MB', 'processMb'),
    moving('following 5,000 lines a second for 10 s', 'followFps'),
    row('longest task meanwhile', 'ms', 'followTaskMs', 50),
    row('lines that the screen is behind the wire', 'lines', 'followBehind'),
    memory('JavaScript of the page behind it', 'followHeapMb', 'beginHeapMb', 'at its beginning'),
  ];
}
