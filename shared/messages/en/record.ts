/** A record that cannot be written: what is wrong, what became of the runs, what to do. */
export const record = {
  'record.failed':
    'The record cannot be written: {{why}} ({{place}}). Every run is stopped, because nothing may go on unrecorded. {{next}}',
  'record.waits':
    'The record cannot be written: {{why}} ({{place}}). Nothing is lost; it is tried again. If it stays so for 10 seconds, every run is stopped. {{next}}',
  'record.again': 'The record can be written again, and has everything that waited for it.',
  'record.refused': 'Nothing is begun: the record cannot be written ({{why}}). {{next}}',
  'record.refusedAt': 'Nothing is begun: the record cannot be written: {{why}} ({{place}}). {{next}}',
  'record.unopened': 'The record cannot be opened: {{place}} ({{why}}). {{next}}',

  'record.next.disk_full': 'Make room on the disk that holds it, then start the run again.',
  'record.next.not_writable':
    'Give this user the right to write to the file and its folder, then start the run again.',
  'record.next.locked': 'Close the program that has the file open, such as a database browser or a backup.',
  'record.next.removed':
    'Put the file back, together with its -wal file, or end this program and start it again: it then begins a new record.',
  'record.next.in_use': 'Use that copy, or end it; or use another data folder.',
  'record.next.corrupt':
    'Keep the file and its -wal file for support, but move them elsewhere, and start this program again: it then begins a new record.',
  'record.next.newer_version': 'Install the newer release, or use another data folder.',
  'record.next.foreign_file': 'Use another data folder.',
  'record.next.restart': 'End this program and start it again.',
  'record.next.io': 'Check the disk and its connection, then start the run again.',

  'recordFault.removed': 'its file was removed or replaced',
} as const;
