import { Menu } from '@mantine/core';
import { LISTED_OUTCOMES, type RunFacets, type RunQuery } from '../../../shared/history.ts';
import { STEPS, stepRow } from '../../../shared/plan.ts';
import { outcomeStatus } from '../../../shared/run-state.ts';
import { StatusMark } from '../../parts/StatusMark.tsx';
import { useSay } from '../../texts.ts';
import { DateFilter } from './DateFilter.tsx';
import { FilterMenu, OneOf } from './FilterMenu.tsx';
import classes from './history.module.css';
import { clearFilters, filtersOn, seek, useHistory } from './history-store.ts';
import { focusSearch } from './SearchBox.tsx';
import { useSayHistory } from './texts.ts';

type Outcome = RunQuery['outcomes'][number];

/** Kinds of runs that are in a record; logs of other programs are not. */
const KINDS = ['bring_up', 'console', 'listening'] as const;

/** What is shown of the record, each with what it lets through. */
export function Filters({ facets }: { readonly facets: RunFacets }) {
  const sayHistory = useSayHistory();
  const { profile, operator, network } = useHistory((state) => state.wanted);
  const on = useHistory(filtersOn);
  return (
    <div className={classes.filters} role="group" aria-label={sayHistory('history.filters')}>
      <OutcomeFilter />
      <StepFilter />
      <DateFilter />
      <OneOf
        name={sayHistory('history.profile')}
        value={profile}
        choices={facets.profiles}
        onChoose={(chosen) => seek({ profile: chosen })}
      />
      <OneOf
        name={sayHistory('history.person')}
        value={operator}
        choices={facets.operators}
        onChoose={(chosen) => seek({ operator: chosen })}
      />
      <OneOf
        name={sayHistory('history.network')}
        value={network}
        choices={facets.networks}
        onChoose={(chosen) => seek({ network: chosen })}
      />
      <KindFilter />
      {on > 0 && (
        <button
          type="button"
          className={classes.clearAll}
          onClick={() => {
            focusSearch();
            clearFilters(false);
          }}
        >
          {sayHistory('history.filters.clear')}
        </button>
      )}
    </div>
  );
}

/** With or without one of several. */
function toggled<Value>(values: readonly Value[], value: Value): readonly Value[] {
  return values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
}

function OutcomeFilter() {
  const say = useSay();
  const sayHistory = useSayHistory();
  const outcomes = useHistory(({ wanted }) => wanted.outcomes);
  const words = (outcome: Outcome) =>
    outcome === 'interrupted' ? say('window.interrupted') : say(`outcome.${outcome}`);
  return (
    <FilterMenu
      name={sayHistory('history.outcome')}
      value={outcomes.length === 0 ? null : outcomes.map(words).join(', ')}
      onClear={() => seek({ outcomes: [] })}
    >
      {LISTED_OUTCOMES.map((outcome) => (
        <Menu.CheckboxItem
          key={outcome}
          checked={outcomes.includes(outcome)}
          closeMenuOnClick={false}
          onChange={() => seek({ outcomes: toggled(outcomes, outcome) })}
          rightSection={
            <StatusMark status={outcome === 'interrupted' ? 'errored' : outcomeStatus(outcome)} />
          }
        >
          {words(outcome)}
        </Menu.CheckboxItem>
      ))}
    </FilterMenu>
  );
}

function StepFilter() {
  const say = useSay();
  const sayHistory = useSayHistory();
  const step = useHistory(({ wanted }) => wanted.step);
  const words = (number: NonNullable<typeof step>) => `${number} ${say(`step.${stepRow(number).id}`)}`;
  return (
    <FilterMenu
      name={sayHistory('history.step')}
      value={step === null ? null : words(step)}
      onClear={() => seek({ step: null })}
    >
      <Menu.RadioGroup value={String(step ?? '')}>
        {STEPS.map(({ number }) => (
          <Menu.RadioItem key={number} value={String(number)} onClick={() => seek({ step: number })}>
            {words(number)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </FilterMenu>
  );
}

function KindFilter() {
  const sayHistory = useSayHistory();
  const purposes = useHistory(({ wanted }) => wanted.purposes);
  return (
    <FilterMenu
      name={sayHistory('history.kind')}
      value={
        purposes.length === 0 ? null : purposes.map((kind) => sayHistory(`history.kind.${kind}`)).join(', ')
      }
      onClear={() => seek({ purposes: [] })}
    >
      {KINDS.map((kind) => (
        <Menu.CheckboxItem
          key={kind}
          checked={purposes.includes(kind)}
          closeMenuOnClick={false}
          onChange={() => seek({ purposes: toggled(purposes, kind) })}
        >
          {sayHistory(`history.kind.${kind}`)}
        </Menu.CheckboxItem>
      ))}
    </FilterMenu>
  );
}
