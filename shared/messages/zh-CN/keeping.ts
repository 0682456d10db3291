import type { keeping as english } from '../en/keeping.ts';
import type { Translation } from '../messages.ts';

export const keeping: Translation<typeof english> = {
  'recordFault.in_use': '正被{{holder}}使用',
  'keeping.holder.desktop': '桌面程序（计算机 {{host}} 上的进程 {{pid}}，启动于 {{since}}）',
  'keeping.holder.browser': '浏览器版程序（serve，计算机 {{host}} 上的进程 {{pid}}，启动于 {{since}}）',
  'keeping.holder.browser_at':
    '浏览器版程序（serve，{{address}}，计算机 {{host}} 上的进程 {{pid}}，启动于 {{since}}）',
  'keeping.holder.unknown': '本程序的另一个实例',
  'keeping.inUse':
    '记录 {{path}} 正被{{holder}}使用。请直接在该程序中操作，或先将其关闭再重新启动；也可用 --data 文件夹 指定其他文件夹。',
  'keeping.alsoInUse': '记录同时正被{{holder}}使用，双方的数据都会被记录。',
};
