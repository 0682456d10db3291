import type { StoredProfile } from '../../../shared/station.ts';
import { type Draft, type Drafts, isChanged, NEW_PROFILE, shownDraft } from './draft.ts';

/** A line of the list of profiles. */
export interface ProfileEntry {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly isUnsaved: boolean;
  /** There is a draft only; the service does not have it. */
  readonly isLocal: boolean;
}

/** The profiles of the list, then the drafts of profiles that are not stored, or not any more. */
export function profileEntries(profiles: readonly StoredProfile[], drafts: Drafts): readonly ProfileEntry[] {
  const stored = profiles.map(({ id, profile }) => {
    const draft = drafts[id];
    return {
      id,
      name: profile.name,
      host: profile.broker.host,
      isUnsaved: draft !== undefined && isChanged(draft),
      isLocal: false,
    };
  });
  const isStored = (id: string) => profiles.some((each) => each.id === id);
  const local = Object.entries(drafts)
    .filter(([id, draft]) => !isStored(id) && (id === NEW_PROFILE || isChanged(draft)))
    .map(([id, { form }]) => ({
      id,
      name: form.name,
      host: form['broker.host'],
      isUnsaved: true,
      isLocal: true,
    }));
  return [...stored, ...local];
}

export interface ShownProfile {
  readonly id: string;
  readonly stored: StoredProfile | null;
  readonly draft: Draft;
}

/** What the page shows: the draft it was sent to, else the chosen profile, else the first one. */
export function shownProfile(
  profiles: readonly StoredProfile[],
  drafts: Drafts,
  wanted: readonly (string | null)[],
): ShownProfile | null {
  for (const id of [...wanted, profiles[0]?.id ?? null]) {
    if (id === null) continue;
    const stored = profiles.find((each) => each.id === id) ?? null;
    const draft = shownDraft(drafts[id], stored);
    if (draft !== null) return { id, stored, draft };
  }
  return null;
}
