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
  'keeping.log.removedAge':
    'Session log: {{count}} files ({{megabytes}} MB) from {{from}} to {{to}} were older than {{days}} days and are removed.',
  'keeping.log.removedSize':
    'Session log: the {{count}} oldest files ({{megabytes}} MB) from {{from}} to {{to}} are removed; the folder keeps {{limit}} MB.',
} as const;
