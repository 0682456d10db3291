import type { loading as english } from '../en/loading.ts';
import type { Translation } from '../messages.ts';

export const loading: Translation<typeof english> = {
  'loading.gone': '窗口的这一部分尚未加载，且无法连接后台服务。',
  'loading.part.browser': '窗口的这一部分无法加载，程序可能已被新版本替换。正在进行的运行不受影响。',
  'loading.part.desktop':
    '窗口的这一部分无法加载，程序可能已被新版本替换。正在进行的运行不受影响；请在运行结束后重新启动程序。',
  'loading.again': '重新加载页面',
  'loading.language':
    '另一种语言的文本无法加载，程序可能已被新版本替换。重新加载页面或重新启动程序后即可显示。',
};
