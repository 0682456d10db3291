import { EXPORT_FORMATS, type ExportFormat } from '../../../shared/export-request.ts';
import { useSayHistory } from '../history/texts.ts';
import classes from './exporting.module.css';

/** What the files end in. */
const ENDINGS: Readonly<Record<ExportFormat, string>> = {
  text: '.txt',
  jsonl: '.jsonl',
  'csv-runs': '.csv',
  'csv-steps': '.csv',
  report: '.html',
  pdf: '.pdf',
  pack: '.zip',
};

interface FormatsProps {
  readonly format: ExportFormat;
  /** Only the desktop makes pages for a printer. */
  readonly canPrint: boolean;
  readonly onChoose: (format: ExportFormat) => void;
}

/** The kinds of files, each with what it is good for. */
export function Formats({ format, canPrint, onChoose }: FormatsProps) {
  const sayHistory = useSayHistory();
  return (
    <fieldset className={classes.formats}>
      <legend className="visually-hidden">{sayHistory('export.format')}</legend>
      {EXPORT_FORMATS.map((each) => {
        const isOff = each === 'pdf' && !canPrint;
        return (
          <label key={each} className={classes.format} data-off={isOff || undefined}>
            <input
              type="radio"
              name="format"
              value={each}
              checked={format === each}
              disabled={isOff}
              onChange={() => onChoose(each)}
            />
            <b>{sayHistory(`export.${each}`)}</b>
            <code>{ENDINGS[each]}</code>
            <small>{sayHistory(isOff ? 'export.pdf.desktop' : `export.${each}.what`)}</small>
          </label>
        );
      })}
    </fieldset>
  );
}
