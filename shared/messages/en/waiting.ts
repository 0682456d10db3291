/** What a step waits for and for how long, when nothing is heard at all, and the broker as this computer sees it. */
export const waiting = {
  'broker.speaks_tls':
    '{{broker}} takes the connection from this computer, but speaks TLS, not plain MQTT ({{code}}).',
  'broker.speaks_plain':
    '{{broker}} takes the connection from this computer, but speaks plain MQTT, not TLS ({{code}}).',
  'broker.title': 'Broker, from this computer',
  'broker.addresses': 'Address here: {{addresses}}',
  'broker.trusted': 'This computer trusts its certificate.',
  'broker.untrusted': 'This computer does not trust its certificate; the module may not look at it.',
  'broker.check': 'Check from here',
  'broker.check.what': 'Opens a session on the broker with the profile’s credentials and leaves it at once',
  'broker.checking': 'Asking …',
  'broker.obstacle.run': 'A run is on this port. It looks at the broker by itself if it gets no session.',
  'broker.refused.identity_unknown':
    'The credentials contain {{placeholder}}, which no unit on this port has told yet. Run the unit up to step 4 first.',
  'broker.refused.in_session':
    'The unit on {{port}} has this session or is about to get it. It would be thrown out, so nothing was asked.',
  'broker.refused.called_off': 'The check was called off.',
  'broker.refused.profile_missing': 'The profile is no longer there.',
  'broker.refused.profile_invalid': 'The profile cannot be used as it is. Open it to see why.',
} as const;
