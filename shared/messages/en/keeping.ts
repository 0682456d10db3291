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
} as const;
