/** Two ports on the lines of a product whose own controller drives the module. */
export const listening = {
  'listening.menu': 'Listen only …',
  'listening.title': 'Listen only',
  'listening.what':
    'Two adapters whose RX pins and ground are on the lines between the module and a controller of its own. Leave their TX pins open: nothing is sent. What that firmware does is shown on the 19 steps.',
  'listening.commands': 'Line with the controller’s commands (module’s RXD)',
  'listening.answers': 'Line with the module’s answers (module’s TXD)',
  'listening.half': 'Leave one empty to hear only the other: then half of what happens is shown.',
  'listening.baud': 'Rate, bit/s',
  'listening.start': 'Listen',
  'listening.banner': 'Listening: nothing is sent.',
  'listening.banner.both': '{{port}}',
  'listening.banner.commands':
    '{{port}}. The module’s answers are not heard: which step was reached is shown, not what came of it.',
  'listening.banner.answers':
    '{{port}}. The controller’s commands are not heard: only what the module says by itself is shown.',
  'listening.ended': 'LISTENED TO',
  'listening.repeats': 'done {{count}} times',
  'listening.outOfOrder': 'came before step {{step}}, which it needs',
  'listening.run': 'listened to',
  'listening.fault.no_port': 'Name one port at least.',
  'listening.fault.same_port': 'Both are the same port.',
  'listening.fault.bay_taken': 'A run is on one of these ports.',
  'listening.fault.closed': 'The service is closing.',
} as const;
