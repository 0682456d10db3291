/** Bringing a module back to where a step can be run again. */
export const recovery = {
  'form.field.recovery.automatic': 'Recover by itself',
  'form.recovery.none': 'Never',
  'form.recovery.session': 'Session (10 s)',
  'form.recovery.bearer': 'Data link (90 s)',
  'form.recovery.module': 'Module restart (120 s)',
  'form.recovery.hint':
    'When a step fails, what it stands on is set up anew, the cheapest first, up to the choice made here, and the step is tried again. It then passes with a warning. Refused credentials and PINs are never tried again.',

  'cli.run.rung.session': 'closing the MQTT session',
  'cli.run.rung.bearer': 'closing the data link',
  'cli.run.rung.module': 'restarting the module',
  'cli.run.recovering': 'Recovery: {{rung}}',
  'cli.run.recovered': 'Recovery: done after {{seconds}} s',
  'cli.run.notRecovered': 'Recovery: in vain, after {{seconds}} s',
  'cli.run.try':
    'use another value in a field of the profile, for this run alone; may be given several times',
  'cli.run.recover': 'recover before the first step: session, bearer or module',
  'cli.run.pinFile': 'file with the PIN of the SIM card for this run alone, entered once',
  'cli.run.badTry': '--try takes FIELD=VALUE, with one of these fields: {{fields}}',
  'cli.run.tryTwice': '--try names this field twice: {{field}}',
  'cli.run.pinUnreadable': 'The file with the PIN cannot be read: {{path}} ({{code}})',
  'cli.run.pinInvalid': 'The file with the PIN must hold one line of 4 to 8 digits: {{path}}',
} as const;
