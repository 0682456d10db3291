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
  const noDay = sayHistory('history.date.noDay');
  return (
    <form className={classes.between} onSubmit={submit}>
      <TextInput
        size="xs"
        label={sayHistory('history.date.from')}
        placeholder={sayHistory('history.date.form')}
        maxLength={10}
        value={from}
        error={from.length >= 8 && first === null ? noDay : undefined}
        onChange={({ currentTarget }) => setFrom(currentTarget.value)}
      />
      <TextInput
        size="xs"
        label={sayHistory('history.date.to')}
        placeholder={sayHistory('history.date.form')}
        maxLength={10}
        value={to}
        error={
          to.length >= 8 && last === null ? noDay : isTurned ? sayHistory('history.date.turned') : undefined
        }
        onChange={({ currentTarget }) => setTo(currentTarget.value)}
      />
      <Button type="submit" disabled={!canTake}>
        {sayHistory('history.date.take')}
      </Button>
    </form>
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
