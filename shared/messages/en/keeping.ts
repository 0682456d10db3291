/** Who has the record, and what is kept for how long. */
export const keeping = {
  'recordFault.in_use': 'in use by {{holder}}',
  'keeping.holder.desktop': 'the desktop program, process {{pid}} on computer {{host}}, since {{since}}',
  'keeping.holder.browser':
    'the program in a browser (serve), process {{pid}} on computer {{host}}, since {{since}}',
  'keeping.holder.browser_at':
    'the program in a browser (serve) at {{address}}, process {{pid}} on computer {{host}}, since {{since}}',
  'keeping.holder.unknown': 'another copy of this program',
  'keeping.inUse':
    'The record {{path}} is in use by {{holder}}. Work there, or end that one and start again; --data FOLDER takes another folder.',
  'keeping.alsoInUse': 'The record is also in use by {{holder}}. Both are recorded.',
  'keeping.cli.noLog':
    'write no session log; without this, the text of every run goes to the folder logs beside the record',
  'keeping.log.fault':
    'The session log cannot be written ({{code}}). The record is not concerned; what is missing is added once it can be.',
  'keeping.taken': '{{count}}, from {{from}} to {{to}}, {{size}}',
  'keeping.taken.day': '{{count}}, of {{day}}, {{size}}',
  'keeping.taken.undated': '{{count}}, {{size}}',
  'keeping.removed.runs.age': 'Runs removed, older than is kept: {{what}}.',
  'keeping.removed.runs.size': 'Oldest runs removed, the record was larger than is kept: {{what}}.',
  'keeping.removed.runs.asked': 'Runs removed by hand: {{what}}.',
  'keeping.removed.logs.age': 'Session log files removed, older than is kept: {{what}}.',
  'keeping.removed.logs.size': 'Oldest session log files removed, there was more than is kept: {{what}}.',
  'keeping.removed.logs.asked': 'Session log files removed by hand: {{what}}.',

  'keeping.page': 'Records and logs',
  'keeping.size': 'Size',
  'keeping.path.copy': 'Copy the path',
  'keeping.path.copied': 'Copied',
  'keeping.record': 'Record',
  'keeping.record.what':
    'Every run with all its facts and bytes stands in this file before it is on the screen.',
  'keeping.record.runs': 'Runs',
  'keeping.record.free': '{{size}}, of which {{free}} is free to be used again',
  'keeping.log': 'Session log',
  'keeping.log.on': 'Write a text file of every run',
  'keeping.log.what':
    'One file for every run, console and listening, called by date, time, port and unit. Secrets are masked as everywhere.',
  'keeping.log.files': 'Files',
  'keeping.log.size': '{{size}} of at most {{limit}}; beyond that the oldest files go, none of today',
  'keeping.log.open': 'Open log folder',
  'keeping.log.cannotOpen': 'No file manager can be opened here. The path above leads to the folder.',
  'keeping.retention': 'How long runs are kept',
  'keeping.retention.what':
    'Without a limit everything is kept. With one, whole runs go, the oldest first; never one of today, never one in progress, and each time it is told.',
  'keeping.retention.days': 'Remove what is older than',
  'keeping.retention.days.number': 'Days',
  'keeping.retention.days.unit': 'days, session log files too',
  'keeping.retention.megabytes': 'Keep the record below',
  'keeping.retention.megabytes.number': 'Megabytes',
  'keeping.retention.megabytes.unit': 'MB, the oldest runs go first',
  'keeping.retention.noNumber': 'a whole number from 1',
  'keeping.retention.apply': 'Apply',
  'keeping.retention.applyAndRemove': 'Apply and remove these',
  'keeping.preview': 'This would be removed at once, and cannot be brought back:',
  'keeping.preview.runs': 'Runs',
  'keeping.preview.logs': 'Session log files',
  'keeping.preview.counting': 'Counting what would go …',
  'keeping.preview.nothing': 'Nothing would be removed now.',
  'keeping.removals': 'What was removed',
  'keeping.removals.none': 'Nothing was ever removed from this record or its session log.',
  'keeping.notice.open': 'Records and logs',
} as const;
