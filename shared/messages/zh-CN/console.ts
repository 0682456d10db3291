import type { console as english } from '../en/console.ts';
import type { Translation } from '../messages.ts';

export const console: Translation<typeof english> = {
  'console.fault.empty': '没有可发送的内容。',
};
