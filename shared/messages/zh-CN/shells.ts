import type { shells as english } from '../en/shells.ts';
import type { Translation } from '../messages.ts';

export const shells: Translation<typeof english> = {
  'cli.serve': '在本机浏览器中显示本程序',
  'cli.serve.port': 'TCP 端口（0 为自动选择）',
  'cli.serve.open': '同时打开浏览器',
  'cli.serve.data': '记录、配置和设置所在文件夹',
  'serve.building': '正在构建页面……',
  'serve.buildFailed': '页面构建失败：',
  'serve.port_taken': '端口 {{port}} 已被其他程序占用。请用 --port 指定其他端口；--port 0 为自动选择。',
  'serve.no_permission':
    '当前用户无权使用端口 {{port}}（{{code}}）。请用 --port 指定 1023 以上的端口；--port 0 为自动选择。',
  'serve.io': '端口 {{port}} 无法使用（{{code}}）。',
  'serve.noBrowser': '此处无法打开浏览器。请在本机浏览器中打开上面的地址。',
  'serve.useAddress': '请打开程序启动时显示的地址。',
  'serve.nothingHere': '此地址没有内容。',
  'serve.notUnderstood': '无法识别该请求。',
};
