import type { profileForm as english } from '../en/profile-form.ts';
import type { Translation } from '../messages.ts';

export const profileForm: Translation<typeof english> = {};
