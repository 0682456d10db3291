import { useWindow } from '../../window-context.ts';

/** Whether a run goes on right now. */
export const useIsLive = (id: string): boolean =>
  useWindow(({ station }) => station.bays.some(({ runId, live }) => live && runId === id));
