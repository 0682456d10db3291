// oxlint-disable no-array-index-key -- the parts of a line never change places
import { segments } from '../../../../shared/log/shown-bytes.ts';
import parts from '../../../parts/parts.module.css';
import type { Find } from './found.ts';
import { Marked } from './Marked.tsx';

/** Line ends that a module sends ahead of a line (V.250 5.7.1); HEX and exports have them. */
const AHEAD = /^[\r\n]+(?=[^\r\n])/;

/** What crossed the wire, with what was found in it marked: text as it is, everything else in boxes. */
export function LineBytes({ bytes, find }: { readonly bytes: string; readonly find: Find }) {
  let ahead = AHEAD.exec(bytes)?.[0].length ?? 0;
  const shown = segments(bytes);
  const found = find(shown.map((each) => ('text' in each ? each.text : each.plain)).join(''));
  let at = 0;
  return shown.map((segment, index) => {
    const from = at;
    const text = 'text' in segment ? segment.text : segment.plain;
    at += text.length;
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
