import type { window as english } from '../en/window.ts';
import type { Translation } from '../messages.ts';

export const window: Translation<typeof english> = {};
