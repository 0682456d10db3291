import { useActions } from '../../window-context.ts';

/** What a log may be called; any file can be chosen all the same. */
const KINDS = '.log,.txt,.text,.jsonl,.csv,.zip,text/*';

/** Asks for a file to be opened as a log. */
export function useLogPicker(): () => void {
  const { openLogFile } = useActions();
  return () => {
    // Made for each question: the page has no field of its own for this, and the same file may be chosen again.
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = KINDS;
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file !== undefined) void openLogFile(file);
    });
    input.click();
  };
}
