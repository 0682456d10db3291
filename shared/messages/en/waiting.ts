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

  'wait.left': '{{seconds}} s left of {{limit}}',
  'wait.usually': 'usually {{seconds}} s (of {{runs}} runs)',
  'wait.asked': 'asked {{count}} times',
  'wait.slow': 'longer than usual',
  'wait.slowWhat': 'Nineteen in twenty runs on this computer took no more than {{seconds}} s here',
  'wait.ofRuns':
    'On this computer usually {{seconds}} s, hardly ever more than {{slow}} s (of {{runs}} runs).',

  'silence.title': 'Nothing heard for {{seconds}} s',
  'silence.run': 'Not a verdict: the run goes on trying. This goes away with the first byte.',
  'silence.typed': 'Not a verdict: the answer may still come. This goes away with the first byte.',
  'silence.look': 'Meanwhile, look at:',
  'silence.power':
    'Power: is the module on? It stays off until PWRKEY was held low for 1 s; it answers some 3 s later.',
  'silence.wiring':
    'Wiring: module TXD to adapter RXD, RXD to TXD, and GND to GND. The levels must fit (2.8 V).',
  'silence.rate.run': 'Rate: asked at {{rate}} bit/s. The run tries the other rates by itself.',
  'silence.rate.typed':
    'Rate: asked at {{rate}} bit/s. A module that was fixed at another rate stays silent.',
  'silence.rate.server':
    'Rate: the device server must itself be set to the rate of the module; this program cannot change it.',
  'silence.port': 'Port: is {{port}} the adapter that the module is connected to?',
} as const;
