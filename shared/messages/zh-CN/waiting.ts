import type { waiting as english } from '../en/waiting.ts';
import type { Translation } from '../messages.ts';

export const waiting: Translation<typeof english> = {
  'broker.speaks_tls': '本机能连上 {{broker}}，但该端口使用 TLS，而不是明文 MQTT（{{code}}）。',
  'broker.speaks_plain': '本机能连上 {{broker}}，但该端口使用明文 MQTT，而不是 TLS（{{code}}）。',
  'broker.title': '从本机看服务器',
  'broker.addresses': '本机解析的地址：{{addresses}}',
  'broker.trusted': '本机信任其证书。',
  'broker.untrusted': '本机不信任其证书；模块可能不检查证书。',
  'broker.check': '从本机检查',
  'broker.check.what': '用配置中的凭据在服务器上建立会话，随即断开',
  'broker.checking': '正在检查…',
  'broker.obstacle.run': '该端口正在运行。如果建立不了会话，运行会自行检查服务器。',
  'broker.refused.identity_unknown':
    '凭据中包含 {{placeholder}}，该端口上的模块尚未读出此号码。请先运行到步骤 4。',
  'broker.refused.in_session': '{{port}} 上的模块正在使用或即将使用该会话。检查会使它掉线，因此没有执行。',
  'broker.refused.called_off': '检查已取消。',
  'broker.refused.profile_missing': '该配置已不存在。',
  'broker.refused.profile_invalid': '该配置目前不能使用。请打开配置查看原因。',

  'wait.left': '剩余 {{seconds}} 秒，时限 {{limit}} 秒',
  'wait.usually': '通常 {{seconds}} 秒（{{runs}} 次运行）',
  'wait.asked': '已询问 {{count}} 次',
  'wait.slow': '比平时久',
  'wait.slowWhat': '在本机的运行中，95% 的情况下此处不超过 {{seconds}} 秒',
  'wait.ofRuns': '在本机通常 {{seconds}} 秒，很少超过 {{slow}} 秒（{{runs}} 次运行）。',

  'silence.title': '{{seconds}} 秒没有收到任何数据',
  'silence.run': '这不是结论：运行仍在继续尝试，收到第一个字节后此提示自动消失。',
  'silence.typed': '这不是结论：应答可能稍后才到，收到第一个字节后此提示自动消失。',
  'silence.look': '现在可以先检查：',
  'silence.power': '电源：模块是否已开机？PWRKEY 须拉低 1 秒才会开机，约 3 秒后才有应答。',
  'silence.wiring': '接线：模块 TXD 接转接器 RXD，RXD 接 TXD，GND 接 GND；电平要匹配（2.8 V）。',
  'silence.rate.run': '波特率：目前以 {{rate}} bit/s 询问，运行会自动尝试其他波特率。',
  'silence.rate.typed': '波特率：目前以 {{rate}} bit/s 询问。固定在其他波特率的模块不会应答。',
  'silence.rate.server': '波特率：串口服务器自身的波特率必须与模块一致，本程序无法更改。',
  'silence.port': '端口：模块接的转接器确实是 {{port}} 吗？',
};
