import { createContext, useContext } from 'react';
import type { PlatformId } from '../../../shared/presets.ts';
import type { PlatformRow } from '../../../shared/platform-checks.ts';
import type { ProfileFault } from '../../../shared/profile-rules.ts';
import type { SecretField, SecretsSet } from '../../../shared/station.ts';
import type { ProfileForm } from './form.ts';
import type { Judgement } from './judge.ts';
import type { SecretDraft, SecretDrafts } from './secret-drafts.ts';
import type { FormWarning } from './warnings.ts';

/** What the fields of the form share: the values, what is to be said of them, and the ways to change them. */
export interface FormView {
  readonly form: ProfileForm;
  readonly secrets: SecretDrafts;
  readonly stored: SecretsSet;
  readonly keptBy: 'keychain' | 'file';
  readonly platformId: PlatformId;
  readonly platform: PlatformRow;
  readonly judgement: Judgement;
  /** With those that only the service could find. */
  readonly faults: readonly ProfileFault[];
  readonly warnings: readonly FormWarning[];
  readonly edit: (change: Partial<ProfileForm>) => void;
  readonly editSecret: (field: SecretField, secret: SecretDraft) => void;
  readonly choosePlatform: (id: PlatformId) => void;
}

export const FormContext = createContext<FormView | null>(null);

export function useForm(): FormView {
  const form = useContext(FormContext);
  if (form === null) throw new Error('a field outside of its form');
  return form;
}
