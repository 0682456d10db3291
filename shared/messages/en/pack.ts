/** Hand-over packs: what stands in them, and how those of elsewhere are shown. */
export const pack = {
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

  'log.no_facts': 'It looks like a record of this program, but not one fact in it can be read.',
  'log.pack_damaged': 'The zip is cut short, damaged or was changed. Have it sent again, as it was made.',
  'log.pack_encrypted':
    'The zip is encrypted. Hand-over packs are not; unpack it and pack it anew without a password.',
  'log.pack_names':
    'The zip has files that are named so that they would land elsewhere, or twice the same. It was not opened.',
  'log.pack_too_large': 'The zip would grow beyond all measure when it is unpacked. It was not opened.',
  'log.pack_foreign': 'A zip, but no hand-over pack of this program: it has no manifest.',
  'log.pack_newer': 'The pack was made by a newer release of this program. Update this one to open it.',

  'opened.banner.record': 'FROM A FILE',
  'opened.banner.pack': 'HAND-OVER PACK',
  'opened.from.record': '{{file}}: a record of this program, not of this station.',
  'opened.from.pack': '{{file}}: exported on {{station}}, {{at}}. Not of this station’s record.',
  'opened.readOnly': 'Nothing is sent, nothing is kept.',
  'opened.doubted': 'NOT TO BE TRUSTED',
  'opened.doubted.says': 'The file says: {{verdict}}',
  'opened.elsewhere': 'recorded elsewhere; not of this station’s record',
  'opened.console': 'typed commands',
  'opened.interrupted': 'interrupted',
  'opened.runs': 'Runs of this file',
  'doubt.hash': '{{name}} is not the file that the manifest names: it was changed, or damaged.',
  'doubt.missing': '{{name}} is missing.',
  'doubt.unlisted': '{{name}} is not named in the manifest. It was not looked at.',
  'doubt.facts': '{{count}} facts are missing, stand twice or in another order.',
  'doubt.lines': '{{count}} lines cannot be read.',
  'doubt.misfits': '{{count}} facts do not fit where they stand.',
  'doubt.verdict': 'It says that the unit passed; the evidence of its steps does not.',
  'doubt.bytes': 'Fact {{seq}}, by which a step passed, is not in the bytes that crossed the line.',
  'doubt.summary': 'The list of the pack says something else of this run than its record.',
  'doubt.no_bytes': 'It has no bytes that its facts could be held against.',
} as const;
