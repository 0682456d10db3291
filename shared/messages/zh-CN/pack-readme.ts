import type { packReadme as english } from '../en/pack-readme.ts';
import type { Translation } from '../messages.ts';

export const packReadme: Translation<typeof english> = {
  'pack.readme.title': '移交包',
  'pack.readme.made': '由 {{product}} {{version}} 在 {{station}} 上生成，{{at}}。运行次数：{{count}}。',
  'pack.readme.open': '没有安装本程序时：解压后，用任意浏览器打开各次运行文件夹中的 report.html。',
  'pack.readme.openWindow':
    '已安装本程序时：把本文件直接拖到程序窗口，即可按工位上的样子只读显示；不发送任何内容，也不写入记录。',
  'pack.readme.files': '每次运行的文件夹中有：',
  'pack.readme.report.html': '报告，可阅读和打印',
  'pack.readme.log.txt': '日志，每行都有时间',
  'pack.readme.record.jsonl': '全部记录和全部字节，供程序使用（JSON Lines）',
  'pack.readme.profile.json': '当时使用的设置，不含密码，可作为配置导入',
  'pack.readme.diagnosis.txt': '失败时的原因分析（diagnosis.json 供程序使用）',
  'pack.readme.environment.json': '程序、系统、端口、时区',
  'pack.readme.secrets': '所有文件均不含密码和 SIM 卡 PIN 码。',
  'pack.readme.hashes': 'manifest.json 列出每个文件的 SHA-256，可发现事后的意外改动，但不是数字签名。',
};
