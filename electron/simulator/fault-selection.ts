import { type FaultSelection, faultRow, isFaultName } from './faults.ts';

/** Which rule of the fault grammar a selection breaks. */
export type FaultRule =
  | 'fault_syntax'
  | 'unknown_fault'
  | 'fault_takes_no_value'
  | 'fault_needs_value'
  | 'fault_value'
  | 'fault_takes_no_command'
  | 'fault_occurrence';

type ParsedFault =
  | { readonly ok: true; readonly selection: FaultSelection }
  | { readonly ok: false; readonly rule: FaultRule; readonly part: string };

const SYNTAX = /^([a-z][a-z0-9-]{0,40})(?::([A-Za-z0-9.]{0,20}))?(?:@([A-Za-z&0-9]{1,24}))?(?:#(\d{1,6}))?$/;

/** Reads `NAME[:VALUE][@COMMAND][#N]`; `part` of a failure is the offending piece, never a value given to it. */
export function parseFault(text: string): ParsedFault {
  const match = SYNTAX.exec(text);
  const name = match?.[1];
  if (!match || name === undefined) return { ok: false, rule: 'fault_syntax', part: text.slice(0, 60) };
  if (!isFaultName(name)) return { ok: false, rule: 'unknown_fault', part: name };
  const row = faultRow(name);
  const [, , given, command, occurrence] = match;

  if (!row.value && given !== undefined) return { ok: false, rule: 'fault_takes_no_value', part: name };
  const value = given ?? row.value?.fallback ?? '';
  if (row.value && value === '') return { ok: false, rule: 'fault_needs_value', part: name };
  if (row.value && !row.value.pattern.test(value)) return { ok: false, rule: 'fault_value', part: name };
  if (row.on === 'none' && (command !== undefined || occurrence !== undefined)) {
    return { ok: false, rule: 'fault_takes_no_command', part: name };
  }
  if (occurrence !== undefined && Number(occurrence) === 0) {
    return { ok: false, rule: 'fault_occurrence', part: name };
  }
  return {
    ok: true,
    selection: {
      name,
      value,
      commands: command === undefined ? row.on : [commandName(command)],
      nth: occurrence === undefined ? (row.nth ?? null) : Number(occurrence),
    },
  };
}

/** `creg` → `CREG`, `ATE0` → `ATE`: the name under which the command line's parser knows the command. */
function commandName(typed: string): string {
  const name = typed.toUpperCase();
  return /^AT&?[A-Z]\d*$/.test(name) ? name.replace(/\d+$/, '') : name;
}
