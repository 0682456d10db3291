import type { replay as english } from '../en/replay.ts';
import type { Translation } from '../messages.ts';

export const replay: Translation<typeof english> = {
  'portFault.recording.missing': '找不到该录制内容',
  'portFault.recording.no_file': '录制内容不是普通文件',
  'portFault.recording.too_large': '录制内容过大，无法回放',
  'portFault.recording.unreadable': '录制内容无法读取',
  'portFault.recording.no_dialogue': '其中没有与模块的对话',
  'trouble.recording': '请选择其他录制内容或其他端口。',

  'replay.title': '与录制内容对比',
  'replay.same': '没有差别：结果、步骤和应答均相同。',
  'replay.sameEnd': '结果与当时相同：{{end}}',
  'replay.otherEnd': '当时：{{before}}。现在：{{after}}。',
  'replay.noEnd': '没有记录结果',
  'replay.step': '第 {{step}} 步 {{name}}：{{before}} → {{after}}',
  'replay.attempts': '{{status}}，尝试 {{count}} 次',
  'replay.time': '第 {{step}} 步 {{name}}：{{before}} 秒 → {{after}} 秒',
  'replay.answer': '命令 {{command}}：{{before}} → {{after}}',
  'replay.answerInStep': '第 {{step}} 步，{{command}}：{{before}} → {{after}}',
  'replay.silence': '无应答',
  'replay.unrecorded': '录制中没有的命令：{{commands}}',
  'replay.unasked': '这次未发送的命令：{{commands}}',
  'replay.more': '另有 {{count}} 条',
  'replay.run': '回放此次运行',
  'replay.runWhat': '把这次运行变成一个模拟模块，按当时的模块应答。',
  'replay.port': '录制内容',
  'replay.portOfRun': '取自较早的运行',
  'replay.noComparison': '无法与录制内容对比：{{fault}}',
};
