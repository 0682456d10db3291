import type { diagnosis as english } from '../en/diagnosis.ts';
import type { Translation } from '../messages.ts';

export const diagnosis: Translation<typeof english> = {
  'broker.accepted': '从本机看，{{broker}} 正常，并接受这组凭据。',
  'broker.name_unknown': '本机无法解析 {{broker}} 中的域名（{{code}}）。',
  'broker.not_connected': '本机连接不上 {{broker}}（{{code}}）。',
  'broker.no_tls': '本机能连上 {{broker}}，但对方不支持 TLS（{{code}}）。',
  'broker.session_refused': '从本机看，{{broker}} 正常，但拒绝建立会话（CONNACK {{code}}）。',
  'broker.no_session': '本机能连上 {{broker}}，但对方不确认会话（{{code}}）。',
};
