import type { ProfileChange } from '../../../shared/profile-file.ts';
import type { ProfileFault } from '../../../shared/profile-rules.ts';
import type { SecretChanges, StoredProfile } from '../../../shared/station.ts';

/** What the service makes of a profile that is to be stored. */
export type ProfileReply =
  | { readonly ok: true; readonly stored: StoredProfile; readonly changes: readonly ProfileChange[] }
  | { readonly ok: false; readonly faults: readonly ProfileFault[] }
  | { readonly ok: false; readonly fault: { readonly kind: string; readonly code: string } };

/** What the page asks for. Null: the service is gone, nothing was done. */
export interface ProfileActions {
  select(id: string): void;
  save(order: { id: string | null; profile: unknown; secrets: SecretChanges }): Promise<ProfileReply | null>;
  duplicate(id: string, name: string): Promise<ProfileReply | null>;
  remove(id: string): Promise<boolean>;
  importText(text: string): Promise<ProfileReply | null>;
  /** Does the saving, and shows where. */
  exportProfile(id: string, withSecrets: boolean): Promise<void>;
}

export interface ProfilePageProps {
  readonly profiles: readonly StoredProfile[];
  /** The chosen profile. */
  readonly selectedId: string | null;
  readonly secretsKeptBy: 'keychain' | 'file';
  /** A field to bring into view and focus, as `broker.host`. */
  readonly focusField: string | null;
  readonly actions: ProfileActions;
}
