import { type RefObject, useRef } from 'react';
import { useActions } from '../../window-context.ts';

/** Asks for a file to be opened as a log: what is called to ask, and the element that asks, hidden. */
export function useLogPicker() {
  const input = useRef<HTMLInputElement>(null);
  return { ask: () => input.current?.click(), element: <LogInput input={input} /> };
}

function LogInput({ input }: { readonly input: RefObject<HTMLInputElement | null> }) {
  const { openLogFile } = useActions();
  return (
    <input
      ref={input}
      type="file"
      data-log-file
      accept=".log,.txt,.text,.jsonl,.csv,text/*"
      hidden
      onChange={({ currentTarget }) => {
        const file = currentTarget.files?.[0];
        // The same file may be chosen again once more was written to it.
        if (file !== undefined) void openLogFile(file);
        currentTarget.value = '';
      }}
    />
  );
}
