// oxlint-disable no-array-index-key -- the parts of a line never change places
import { segments } from '../../../../shared/log/shown-bytes.ts';
import parts from '../../../parts/parts.module.css';
import type { Places } from '../../../store/log-rows.ts';
import { Marked } from './Marked.tsx';

/** Line ends that a module sends ahead of a line (V.250 5.7.1); HEX and exports have them. */
const AHEAD = /^[\r\n]+(?=[^\r\n])/;

const NOTHING_FOUND: readonly Places[] = [];

interface LineBytesProps {
  readonly bytes: string;
  /** What was found in the plain text of the line. */
  readonly found?: readonly Places[];
  /** Where these bytes begin in it. */
  readonly from?: number;
}

/** What crossed the wire, with what was found in it marked: text as it is, everything else in boxes. */
export function LineBytes({ bytes, found = NOTHING_FOUND, from = 0 }: LineBytesProps) {
  let ahead = from === 0 ? (AHEAD.exec(bytes)?.[0].length ?? 0) : 0;
  let at = from;
  return segments(bytes).map((segment, index) => {
    const begin = at;
    at += 'text' in segment ? segment.text.length : segment.plain.length;
    if ('text' in segment)
      return (
        <bdi key={index} dir="ltr">
          <Marked text={segment.text} found={found} at={begin} />
        </bdi>
      );
    ahead -= 1;
    if (ahead >= 0) return null;
    const isFound = found.some((place) => place.from < at && place.to > begin);
    return (
      <span key={index} className={parts['control']}>
        {isFound ? <mark>{segment.control}</mark> : segment.control}
      </span>
    );
  });
}
