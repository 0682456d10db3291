import { Select, TextInput } from '@mantine/core';
import { TIMINGS } from '../../../../shared/timing.ts';
import { useSay } from '../../../texts.ts';
import { useForm } from '../form-context.ts';
import { freeLimits, LIMIT_PARTS, type LimitPart, type LimitRow, newLimitRow } from '../limit-rows.ts';
import classes from '../fields/fields.module.css';
import { limitLabel } from '../../../../shared/messages/field-words.ts';
import { timingIdOf } from '../../../../shared/timing.ts';
import { faultSentence } from '../words.ts';
import { FIELD_LOOK } from '../fields/field-notes.tsx';

/** The profile's own time limits: a row for each step that has any. */
export function TimeLimits() {
  const say = useSay();
  const { form, edit } = useForm();
  const rows = form.timeouts;
  const free = freeLimits(rows);
  return (
    <fieldset className={classes.limits} data-field="timeouts">
      <legend className={classes.label}>{say('form.field.timeouts')}</legend>
      <p className={classes.hint}>{rows.length === 0 ? say('form.limits.none') : say('form.limits.hint')}</p>
      {rows.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{say('form.limits.step')}</th>
              {LIMIT_PARTS.map((part) => (
                <th key={part} scope="col">
                  {say(`form.limits.part.${part}`)}
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">{say('form.secret.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <LimitLine key={row.key} row={row} />
            ))}
          </tbody>
        </table>
      )}
      <Select
        {...FIELD_LOOK}
        aria-label={say('form.limits.add')}
        placeholder={say('form.limits.add')}
        data={free.map((key) => ({ value: key, label: limitLabel(say, key) }))}
        value={null}
        searchable
        onChange={(key) => {
          if (key !== null) edit({ timeouts: [...rows, newLimitRow(key)] });
        }}
      />
    </fieldset>
  );
}

function LimitLine({ row }: { readonly row: LimitRow }) {
  const say = useSay();
  const { form, faults, edit } = useForm();
  const step = limitLabel(say, row.key);
  const path = `timeouts.${row.key}`;
  const found = faults.filter((each) => each.path === path || each.path.startsWith(`${path}.`));
  const change = (part: LimitPart, value: string) =>
    edit({
      timeouts: form.timeouts.map((each) =>
        each.key === row.key ? { ...each, parts: { ...each.parts, [part]: value } } : each,
      ),
    });
  return (
    <>
      <tr>
        <th scope="row">{step}</th>
        {LIMIT_PARTS.map((part) => (
          <td key={part}>
            <LimitCell row={row} part={part} onChange={(value) => change(part, value)} />
          </td>
        ))}
        <td>
          <button
            type="button"
            className={classes.quiet}
            aria-label={say('form.limits.remove', { step })}
            onClick={() => edit({ timeouts: form.timeouts.filter(({ key }) => key !== row.key) })}
          >
            {say('form.secret.remove')}
          </button>
        </td>
      </tr>
      {found.map((fault) => (
        <tr key={fault.path}>
          <td colSpan={LIMIT_PARTS.length + 2}>
            <span className={classes.error} id={`fault-${fault.path}`}>
              {faultSentence(say, fault)}
            </span>
          </td>
        </tr>
      ))}
    </>
  );
}

interface LimitCellProps {
  readonly row: LimitRow;
  readonly part: LimitPart;
  readonly onChange: (value: string) => void;
}

/** One number; a dash where the step has no such limit and none is set. */
function LimitCell({ row, part, onChange }: LimitCellProps) {
  const say = useSay();
  const { faults } = useForm();
  const id = timingIdOf(row.key);
  const usual = id === null ? undefined : TIMINGS[id][part];
  if (usual === undefined && row.parts[part] === '') return <span className={classes.none}>–</span>;
  const isLimit = row.bare && id !== null && TIMINGS[id].limit === part;
  const places = [`timeouts.${row.key}.${part}`, ...(isLimit ? [`timeouts.${row.key}`] : [])];
  const fault = faults.find((each) => places.includes(each.path));
  return (
    <TextInput
      size="xs"
      wrapperProps={{ 'data-field': places[0] }}
      classNames={{ input: classes.cell }}
      aria-label={`${say(`form.limits.part.${part}`)}, ${limitLabel(say, row.key)}`}
      aria-describedby={fault === undefined ? undefined : `fault-${fault.path}`}
      inputMode="decimal"
      autoComplete="off"
      error={fault !== undefined}
      placeholder={usual === undefined ? '' : String(usual)}
      value={row.parts[part]}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
