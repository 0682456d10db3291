/** Parts of the window that are loaded when they are needed. */
export const loading = {
  'loading.gone': 'This part of the window is not loaded yet, and the service cannot be reached.',
  'loading.part.browser':
    'This part of the window could not be loaded; the program may have been replaced by a newer one. What runs goes on.',
  'loading.part.desktop':
    'This part of the window could not be loaded; the program may have been replaced by a newer one. What runs goes on; start the program again when it is over.',
  'loading.again': 'Load the page again',
  'loading.language':
    'The texts of the other language could not be loaded; the program may have been replaced by a newer one. They come when the page is loaded or the program is started again.',
} as const;
