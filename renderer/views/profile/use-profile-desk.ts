import { useEffect, useMemo, useRef, useState } from 'react';
import type { ProfileFault } from '../../../shared/profile-rules.ts';
import { useSay } from '../../texts.ts';
import { type Draft, isChanged, orderOf } from './draft.ts';
import { beginNew, discard, noteSaved, noteStored, showLocal, tidy, useDraft } from './draft-store.ts';
import { judge, type Judgement } from './judge.ts';
import type { Note } from './note.ts';
import type { ProfilePageProps, ProfileReply } from './profile-actions.ts';
import { profileEntries, type ProfileEntry, shownProfile } from './profile-entries.ts';
import { readTextFile } from '../../service/read-text-file.ts';
import { NOTHING_SET } from './secret-drafts.ts';

/** Something that leads away from the profile on the page. */
export type Departure =
  | { readonly kind: 'select'; readonly entry: ProfileEntry }
  | { readonly kind: 'new' }
  | { readonly kind: 'duplicate'; readonly id: string; readonly name: string }
  | { readonly kind: 'import'; readonly name: string; readonly text: string };

/** What the user is asked before something is lost or given away. */
export type Question =
  | { readonly kind: 'leave'; readonly departure: Departure }
  | { readonly kind: 'delete' | 'discard' | 'export' };

interface Refusal {
  readonly draft: Draft;
  readonly faults: readonly ProfileFault[];
}

const NO_JUDGEMENT: { readonly faults: readonly ProfileFault[] } = { faults: [] };

/** The profile on the page, and everything that can be done with it. Nothing unsaved is left without asking. */
export function useProfileDesk({ profiles, selectedId, actions }: ProfilePageProps) {
  const say = useSay();
  const { drafts, local } = useDraft();
  const [note, setNote] = useState<Note | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const [isSaving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const subject = useMemo(
    () => shownProfile(profiles, drafts, [local, selectedId]),
    [profiles, drafts, local, selectedId],
  );
  const draft = subject?.draft ?? null;
  const stored = subject?.stored ?? null;
  const form = draft?.form ?? null;
  const secrets = draft?.secrets ?? null;
  const secretsSet = stored?.secrets ?? NOTHING_SET;
  const judgement = useMemo<Judgement | null>(
    () => (form === null || secrets === null ? null : judge(form, secrets, secretsSet)),
    [form, secrets, secretsSet],
  );
  const refused = refusal !== null && refusal.draft === draft ? refusal.faults : [];
  const faults = [...(judgement ?? NO_JUDGEMENT).faults, ...refused];
  const changed = draft !== null && isChanged(draft);
  const canSave = changed && faults.length === 0 && !isSaving;

  useEffect(() => tidy(profiles), [profiles]);

  // Somebody chose another profile elsewhere in the window.
  const chosenBefore = useRef(selectedId);
  useEffect(() => {
    if (chosenBefore.current !== selectedId) showLocal(null);
    chosenBefore.current = selectedId;
  }, [selectedId]);

  const save = async (): Promise<boolean> => {
    if (subject === null || !canSave) return false;
    setSaving(true);
    setNote(null);
    let reply: ProfileReply | null;
    try {
      reply = await actions.save(orderOf(subject.draft, subject.stored));
    } finally {
      setSaving(false);
    }
    if (reply?.ok === true) {
      const { stored: now, changes } = reply;
      if (subject.stored === null) actions.select(now.id);
      noteSaved(subject.id, subject.draft, now, subject.stored);
      setNote(
        subject.stored === null
          ? { kind: 'savedAs', name: now.profile.name, changes }
          : { kind: 'saved', changes },
      );
      return true;
    }
    if (reply !== null && 'faults' in reply) setRefusal({ draft: subject.draft, faults: reply.faults });
    setNote(refusedNote(reply));
    return false;
  };

  const take = (reply: ProfileReply | null, kind: 'imported' | 'duplicated', name: string): void => {
    if (reply?.ok === true) {
      noteStored(reply.stored);
      actions.select(reply.stored.id);
      setNote({ kind, name: reply.stored.profile.name, changes: reply.changes });
    } else if (kind === 'imported' && reply !== null && 'faults' in reply) {
      setNote({ kind: 'importRefused', name, faults: reply.faults });
    } else setNote(refusedNote(reply));
  };

  const depart = async (departure: Departure): Promise<void> => {
    setNote(null);
    switch (departure.kind) {
      case 'select':
        showLocal(departure.entry.isLocal ? departure.entry.id : null);
        if (!departure.entry.isLocal) actions.select(departure.entry.id);
        break;
      case 'new':
        beginNew(say('form.newName'));
        break;
      case 'duplicate':
        take(await actions.duplicate(departure.id, departure.name), 'duplicated', departure.name);
        break;
      case 'import':
        take(await actions.importText(departure.text), 'imported', departure.name);
        break;
    }
  };

  const leave = (departure: Departure): void => {
    if (changed) setQuestion({ kind: 'leave', departure });
    else void depart(departure);
  };

  const answerLeave = async (departure: Departure, answer: 'save' | 'keep' | 'discard'): Promise<void> => {
    setQuestion(null);
    if (answer === 'save' && !(await save())) return;
    if (answer === 'discard' && subject !== null) discard(subject.id);
    await depart(departure);
  };

  return {
    subject,
    judgement,
    faults,
    changed,
    canSave,
    isSaving,
    note,
    question,
    entries: profileEntries(profiles, drafts),
    save,
    leave,
    answerLeave,
    ask: setQuestion,
    setNote,

    importFile: async (file: File): Promise<void> => {
      const reading = await readTextFile(file);
      if (reading.ok) leave({ kind: 'import', name: file.name, text: reading.text });
      else setNote({ kind: 'file', name: file.name, reading });
    },

    discardChanges: (): void => {
      setQuestion(null);
      setNote(null);
      if (subject !== null) discard(subject.id);
    },

    remove: async (): Promise<void> => {
      setQuestion(null);
      if (subject === null) return;
      const index = profiles.findIndex(({ id }) => id === subject.id);
      const next = profiles[index + 1] ?? profiles[index - 1];
      if (!(await actions.remove(subject.id))) setNote({ kind: 'notDeleted' });
      else {
        discard(subject.id);
        setNote(null);
        if (next !== undefined) actions.select(next.id);
      }
    },

    exportProfile: (withSecrets: boolean): void => {
      setQuestion(null);
      if (subject !== null) void actions.exportProfile(subject.id, withSecrets);
    },
  };
}

export type ProfileDesk = ReturnType<typeof useProfileDesk>;

function refusedNote(reply: Exclude<ProfileReply, { readonly ok: true }> | null): Note {
  if (reply === null) return { kind: 'gone' };
  return 'faults' in reply
    ? { kind: 'refused', faults: reply.faults }
    : { kind: 'fault', fault: reply.fault };
}
