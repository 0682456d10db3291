/** Recordings that are replayed, and what has changed since they were made. */
export const replay = {
  'portFault.recording.missing': 'the recording is not there',
  'portFault.recording.no_file': 'the recording is no ordinary file',
  'portFault.recording.too_large': 'the recording is too large to be replayed',
  'portFault.recording.unreadable': 'the recording cannot be read',
  'portFault.recording.no_dialogue': 'no dialogue with a module is in it',
  'trouble.recording': 'Choose another recording, or another port.',
} as const;
