import type { Translate } from '../../shared/messages/index.ts';
import type { PageCommand } from './channels.ts';

/** An entry of the native menu. Entries with a role do what the system does; the others call back. */
export interface MenuEntry {
  label?: string;
  type?: 'separator';
  role?:
    | 'undo'
    | 'redo'
    | 'cut'
    | 'copy'
    | 'paste'
    | 'selectAll'
    | 'reload'
    | 'toggleDevTools'
    | 'resetZoom'
    | 'zoomIn'
    | 'zoomOut'
    | 'togglefullscreen'
    | 'hide'
    | 'hideOthers'
    | 'unhide'
    | 'quit'
    | 'help';
  accelerator?: string;
  click?: () => void;
  submenu?: MenuEntry[];
}

export interface MenuParts {
  readonly say: Translate;
  readonly platform: NodeJS.Platform;
  /** Started from a checkout: the page may be loaded again and looked into. */
  readonly development: boolean;
  readonly toPage: (command: PageCommand) => void;
  readonly showDataFolder: () => void;
  readonly about: () => void;
}

/** The native menu, its texts in one language. */
export function menuEntries(parts: MenuParts): MenuEntry[] {
  const { say, platform, toPage, showDataFolder, about } = parts;
  const isMac = platform === 'darwin';
  const quit: MenuEntry = { label: say('desktop.menu.quit'), role: 'quit' };
  const aboutEntry: MenuEntry = { label: say('desktop.menu.about'), click: about };
  const file: MenuEntry[] = [
    { label: say('desktop.menu.export'), accelerator: 'CmdOrCtrl+E', click: () => toPage('export') },
  ];
  const help: MenuEntry[] = [{ label: say('desktop.menu.dataFolder'), click: showDataFolder }];
  return [
    ...(isMac ? [applicationMenu(say, aboutEntry, quit)] : []),
    { label: say('desktop.menu.file'), submenu: isMac ? file : [...file, SEPARATOR, quit] },
    { label: say('desktop.menu.edit'), submenu: editEntries(say) },
    { label: say('desktop.menu.view'), submenu: viewEntries(parts) },
    { label: say('desktop.menu.help'), role: 'help', submenu: isMac ? help : [...help, aboutEntry] },
  ];
}

const SEPARATOR: MenuEntry = { type: 'separator' };

/** What can be done with the text under the pointer. */
export function contextEntries(say: Translate, editable: boolean): MenuEntry[] {
  return editable ? editEntries(say) : [{ label: say('desktop.menu.copy'), role: 'copy' }];
}

function editEntries(say: Translate): MenuEntry[] {
  return [
    { label: say('desktop.menu.undo'), role: 'undo' },
    { label: say('desktop.menu.redo'), role: 'redo' },
    SEPARATOR,
    { label: say('desktop.menu.cut'), role: 'cut' },
    { label: say('desktop.menu.copy'), role: 'copy' },
    { label: say('desktop.menu.paste'), role: 'paste' },
    { label: say('desktop.menu.selectAll'), role: 'selectAll' },
  ];
}

function viewEntries({ say, development }: MenuParts): MenuEntry[] {
  const developing: MenuEntry[] = [
    { label: say('desktop.menu.reload'), role: 'reload' },
    { label: say('desktop.menu.devTools'), role: 'toggleDevTools' },
    SEPARATOR,
  ];
  return [
    ...(development ? developing : []),
    { label: say('desktop.menu.actualSize'), role: 'resetZoom' },
    { label: say('desktop.menu.zoomIn'), role: 'zoomIn' },
    { label: say('desktop.menu.zoomOut'), role: 'zoomOut' },
    SEPARATOR,
    { label: say('desktop.menu.fullScreen'), role: 'togglefullscreen' },
  ];
}

/** The menu with the program's name that every program on macOS has. */
function applicationMenu(say: Translate, about: MenuEntry, quit: MenuEntry): MenuEntry {
  return {
    label: say('product.name'),
    submenu: [
      about,
      SEPARATOR,
      { label: say('desktop.menu.hide'), role: 'hide' },
      { label: say('desktop.menu.hideOthers'), role: 'hideOthers' },
      { label: say('desktop.menu.showAll'), role: 'unhide' },
      SEPARATOR,
      quit,
    ],
  };
}
