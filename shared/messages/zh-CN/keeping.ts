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
  'keeping.cli.noLog': '不写会话日志；不加此项时，每次运行的文本日志保存在记录旁的 logs 文件夹',
  'keeping.log.fault': '会话日志无法写入（{{code}}）。记录不受影响；恢复后会补写缺少的内容。',
  'keeping.log.removedAge':
    '会话日志：{{from}} 至 {{to}} 的 {{count}} 个文件（{{megabytes}} MB）已超过 {{days}} 天，现已删除。',
  'keeping.log.removedSize':
    '会话日志：已删除 {{from}} 至 {{to}} 最早的 {{count}} 个文件（{{megabytes}} MB）；该文件夹最多保留 {{limit}} MB。',
};
