import type { record as english } from '../en/record.ts';
import type { Translation } from '../messages.ts';

export const record: Translation<typeof english> = {
  'record.failed': '记录无法写入：{{why}}（{{place}}）。为避免出现未记录的过程，所有运行均已停止。{{next}}',
  'record.waits':
    '记录无法写入：{{why}}（{{place}}）。数据没有丢失，正在重试；若持续 10 秒仍无法写入，所有运行都将停止。{{next}}',
  'record.again': '记录已恢复写入，等待写入的内容已全部保存。',
  'record.refused': '未启动：记录无法写入（{{why}}）。{{next}}',
  'record.refusedAt': '未启动：记录无法写入：{{why}}（{{place}}）。{{next}}',
  'record.unopened': '无法打开记录：{{place}}（{{why}}）。{{next}}',

  'record.next.disk_full': '请清理记录所在磁盘的空间，然后重新启动运行。',
  'record.next.not_writable': '请为当前用户开放该文件及其文件夹的写权限，然后重新启动运行。',
  'record.next.locked': '请关闭正在占用该文件的程序，例如数据库浏览器或备份软件。',
  'record.next.removed': '请将该文件连同其 -wal 文件放回原处；或退出本程序后重新启动，届时将新建一份记录。',
  'record.next.in_use': '请使用已打开的那个实例，或将其退出；也可以改用其他数据文件夹。',
  'record.next.corrupt':
    '请将该文件连同其 -wal 文件移到别处并保留，以便技术支持分析，然后重新启动本程序，届时将新建一份记录。',
  'record.next.newer_version': '请安装更新版本的程序，或改用其他数据文件夹。',
  'record.next.foreign_file': '请改用其他数据文件夹。',
  'record.next.restart': '请退出本程序后重新启动。',
  'record.next.io': '请检查磁盘及其连接，然后重新启动运行。',

  'recordFault.removed': '文件被删除或被替换',
};
