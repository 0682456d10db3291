import { describe, expect, it } from 'vitest';
import { remedyLabel } from '../../../renderer/views/bench/diagnosis/remedy-words.ts';
import { translator } from '../../../shared/messages/index.ts';
import type { FieldChange } from '../../../shared/profile-change.ts';
import type { Remedy } from '../../../shared/remedy.ts';

const english = translator('en');
const chinese = translator('zh-CN');

const tried = (...changes: readonly FieldChange[]): Remedy => ({ kind: 'try', changes });

describe('the label of a remedy', () => {
  it.each<[Remedy, string]>([
    [{ kind: 'retry_step' }, 'Retry step 8'],
    [{ kind: 'run_from', step: 7 }, 'Run again from step 7'],
    [{ kind: 'skip_step', step: 2 }, 'Run without step 2'],
    [{ kind: 'recover', level: 'bearer' }, 'Rebuild the data link (15–90 s)'],
    [{ kind: 'recover', level: 'module' }, 'Restart the module (30–120 s)'],
    [{ kind: 'find_baud_rate' }, 'Find the baud rate'],
    [{ kind: 'pulse_power_key' }, 'Pulse PWRKEY'],
    [{ kind: 'enter_pin' }, 'Enter the PIN …'],
    [{ kind: 'signal_meter' }, 'Watch the signal'],
    [{ kind: 'edit_field', field: 'broker.host' }, 'Open the profile at “Host”'],
    [{ kind: 'edit_field', field: 'timeouts.5' }, 'Open the profile at “5 Network registration”'],
    [{ kind: 'type', line: 'AT+CFUN?' }, 'Put AT+CFUN? into the console'],
  ])('%j is %s', (remedy, label) => {
    expect(remedyLabel(english, remedy, 8)).toBe(label);
  });

  it.each<[FieldChange[], string]>([
    [[{ field: 'apn.name', value: 'UNINET' }], 'Use UNINET'],
    [[{ field: 'broker.host', value: '10.0.0.7' }], 'Connect by IP address 10.0.0.7'],
    [[{ field: 'broker.host', value: 'mqtt.example' }], 'Use host mqtt.example'],
    [[{ field: 'broker.port', value: 1884 }], 'Use port 1884'],
    [[{ field: 'broker.tls', value: true }], 'Switch to SSL'],
    [[{ field: 'broker.tls', value: false }], 'Switch to plain TCP'],
    [
      [
        { field: 'broker.tls', value: true },
        { field: 'broker.port', value: 8883 },
      ],
      'Switch to SSL on port 8883',
    ],
    [
      [
        { field: 'broker.port', value: 1883 },
        { field: 'broker.tls', value: false },
        { field: 'broker.sslPrefix', value: false },
      ],
      'Switch to plain TCP on port 1883 · Without ssl:// prefix',
    ],
    [[{ field: 'broker.sslPrefix', value: true }], 'With ssl:// prefix'],
    [[{ field: 'mqtt.clientId', value: 'unit-{imei}' }], 'Use client id unit-{imei}'],
    [[{ field: 'baudRate', value: 9600 }], 'Use 9600 bit/s'],
    [[{ field: 'messages.delivery', value: 'cached' }], 'Let the module cache messages'],
    [[{ field: 'messages.encoding', value: 'ascii' }], 'Send payloads as text'],
    [[{ field: 'optionalSteps.fixBaud', value: false }], 'Run without step 3'],
    [[{ field: 'optionalSteps.echoOff', value: true }], 'Run with step 2'],
  ])('that tries %j is %s', (changes, label) => {
    expect(remedyLabel(english, tried(...changes), 11)).toBe(label);
  });

  it('has the values of the change in Chinese, too', () => {
    expect(remedyLabel(chinese, tried({ field: 'apn.name', value: 'UNINET' }), 8)).toBe('改用 UNINET');
    expect(remedyLabel(chinese, { kind: 'recover', level: 'session' }, 11)).toContain('5–10');
  });
});
