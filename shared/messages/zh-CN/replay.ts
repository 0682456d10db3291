export const replay = {
  'portFault.recording.missing': '找不到该录制内容',
  'portFault.recording.no_file': '录制内容不是普通文件',
  'portFault.recording.too_large': '录制内容过大，无法回放',
  'portFault.recording.unreadable': '录制内容无法读取',
  'portFault.recording.no_dialogue': '其中没有与模块的对话',
  'trouble.recording': '请选择其他录制内容或其他端口。',
} as const;
