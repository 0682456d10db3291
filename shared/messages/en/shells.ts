/** The browser twin and `npm start`. */
export const shells = {
  'cli.serve': 'Show the program in a browser on this machine',
  'cli.serve.port': 'TCP port (0 takes a free one)',
  'cli.serve.open': 'open a browser with it',
  'cli.serve.data': 'folder of the record, the profiles and the settings',
  'serve.building': 'Building the page …',
  'serve.buildFailed': 'The page cannot be built:',
  'serve.port_taken':
    'Port {{port}} is in use by another program. Name another one with --port; --port 0 takes a free one.',
  'serve.no_permission':
    'Port {{port}} is not open to this user ({{code}}). Name one above 1023 with --port; --port 0 takes a free one.',
  'serve.io': 'Port {{port}} cannot be used ({{code}}).',
  'serve.noBrowser':
    'No browser can be opened from here. Open the address above in a browser on this machine.',
  'serve.useAddress': 'Please open the address that the program printed when it started.',
  'serve.nothingHere': 'There is nothing at this address.',
  'serve.notUnderstood': 'The request was not understood.',
} as const;
