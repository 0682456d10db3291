import { Menu } from '@mantine/core';
import type { ComponentProps, ReactNode } from 'react';
import { Icon } from '../../parts/Icon.tsx';
import classes from './history.module.css';
import { focusSearch } from './SearchBox.tsx';
import { useSayHistory } from './texts.ts';

interface FilterMenuProps {
  readonly name: string;
  /** What is wanted, in words; null for everything. */
  readonly value: string | null;
  readonly onClear: () => void;
  readonly children: ReactNode;
}

/** A filter: its name, what it lets through, and one click that takes it away. */
export function FilterMenu({ name, value, onClear, children }: FilterMenuProps) {
  return (
    <span className={classes.filter} data-on={value !== null || undefined}>
      <Menu position="bottom-start">
        <Menu.Target>
          <FilterButton name={name} value={value} />
        </Menu.Target>
        <Menu.Dropdown className={classes.choices}>{children}</Menu.Dropdown>
      </Menu>
      {value !== null && <ClearButton name={name} onClear={onClear} />}
    </span>
  );
}

interface FilterButtonProps extends Omit<ComponentProps<'button'>, 'name' | 'value' | 'type'> {
  readonly name: string;
  readonly value: string | null;
}

/** What opens it; the rest comes from the menu. */
export function FilterButton({ name, value, ...rest }: FilterButtonProps) {
  return (
    <button {...rest} type="button" className={classes.filterButton}>
      {value === null ? name : <span className={classes.filterName}>{name}:</span>}
      {value !== null && <b>{value}</b>}
      <Icon name="chevron" size={12} />
    </button>
  );
}

export function ClearButton({ name, onClear }: { readonly name: string; readonly onClear: () => void }) {
  const sayHistory = useSayHistory();
  const words = sayHistory('history.filter.clear', { name });
  return (
    <button
      type="button"
      className={classes.clear}
      aria-label={words}
      title={words}
      onClick={() => {
        // It goes away with the filter.
        focusSearch();
        onClear();
      }}
    >
      <Icon name="close" size={12} />
    </button>
  );
}

interface OneOfProps {
  readonly name: string;
  readonly value: string | null;
  readonly choices: readonly string[];
  readonly onChoose: (value: string | null) => void;
}

/** A filter for one of the values that occur in the record. */
export function OneOf({ name, value, choices, onChoose }: OneOfProps) {
  const sayHistory = useSayHistory();
  // One that is in no row any more is still what was asked for.
  const all = value === null || choices.includes(value) ? choices : [value, ...choices];
  return (
    <FilterMenu name={name} value={value} onClear={() => onChoose(null)}>
      {all.length === 0 && <p className={classes.choiceNote}>{sayHistory('history.filter.none')}</p>}
      <Menu.RadioGroup value={value ?? ''} onChange={onChoose}>
        {all.map((choice) => (
          <Menu.RadioItem key={choice} value={choice}>
            {choice}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </FilterMenu>
  );
}
