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
};
