import { useMemo } from 'react';
import type { Translate } from '../../../shared/messages/index.ts';
import { type PreviewLine, type PreviewPiece, previewLines, previewText } from '../../../shared/preview.ts';
import { useSay } from '../../texts.ts';
import { useForm } from './form-context.ts';
import fields from './fields/fields.module.css';
import classes from './preview.module.css';
import { stepLabel } from '../../../shared/messages/field-words.ts';

/** What the run will send, with the value of the field that has the focus marked where it stands. */
export function Preview({ focused }: { readonly focused: string | null }) {
  const say = useSay();
  const { judgement, faults } = useForm();
  const { shown, typed } = judgement;
  const lines = useMemo(() => previewLines({ profile: shown, faults, typed }), [shown, faults, typed]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a keyboard must be able to scroll it
    <aside className={classes.preview} aria-label={say('form.preview')} tabIndex={0}>
      <h2 className={classes.previewTitle}>{say('form.preview')}</h2>
      <ol className={classes.lines}>
        {lines.map((line) => (
          <Line key={`${line.step} ${line.interlude ?? ''}`} line={line} focused={focused} />
        ))}
      </ol>
      <p className={fields.hint}>{say('form.preview.note')}</p>
    </aside>
  );
}

function Line({ line, focused }: { readonly line: PreviewLine; readonly focused: string | null }) {
  const say = useSay();
  const { step, interlude, absent, pieces, tooLong } = line;
  const rejected = pieces.some((piece) => piece.rejected) || tooLong;
  const isOpen = rejected || pieces.some(({ field }) => field !== null && field === focused);
  return (
    <li className={classes.line} data-interlude={interlude !== null || undefined} title={titleOf(say, line)}>
      <span className={classes.lineNumber}>{interlude === null ? step : ''}</span>
      {absent === null ? (
        <code className={classes.code} data-open={isOpen || undefined}>
          {rejected && <span className="visually-hidden">{say('form.preview.rejected')} </span>}
          {placed(pieces).map(({ piece, at }) => (
            <Piece key={at} piece={piece} isFocused={piece.field !== null && piece.field === focused} />
          ))}
          {tooLong && <span className={classes.tooLong}> {say('form.preview.tooLong')}</span>}
        </code>
      ) : (
        <span className={fields.none}>
          –<span className="visually-hidden"> {absentText(say, absent)}</span>
        </span>
      )}
    </li>
  );
}

/** The pieces by where they stand in the line. */
function placed(pieces: readonly PreviewPiece[]): readonly { piece: PreviewPiece; at: number }[] {
  let next = 0;
  return pieces.map((piece) => {
    const at = next;
    next += piece.text.length;
    return { piece, at };
  });
}

function Piece({ piece, isFocused }: { readonly piece: PreviewPiece; readonly isFocused: boolean }) {
  if (piece.rejected) return <mark className={classes.rejected}>{piece.text}</mark>;
  return isFocused ? <mark className={classes.focused}>{piece.text}</mark> : piece.text;
}

function absentText(say: Translate, absent: NonNullable<PreviewLine['absent']>): string {
  return absent === 'switched_off' ? say('skipped.switched_off') : say(`notApplicable.${absent}`);
}

/** The whole line, for it may be cut short, and what it is for. */
function titleOf(say: Translate, line: PreviewLine): string {
  const { step, interlude, absent } = line;
  if (absent !== null) return `${stepLabel(say, step)}: ${absentText(say, absent)}`;
  const what = interlude === null ? stepLabel(say, step) : say(`form.preview.interlude.${interlude}`);
  return `${what}\n${previewText(line)}`;
}
