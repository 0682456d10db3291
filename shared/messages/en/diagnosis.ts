/** What the broker looks like from here, why a step failed, and what to do about it. */
export const diagnosis = {
  'broker.accepted': 'Seen from this computer, {{broker}} is up and takes these credentials.',
  'broker.name_unknown': 'This computer cannot resolve the name in {{broker}} ({{code}}).',
  'broker.not_connected': 'This computer gets no connection to {{broker}} ({{code}}).',
  'broker.no_tls': '{{broker}} takes the connection from this computer, but does not speak TLS ({{code}}).',
  'broker.session_refused':
    'Seen from this computer, {{broker}} is up and refuses the session (CONNACK {{code}}).',
  'broker.no_session':
    '{{broker}} takes the connection from this computer, but confirms no session ({{code}}).',
} as const;
