// oxlint-disable no-array-index-key -- the parts of a line never change places
import { withoutLineEnds } from '../../../../shared/log/pattern.ts';
import { plainText, type Segment, segments } from '../../../../shared/log/shown-bytes.ts';
import parts from '../../../parts/parts.module.css';
import type { Places } from '../../../store/log-rows.ts';
import type { Find } from './found.ts';
import { Marked } from './Marked.tsx';

/** Line ends that a module sends ahead of a line (V.250 5.7.1); HEX and exports have them. */
const AHEAD = /^[\r\n]+(?=[^\r\n])/;
const LINE_ENDS_AHEAD = /^[\r\n]+/;

/** What crossed the wire, with what was found in it marked: text as it is, everything else in boxes. */
export function LineBytes({ bytes, find }: { readonly bytes: string; readonly find: Find }) {
  let ahead = AHEAD.exec(bytes)?.[0].length ?? 0;
  const shown = segments(bytes);
  const found = foundIn(bytes, shown, find);
  let at = 0;
  return shown.map((segment, index) => {
    const from = at;
    at += plainOf(segment).length;
    if ('text' in segment)
      return (
        <bdi key={index} dir="ltr">
          <Marked text={segment.text} found={found} at={from} />
        </bdi>
      );
    ahead -= 1;
    if (ahead >= 0) return null;
    const isFound = found.some((place) => place.from < at && place.to > from);
    return (
      <span key={index} className={parts['control']}>
        {isFound ? <mark>{segment.control}</mark> : segment.control}
      </span>
    );
  });
}

const plainOf = (segment: Segment): string => ('text' in segment ? segment.text : segment.plain);

/** Where it is found in the plain text of the line. */
function foundIn(bytes: string, shown: readonly Segment[], find: Find): readonly Places[] {
  const plain = shown.map(plainOf).join('');
  if (!find.isOfWords) return find.in(plain);
  // Each of the line ends around the words is one character.
  const ahead = LINE_ENDS_AHEAD.exec(bytes)?.[0].length ?? 0;
  const words = plain.slice(ahead, ahead + plainText(withoutLineEnds(bytes)).length);
  return find.in(words).map(({ from, to }) => ({ from: from + ahead, to: to + ahead }));
}
