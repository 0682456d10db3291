/** The desktop shell: native menu, dialogs, the question before quitting; and `npm start`. */
export const desktop = {
  'desktop.menu.file': '&File',
  'desktop.menu.export': 'Export log…',
  'desktop.menu.quit': 'Quit',
  'desktop.menu.edit': '&Edit',
  'desktop.menu.undo': 'Undo',
  'desktop.menu.redo': 'Redo',
  'desktop.menu.cut': 'Cut',
  'desktop.menu.copy': 'Copy',
  'desktop.menu.paste': 'Paste',
  'desktop.menu.selectAll': 'Select all',
  'desktop.menu.view': '&View',
  'desktop.menu.reload': 'Reload',
  'desktop.menu.devTools': 'Developer tools',
  'desktop.menu.actualSize': 'Actual size',
  'desktop.menu.zoomIn': 'Zoom in',
  'desktop.menu.zoomOut': 'Zoom out',
  'desktop.menu.fullScreen': 'Full screen',
  'desktop.menu.help': '&Help',
  'desktop.menu.dataFolder': 'Show the data folder',
  'desktop.menu.about': 'About this program',
  'desktop.menu.hide': 'Hide',
  'desktop.menu.hideOthers': 'Hide others',
  'desktop.menu.showAll': 'Show all',

  'desktop.quit.message': 'A run is in progress on {{ports}}.',
  'desktop.quit.detail':
    'Stopping it first takes the module back in order, which may take some seconds. The record keeps what was done.',
  'desktop.quit.stop': 'Stop the run and quit',
  'desktop.quit.keep': 'Keep running',
  'desktop.unsaved.message': 'There are changes that are not saved.',
  'desktop.unsaved.discard': 'Leave without saving',
  'desktop.unsaved.stay': 'Stay',
  'desktop.pageGone.message': 'The contents of the window have ended unexpectedly ({{reason}}).',
  'desktop.pageGone.detail': 'What runs goes on, and the record is complete.',
  'desktop.pageGone.reload': 'Load again',
  'desktop.pageGone.quit': 'Quit',
  'desktop.about.dataFolder': 'Data folder: {{path}}',
  'desktop.about.close': 'Close',

  'desktop.save.title': 'Save as',
  'desktop.noStart': 'WIS800C Commissioner cannot start',
  'desktop.noStart.record':
    'The record cannot be opened: {{path}} ({{fault}}). Start with --data FOLDER to use another folder.',
  'desktop.noStart.data': '--data wants a folder after it.',

  'start.preparing': 'Building the program…',
  'start.buildFailed': 'The program cannot be built. What the builder said:',
  'start.downloading':
    'Fetching the desktop shell (Electron), which happens once. npm run start:web does without it.',
  'start.noElectron':
    'The desktop shell (Electron) cannot be had on this machine; a browser takes its place.',
  'start.noDisplay': 'There is no display here; serving for a browser.',
  'start.desktop.noElectron':
    'The desktop shell (Electron) cannot be had on this machine. npm run start:web opens the same in a browser.',
  'start.desktop.noDisplay': 'There is no display here. npm run start:web serves the same for a browser.',
  'start.notRunnable': 'The desktop shell (Electron) is there, but does not run here ({{code}}).',
} as const;
