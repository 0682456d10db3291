import type { recovery as english } from '../en/recovery.ts';
import type { Translation } from '../messages.ts';

export const recovery: Translation<typeof english> = {
  'form.field.recovery.automatic': '自动恢复',
  'form.recovery.none': '不恢复',
  'form.recovery.session': 'MQTT 会话（10 秒）',
  'form.recovery.bearer': '数据链路（90 秒）',
  'form.recovery.module': '重启模块（120 秒）',
  'form.recovery.hint':
    '某一步失败时，从代价最小的方式开始，逐级重建该步骤所依赖的连接，最多到此处所选的一级，然后重试该步骤；这样通过的步骤带有警告。被拒绝的登录信息和 PIN 码不会重试。',

  'cli.run.rung.session': '关闭 MQTT 会话',
  'cli.run.rung.bearer': '关闭数据链路',
  'cli.run.rung.module': '重启模块',
  'cli.run.recovering': '恢复：{{rung}}',
  'cli.run.recovered': '恢复：完成，用时 {{seconds}} 秒',
  'cli.run.notRecovered': '恢复：未成功，用时 {{seconds}} 秒',
  'cli.run.try': '仅本次运行，配置中某一项改用其他值；可重复',
  'cli.run.recover': '第一步之前先恢复：session、bearer 或 module',
  'cli.run.pinFile': '存放 SIM 卡 PIN 码的文件，仅用于本次运行，只输入一次',
  'cli.run.badTry': '--try 的格式为 FIELD=VALUE，可用的项：{{fields}}',
  'cli.run.tryTwice': '--try 重复指定了同一项：{{field}}',
  'cli.run.pinUnreadable': '无法读取 PIN 码文件：{{path}}（{{code}}）',
  'cli.run.pinInvalid': 'PIN 码文件只能有一行，为 4 到 8 位数字：{{path}}',
};
