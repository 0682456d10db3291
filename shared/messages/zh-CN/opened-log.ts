import type { openedLog as english } from '../en/opened-log.ts';
import type { Translation } from '../messages.ts';

export const openedLog: Translation<typeof english> = {
  'cli.missingArgument': '缺少 {{argument}}',
  'cli.diagnose': '读取任意串口工具的日志：走到哪一步、卡在哪里、原因是什么',
  'cli.diagnose.file': '日志文件；- 表示标准输入',
  'cli.diagnose.json': '输出 JSON',
  'log.read': '{{file}}：{{lines}} 行，{{encoding}}',
  'log.reached': '走到步骤 {{step}}。',
  'log.noStep': '此日志中没有 19 个步骤中的任何一步。',
  'log.stuck': '卡在步骤 {{step}}：{{why}}',
  'log.passed': '必需的步骤都在，消息已被接受。',
  'log.incomplete': '没有卡住，但日志中的步骤不完整。',
  'log.lines': '第 {{lines}} 行',
  'log.empty': '文件是空的。',
  'log.binary': '这不是文本文件：可能是图片、压缩包或程序。',
  'log.no_dialogue': '文件中没有 AT 命令：这不是与模块对话的日志。',
  'log.gone': '文件没有传完，请重新打开。',
  'log.unreadable': '无法读取 {{file}}（{{code}}）。',
  'log.open': '打开日志…',
  'log.reading': '正在读取 {{file}}：{{percent}} %',
  'log.stop': '停止',
  'log.drop': '把任意串口工具的日志拖到这里',
  'log.banner': '外部日志',
  'log.banner.text': '{{file}}：来自文件，不发送任何内容，也不写入记录。',
  'log.close': '关闭日志',
  'log.refused': '{{file}}：{{why}}',
};
