import { type Placement, SMALLEST } from './window-state.ts';

export interface WindowOptionsParts {
  readonly placement: Placement;
  readonly title: string;
  /** Shown before the page has painted. */
  readonly ground: string;
  /** Path of the bundled preload. */
  readonly preload: string;
  readonly development: boolean;
}

/** What every page is kept from: Node, other worlds, other places. */
const CONFINED = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // It would fetch dictionaries from elsewhere.
  spellcheck: false,
} as const;

/** The one window: its page is kept to itself by every means there is. */
export function windowOptions({ placement, title, ground, preload, development }: WindowOptionsParts) {
  const { place, width, height } = placement;
  return {
    ...place,
    width,
    height,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title,
    backgroundColor: ground,
    show: false,
    webPreferences: {
      ...CONFINED,
      preload,
      devTools: development,
    },
  };
}

/** A window that is never shown, in a world of its own: it runs no script at all. */
export function paperWindowOptions(partition: string) {
  return {
    show: false,
    webPreferences: {
      ...CONFINED,
      partition,
      javascript: false,
      devTools: false,
      // Nobody sees it, so nothing of it must wait to be seen.
      backgroundThrottling: false,
    },
  };
}
