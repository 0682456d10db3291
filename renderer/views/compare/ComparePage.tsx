import { Button, Checkbox } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { recordFaultText } from '../../../shared/messages/wording.ts';
import { isSame } from '../../../shared/run-difference.ts';
import { Icon } from '../../parts/Icon.tsx';
import { exportThese } from '../../store/exporting.ts';
import { useSay } from '../../texts.ts';
import { compare, type Pair } from '../history/history-store.ts';
import { useSayHistory } from '../history/texts.ts';
import { Answers } from './Answers.tsx';
import classes from './compare.module.css';
import { type Compared, identityOf, measurementsOf, settingsOf } from './compared.ts';
import { Pairs } from './Pairs.tsx';
import { measurementWords, settingWords } from './pair-words.ts';
import { RunHeads } from './RunHeads.tsx';
import { Steps } from './Steps.tsx';
import { useCompared } from './use-compared.ts';

/** Two runs side by side, with what differs marked. */
export function ComparePage({ pair }: { readonly pair: Pair }) {
  const say = useSay();
  const sayHistory = useSayHistory();
  const comparison = useCompared(pair);
  const [onlyDifferences, setOnly] = useState(false);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) compare(null);
  };
  return (
    // oxlint-disable-next-line no-static-element-interactions -- Escape means the same wherever the focus is in it
    <div className={classes.page} onKeyDown={press}>
      <div className={classes.bar}>
        <Button
          ref={back}
          variant="default"
          leftSection={<Icon name="back" size={14} />}
          onClick={() => compare(null)}
        >
          {sayHistory('compare.back')}
        </Button>
        <h1>{sayHistory('compare.title')}</h1>
        <Checkbox
          size="xs"
          checked={onlyDifferences}
          label={sayHistory('compare.only')}
          onChange={({ currentTarget }) => setOnly(currentTarget.checked)}
        />
        <Button variant="default" onClick={() => exportThese({ kind: 'runs', ids: [pair.one, pair.other] })}>
          {sayHistory('compare.export')}
        </Button>
      </div>
      {comparison === null && <p className={classes.note}>{say('window.reading')}</p>}
      {comparison?.ok === false && (
        <p role="alert" className={classes.fault}>
          {recordFaultText(say, comparison.fault)}
        </p>
      )}
      {comparison?.ok === true && (
        <Columns ids={comparison.ids} compared={comparison.compared} only={onlyDifferences} />
      )}
    </div>
  );
}

interface ColumnsProps {
  readonly ids: Pair;
  readonly compared: Compared;
  readonly only: boolean;
}

function Columns({ ids, compared, only }: ColumnsProps) {
  const say = useSay();
  const sayHistory = useSayHistory();
  return (
    // oxlint-disable-next-line no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div className={classes.columns} tabIndex={0} role="region" aria-label={sayHistory('compare.title')}>
      <RunHeads ids={ids} compared={compared} />
      {isSame(compared.difference) && <p className={classes.same}>{sayHistory('compare.same')}</p>}
      <Pairs
        title={sayHistory('compare.identity')}
        pairs={identityOf(compared)}
        label={(name) => sayHistory(`compare.identity.${name}`)}
        only={only}
      />
      <Steps ids={ids} compared={compared} only={only} />
      <Answers difference={compared.difference} only={only} />
      <Pairs
        title={sayHistory('compare.measurements')}
        pairs={measurementsOf(compared)}
        label={(name) => sayHistory(`compare.measurement.${name}`)}
        words={(name, value) => measurementWords(say, name, value)}
        only={only}
      />
      <Pairs
        title={sayHistory('compare.settings')}
        pairs={settingsOf(compared)}
        label={(name) => settingWords(say, name)}
        none={sayHistory('compare.settings.same')}
        only={only}
      />
    </div>
  );
}
