import { Button } from '@mantine/core';
import { type FocusEvent, useEffect, useMemo, useRef, useState } from 'react';
import { platformOf, platformRow } from '../../../shared/presets.ts';
import { useSay } from '../../texts.ts';
import { choosePlatform, edit, editSecret, goToField, useDraft, wishGranted } from './draft-store.ts';
import { FormContext, type FormView } from './form-context.ts';
import { fieldsOfPlatform } from './platform-choice.ts';
import { Preview } from './Preview.tsx';
import type { ProfilePageProps } from './profile-actions.ts';
import classes from './profile.module.css';
import { ProfileHead, ProfileNotes } from './ProfileHead.tsx';
import { ProfileList } from './ProfileList.tsx';
import { Questions } from './Questions.tsx';
import { NOTHING_SET } from './secret-drafts.ts';
import { SectionFields } from './SectionFields.tsx';
import { SectionNav } from './SectionNav.tsx';
import { type ProfileDesk, useProfileDesk } from './use-profile-desk.ts';
import { formWarnings } from './warnings.ts';

export type { ProfilePageProps } from './profile-actions.ts';

/** The profiles of the station: one of them in sections, beside what a run with it will send. */
export function ProfilePage(props: ProfilePageProps) {
  const say = useSay();
  const desk = useProfileDesk(props);
  const view = useFormView(desk, props.secretsKeptBy);
  const name = desk.subject?.draft.form.name ?? '';
  useSaveKeys(desk);
  return (
    <div className={classes.page}>
      {view === null ? (
        <EmptyPage desk={desk} />
      ) : (
        <FormContext value={view}>
          <Form desk={desk} focusField={props.focusField} />
        </FormContext>
      )}
      <Questions desk={desk} name={name.trim() === '' ? say('form.newName') : name} />
    </div>
  );
}

/** Saving from the keyboard, wherever the focus is on the page. */
function useSaveKeys(desk: ProfileDesk): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      if (desk.question === null) void desk.save();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [desk]);
}

/** What the fields share; null when there is no profile. */
function useFormView(desk: ProfileDesk, keptBy: 'keychain' | 'file'): FormView | null {
  const { subject, judgement, faults, setNote } = desk;
  const shown = judgement?.shown ?? null;
  const chosen = subject?.draft.platform ?? null;
  const platformId = chosen ?? (shown === null ? 'custom' : platformOf(shown));
  const platform = platformRow(platformId);
  const warnings = useMemo(() => (shown === null ? [] : formWarnings(platform, shown)), [platform, shown]);
  if (subject === null || judgement === null) return null;
  const { id, draft, stored } = subject;
  const isFaulty = (path: string) => faults.some((fault) => fault.path === path);
  return {
    form: draft.form,
    secrets: draft.secrets,
    stored: stored?.secrets ?? NOTHING_SET,
    keptBy,
    platformId,
    platform,
    judgement,
    faults,
    warnings: warnings.filter(({ path }) => !isFaulty(path)),
    edit: (change) => {
      setNote(null);
      edit(id, draft, change);
    },
    editSecret: (field, secret) => {
      setNote(null);
      editSecret(id, draft, field, secret);
    },
    choosePlatform: (next) => {
      setNote(null);
      choosePlatform(id, draft, next, fieldsOfPlatform(platformRow(next), draft.form));
    },
  };
}

function Form({ desk, focusField }: { readonly desk: ProfileDesk; readonly focusField: string | null }) {
  const { section, wish } = useDraft();
  const [focused, setFocused] = useState<string | null>(null);
  const main = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focusField !== null) goToField(focusField);
  }, [focusField]);
  useEffect(() => {
    if (wish === null || main.current === null) return;
    focusOn(main.current, wish.path);
    wishGranted();
  }, [wish]);

  const follow = ({ target }: FocusEvent) => setFocused(fieldAround(target));
  return (
    <>
      <div className={classes.left}>
        <ProfileList desk={desk} />
        <SectionNav section={section} />
      </div>
      <div className={classes.main} ref={main} onFocus={follow} onBlur={() => setFocused(null)}>
        <ProfileHead desk={desk} onMend={() => goToField(desk.faults[0]?.path ?? 'name')} />
        <div className={classes.scroll}>
          <ProfileNotes desk={desk} />
          <SectionFields section={section} />
        </div>
      </div>
      <Preview focused={focused} />
    </>
  );
}

const fieldAround = (target: EventTarget): string | null =>
  target instanceof HTMLElement
    ? (target.closest<HTMLElement>('[data-field]')?.dataset['field'] ?? null)
    : null;

/** The field itself, or the nearest one that stands for it. */
function focusOn(main: HTMLElement, path: string): void {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const beginning = CSS.escape(parts.slice(0, length).join('.'));
    const field =
      main.querySelector(`[data-field="${beginning}"]`) ??
      main.querySelector(`[data-field^="${beginning}."]`);
    const input = field?.querySelector<HTMLElement>(
      'input:checked, input:not([type=radio]), textarea, button',
    );
    if (field === null || field === undefined || input === null || input === undefined) continue;
    field.scrollIntoView({ block: 'nearest' });
    input.focus();
    return;
  }
}

/** Before the first profile. */
function EmptyPage({ desk }: { readonly desk: ProfileDesk }) {
  const say = useSay();
  return (
    <>
      <div className={classes.left}>
        <ProfileList desk={desk} />
      </div>
      <div className={classes.empty}>
        <ProfileNotes desk={desk} />
        <h1 className={classes.title}>{say('form.empty.title')}</h1>
        <p>{say('form.empty.text')}</p>
        <Button onClick={() => desk.leave({ kind: 'new' })}>{say('form.new')}</Button>
      </div>
    </>
  );
}
