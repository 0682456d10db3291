import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Retention } from '../../../shared/station.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './keeping.module.css';
import { PreviewText } from './PreviewText.tsx';
import { draftOf, limitsOf, type RetentionDraft } from './retention-draft.ts';
import { takesAway, usePreview } from './use-preview.ts';

/** For how long runs are kept. Nothing goes before it was shown what would go, and said that it may. */
export function RetentionCard() {
  const say = useSay();
  const { changeSettings } = useActions();
  const set = useWindow(({ station }) => station.settings.retention);
  const [draft, setDraft] = useState<RetentionDraft | null>(null);
  const shown = draft ?? draftOf(set);
  const { retention, faults } = limitsOf(shown);
  const isNew = retention === null || retention.days !== set.days || retention.megabytes !== set.megabytes;
  const wanted = isNew ? retention : null;
  const preview = usePreview(wanted);
  const isKnown = wanted !== null && (isOff(wanted) || preview !== null);
  const apply = async (limits: Retention) => {
    await changeSettings({ retention: limits });
    setDraft(null);
  };
  const change = (limit: keyof Retention, part: Partial<RetentionDraft['days']>) =>
    setDraft({ ...shown, [limit]: { ...shown[limit], ...part } });
  return (
    <section className={classes.card} aria-labelledby="kept-for">
      <h2 id="kept-for">{say('keeping.retention')}</h2>
      <p className={classes.hint}>{say('keeping.retention.what')}</p>
      {(['days', 'megabytes'] as const).map((limit) => (
        <div key={limit} className={classes.limit}>
          <Checkbox
            size="xs"
            label={say(`keeping.retention.${limit}`)}
            checked={shown[limit].isOn}
            onChange={({ currentTarget }) => change(limit, { isOn: currentTarget.checked })}
          />
          <TextInput
            size="xs"
            classNames={{ input: classes.number, error: classes.wrong }}
            aria-label={say(`keeping.retention.${limit}.number`)}
            inputMode="numeric"
            autoComplete="off"
            disabled={!shown[limit].isOn}
            error={faults[limit] ? say('keeping.retention.noNumber') : null}
            value={shown[limit].text}
            onChange={({ currentTarget }) => change(limit, { text: currentTarget.value })}
          />
          <span>{say(`keeping.retention.${limit}.unit`)}</span>
        </div>
      ))}
      {wanted !== null && !isOff(wanted) && <PreviewText preview={preview} />}
      {isNew && (
        <div className={classes.buttons}>
          <Button
            size="compact-sm"
            {...(takesAway(preview) && { variant: 'filled', className: classes.danger })}
            disabled={!isKnown}
            onClick={() => {
              if (wanted !== null) void apply(wanted);
            }}
          >
            {say(takesAway(preview) ? 'keeping.retention.applyAndRemove' : 'keeping.retention.apply')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setDraft(null)}>
            {say('window.cancel')}
          </Button>
        </div>
      )}
    </section>
  );
}

const isOff = ({ days, megabytes }: Retention): boolean => days === null && megabytes === null;
