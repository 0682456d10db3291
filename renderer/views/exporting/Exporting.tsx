import { later } from '../../parts/later.tsx';
import { useExporting } from '../../store/exporting.ts';

const ExportDialog = later(async () => (await import('./ExportDialog.tsx')).ExportDialog);

/** The dialog that writes runs into files, wherever in the window it is asked for. */
export function Exporting() {
  const what = useExporting((state) => state.what);
  return what === null ? null : <ExportDialog what={what} />;
}
