/** What a hand-over pack says of itself. */
export const packReadme = {
  'pack.readme.title': 'HAND-OVER PACK',
  'pack.readme.made': 'Made by {{product}} {{version}} on {{station}}, {{at}}. Runs: {{count}}.',
  'pack.readme.open':
    'Without the program: unpack it, and open report.html in the folder of a run in any browser.',
  'pack.readme.openWindow':
    'With the program: drop this file, as it is, on its window. It shows the run as it was on the station, read-only; nothing is sent, nothing is kept.',
  'pack.readme.files': 'In the folder of each run:',
  'pack.readme.report.html': 'the report, to be read and printed',
  'pack.readme.log.txt': 'the log, every line with its time',
  'pack.readme.record.jsonl': 'all facts and all bytes, for programs (JSON Lines)',
  'pack.readme.profile.json': 'the settings that were used, without passwords; can be imported as a profile',
  'pack.readme.diagnosis.txt': 'why it failed, where it did (diagnosis.json: the same for programs)',
  'pack.readme.environment.json': 'program, system, port, time zone',
  'pack.readme.secrets': 'Passwords and the PIN of the SIM card are in none of these files.',
  'pack.readme.hashes':
    'manifest.json names every file with its SHA-256. It shows what was changed later by accident; a signature it is not.',
} as const;
