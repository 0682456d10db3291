import { create } from 'zustand';
import type { PlatformId } from '../../../shared/presets.ts';
import type { SecretField, StoredProfile } from '../../../shared/station.ts';
import {
  afterSaving,
  type Draft,
  draftOf,
  type Drafts,
  isChanged,
  NEW_PROFILE,
  newDraft,
  tidied,
  withFields,
  withSecret,
} from './draft.ts';
import type { ProfileForm } from './form.ts';
import type { SecretDraft } from './secret-drafts.ts';
import { type SectionId, sectionOf } from '../../../shared/profile-sections.ts';

/** What is being edited in this window. It stays while the user is elsewhere in it. */
export interface DraftState {
  readonly drafts: Drafts;
  /** A draft without a stored profile that the page shows rather than the chosen profile. */
  readonly local: string | null;
  readonly section: SectionId;
  /** A field that is to be brought into view. */
  readonly wish: { readonly path: string } | null;
}

export const useDraft = create<DraftState>(() => ({
  drafts: {},
  local: null,
  section: 'data_link',
  wish: null,
}));

/** Whether closing the window would lose something. */
export function hasUnsavedChanges(): boolean {
  return Object.values(useDraft.getState().drafts).some(isChanged);
}

function put(id: string, draft: Draft): void {
  useDraft.setState(({ drafts }) => ({ drafts: { ...drafts, [id]: draft } }));
}

/** Changes fields of a profile; `shown` is what the form shows of it. */
export function edit(id: string, shown: Draft, change: Partial<ProfileForm>): void {
  put(id, withFields(shown, change));
}

/** Changes a secret of a profile. */
export function editSecret(id: string, shown: Draft, field: SecretField, secret: SecretDraft): void {
  put(id, withSecret(shown, field, secret));
}

/** Chooses a platform, with the fields that it sets. */
export function choosePlatform(
  id: string,
  shown: Draft,
  platform: PlatformId,
  change: Partial<ProfileForm>,
): void {
  put(id, { ...withFields(shown, change), platform });
}

/** Gives up the changes of a profile. */
export function discard(id: string): void {
  useDraft.setState(({ drafts, local }) => ({
    drafts: Object.fromEntries(Object.entries(drafts).filter(([each]) => each !== id)),
    local: local === id ? null : local,
  }));
}

/** Goes to the new profile, and begins one where there is none. */
export function beginNew(name: string): void {
  useDraft.setState(({ drafts }) => ({
    local: NEW_PROFILE,
    section: 'data_link',
    drafts: drafts[NEW_PROFILE] === undefined ? { ...drafts, [NEW_PROFILE]: newDraft(name) } : drafts,
  }));
}

/** Goes to a draft that has no stored profile; null goes back to the chosen profile. */
export function showLocal(local: string | null): void {
  useDraft.setState({ local });
}

export function goToSection(section: SectionId): void {
  useDraft.setState({ section });
}

/** Turns to a field's section and wishes the field into view. */
export function goToField(path: string): void {
  useDraft.setState(({ section }) => ({ section: sectionOf(path) ?? section, wish: { path } }));
}

/** Notes that the wish was granted. */
export function wishGranted(): void {
  useDraft.setState({ wish: null });
}

/** Notes that what was sent for `id` is stored; `seen` is what the list shows of it at this moment. */
export function noteSaved(id: string, sent: Draft, stored: StoredProfile, seen: StoredProfile | null): void {
  useDraft.setState(({ drafts, local }) => {
    const { [id]: now, ...others } = drafts;
    return {
      drafts: { ...others, [stored.id]: afterSaving(now, sent, stored, seen) },
      local: local === id ? null : local,
    };
  });
}

/** Shows what was stored just now, until the list has it. */
export function noteStored(stored: StoredProfile): void {
  useDraft.setState(({ drafts }) => ({
    local: null,
    drafts: { ...drafts, [stored.id]: { ...draftOf(stored), savedOver: null } },
  }));
}

/** Forgets drafts that hold nothing. */
export function tidy(profiles: readonly StoredProfile[]): void {
  useDraft.setState(({ drafts }) => ({ drafts: tidied(drafts, profiles) }));
}
