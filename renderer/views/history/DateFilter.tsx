import { Button, Popover, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { dateOf, dayNamed } from './dates.ts';
import { ClearButton, FilterButton } from './FilterMenu.tsx';
import classes from './history.module.css';
import { seekPeriod, useHistory } from './history-store.ts';
import { ANY_TIME, type Period } from './period.ts';
import { type SayHistory, useSayHistory } from './texts.ts';

const NAMED = ['today', 'yesterday', 'week'] as const;

/** When the runs began: a day, a week, or from one day to another. */
export function DateFilter() {
  const sayHistory = useSayHistory();
  const period = useHistory((state) => state.period);
  const [opened, setOpened] = useState(false);
  const name = sayHistory('history.date');
  const take = (chosen: Period) => {
    seekPeriod(chosen);
    setOpened(false);
  };
  const value = period.kind === 'any' ? null : periodWords(sayHistory, period);
  return (
    <span className={classes.filter} data-on={value !== null || undefined}>
      <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus>
        <Popover.Target>
          <FilterButton name={name} value={value} onClick={() => setOpened(!opened)} />
        </Popover.Target>
        <Popover.Dropdown className={classes.dates} aria-label={name}>
          {NAMED.map((kind) => (
            <Button
              key={kind}
              variant="default"
              aria-pressed={period.kind === kind}
              onClick={() => take({ kind })}
            >
              {sayHistory(`history.date.${kind}`)}
            </Button>
          ))}
          <Between key={String(opened)} period={period} onTake={take} />
        </Popover.Dropdown>
      </Popover>
      {value !== null && <ClearButton name={name} onClear={() => take(ANY_TIME)} />}
    </span>
  );
}

interface BetweenProps {
  readonly period: Period;
  readonly onTake: (period: Period) => void;
}

function Between({ period, onTake }: BetweenProps) {
  const sayHistory = useSayHistory();
  const known = period.kind === 'between' ? period : { from: '', to: '' };
  const [from, setFrom] = useState(known.from);
  const [to, setTo] = useState(known.to);
  const [first, last] = [dayNamed(from), dayNamed(to)];
  const isTurned = first !== null && last !== null && first > last;
  const canTake = isDay(from, first) && isDay(to, last) && !isTurned && from + to !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canTake) onTake({ kind: 'between', from: written(first), to: written(last) });
  };
  return (
    <form className={classes.between} onSubmit={submit}>
      <DayField label={sayHistory('history.date.from')} value={from} onType={setFrom} error={null} />
      <DayField
        label={sayHistory('history.date.to')}
        value={to}
        onType={setTo}
        error={isTurned ? sayHistory('history.date.turned') : null}
      />
      <Button type="submit" disabled={!canTake}>
        {sayHistory('history.date.take')}
      </Button>
    </form>
  );
}

interface DayFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onType: (value: string) => void;
  /** What is wrong with it besides its form. */
  readonly error: string | null;
}

/** A day that is typed; that it is none is said once it is as long as one, or left. */
function DayField({ label, value, onType, error }: DayFieldProps) {
  const sayHistory = useSayHistory();
  const [isTyping, setTyping] = useState(false);
  const isBad = !isDay(value, dayNamed(value)) && (!isTyping || value.length >= 8);
  return (
    <TextInput
      size="xs"
      label={label}
      placeholder={sayHistory('history.date.form')}
      maxLength={10}
      value={value}
      error={isBad ? sayHistory('history.date.noDay') : error}
      onFocus={() => setTyping(true)}
      onBlur={() => setTyping(false)}
      onChange={({ currentTarget }) => onType(currentTarget.value)}
    />
  );
}

/** What is left empty is open. */
const isDay = (text: string, day: number | null): boolean => text.trim() === '' || day !== null;
const written = (day: number | null): string => (day === null ? '' : dateOf(day));

export function periodWords(sayHistory: SayHistory, period: Exclude<Period, { kind: 'any' }>): string {
  if (period.kind !== 'between') return sayHistory(`history.date.${period.kind}`);
  const { from, to } = period;
  if (from === to) return from;
  return `${from === '' ? '…' : from} – ${to === '' ? '…' : to}`;
}
