import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Actions } from './service/actions.ts';
import type { WindowLog } from './service/log/window-log.ts';
import type { WindowState } from './store/window-state.ts';
import type { WindowStore } from './store/window-store.ts';

/** What the views of a window share: its state, what a person can do at it, and the logs on its screen. */
export interface WindowParts {
  readonly store: WindowStore;
  readonly actions: Actions;
  readonly log: WindowLog;
}

export const WindowContext = createContext<WindowParts | null>(null);

function useParts(): WindowParts {
  const parts = useContext(WindowContext);
  if (parts === null) throw new Error('a view outside of its window');
  return parts;
}

/** A part of the window's state; the component is drawn again when that part changes. */
export const useWindow = <Part>(select: (state: WindowState) => Part): Part =>
  useStore(useParts().store, select);

export const useActions = (): Actions => useParts().actions;

export const useLog = (): WindowLog => useParts().log;
