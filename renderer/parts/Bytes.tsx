// oxlint-disable no-array-index-key -- the parts of a line never change places
import { segments } from '../../shared/log/shown-bytes.ts';
import parts from './parts.module.css';

/** Line ends that a module sends ahead of a line (V.250 5.7.1); HEX and exports have them. */
const AHEAD = /^[\r\n]+(?=[^\r\n])/;

/** What crossed the wire: text as it is, everything else in boxes. */
export function Bytes({ bytes }: { readonly bytes: string }) {
  return (
    <span className="mono">
      {segments(bytes.replace(AHEAD, '')).map((segment, index) =>
        'text' in segment ? (
          <span key={index}>{segment.text}</span>
        ) : (
          <span key={index} className={parts['control']}>
            {segment.control}
          </span>
        ),
      )}
    </span>
  );
}
