import { createContext, useContext } from 'react';
import { useStore as useStoreOf } from 'zustand';
import type { Actions } from './service/actions.ts';
import type { ServiceClient } from './service/connection.ts';
import type { WindowLog } from './service/log/window-log.ts';
import type { WindowState } from './store/window-state.ts';
import type { WindowStore } from './store/window-store.ts';

/** What the views of a window share: its state, what a person can do at it, and the logs on its screen. */
export interface WindowParts {
  readonly store: WindowStore;
  readonly actions: Actions;
  /** The service itself, for what a view reads of it; null while it cannot be reached. */
  readonly service: () => ServiceClient | null;
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
  useStoreOf(useParts().store, select);

export const useActions = (): Actions => useParts().actions;

export const useService = (): (() => ServiceClient | null) => useParts().service;

/** The whole state, for what changes it by itself. */
export const useStore = (): WindowStore => useParts().store;
export const useLog = (): WindowLog => useParts().log;
