import type { PlatformId } from '../../../shared/presets.ts';
import type { SecretChanges, SecretField, StoredProfile } from '../../../shared/station.ts';
import { formOf, jsonOf, newForm, type ProfileForm } from './form.ts';
import { ALL_KEPT, secretChanges, type SecretDraft, type SecretDrafts } from './secret-drafts.ts';

/** A profile while it is being edited. Every function here is pure; the store is in `draft-store.ts`. */

export interface Draft {
  /** What the editing began from; null for a new profile. */
  readonly base: StoredProfile | null;
  /** The fields as they were then. */
  readonly first: ProfileForm;
  readonly form: ProfileForm;
  readonly secrets: SecretDrafts;
  /** Chosen in the form; null as long as the values themselves tell. */
  readonly platform: PlatformId | null;
  /**
   * What the list showed when this was saved. Until the list follows, the draft stands for what was saved; undefined
   * when it was not saved.
   */
  readonly savedOver: StoredProfile | null | undefined;
}

/** The draft of a new profile stands under this id. */
export const NEW_PROFILE = '';

export type Drafts = Readonly<Record<string, Draft>>;

/** A draft with nothing changed. */
export function draftOf(stored: StoredProfile): Draft {
  const form = formOf(stored.profile);
  return { base: stored, first: form, form, secrets: ALL_KEPT, platform: null, savedOver: undefined };
}

/** A draft of a new profile. */
export function newDraft(name: string): Draft {
  const form = newForm(name);
  return { base: null, first: form, form, secrets: ALL_KEPT, platform: null, savedOver: undefined };
}

/** Whether something would be lost with the draft. */
export function isChanged({ first, form, secrets }: Draft): boolean {
  return (
    JSON.stringify(jsonOf(form)) !== JSON.stringify(jsonOf(first)) ||
    Object.keys(secretChanges(secrets)).length > 0
  );
}

/** Whether the profile was saved by somebody else since this draft was begun. */
export function isOvertaken(draft: Draft, stored: StoredProfile | null): boolean {
  if (draft.base === null || stored === null || !isChanged(draft)) return false;
  return JSON.stringify(stored) !== JSON.stringify(draft.base);
}

/** Whether the profile is gone from the list though there are changes to it. */
export function isOrphaned(draft: Draft, stored: StoredProfile | null): boolean {
  return draft.base !== null && stored === null && isChanged(draft);
}

/** What the form shows of a profile: its draft where that holds something, else the profile itself. */
export function shownDraft(draft: Draft | undefined, stored: StoredProfile | null): Draft | null {
  if (draft !== undefined && (draft.base === null || isChanged(draft) || draft.savedOver === stored))
    return draft;
  return stored === null ? null : { ...draftOf(stored), platform: draft?.platform ?? null };
}

/** A change of some fields. */
export const withFields = (draft: Draft, change: Partial<ProfileForm>): Draft => ({
  ...draft,
  form: { ...draft.form, ...change },
  savedOver: undefined,
});

/** A change of a secret. */
export const withSecret = (draft: Draft, field: SecretField, secret: SecretDraft): Draft => ({
  ...draft,
  secrets: { ...draft.secrets, [field]: secret },
  savedOver: undefined,
});

/** What the service is asked to store. A profile that is gone meanwhile is stored as a new one. */
export function orderOf(
  draft: Draft,
  stored: StoredProfile | null,
): { readonly id: string | null; readonly profile: unknown; readonly secrets: SecretChanges } {
  return {
    id: stored?.id ?? null,
    profile: jsonOf(draft.form),
    secrets: secretChanges(draft.secrets),
  };
}

/**
 * The draft once it was stored. What was typed while the service was at it stays as a change of what is stored now;
 * `seen` is what the list shows at this moment.
 */
export function afterSaving(
  now: Draft | undefined,
  sent: Draft,
  stored: StoredProfile,
  seen: StoredProfile | null,
): Draft {
  const saved = { ...draftOf(stored), savedOver: seen, platform: sent.platform };
  if (now === undefined || now.form === sent.form) {
    return now === undefined || now.secrets === sent.secrets ? saved : { ...saved, secrets: now.secrets };
  }
  const secrets = now.secrets === sent.secrets ? ALL_KEPT : now.secrets;
  return { ...draftOf(stored), form: now.form, secrets, platform: now.platform };
}

/** The drafts without those that hold nothing and that the list has caught up with. */
export function tidied(drafts: Drafts, profiles: readonly StoredProfile[]): Drafts {
  const kept = Object.entries(drafts).filter(([id, draft]) => {
    if (id === NEW_PROFILE || isChanged(draft)) return true;
    const stored = profiles.find((each) => each.id === id) ?? null;
    return draft.savedOver === stored || (stored !== null && draft.platform !== null);
  });
  return kept.length === Object.keys(drafts).length ? drafts : Object.fromEntries(kept);
}
