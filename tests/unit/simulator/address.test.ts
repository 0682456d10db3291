import { describe, expect, test } from 'vitest';
import { parseSimulatorAddress } from '../../../electron/simulator/index.ts';

describe('the address of a simulated module', () => {
  test('is complete with nothing but its scheme', () => {
    expect(parseSimulatorAddress('sim:')).toEqual({
      ok: true,
      selection: {
        name: 'default',
        faults: [],
        broker: 'embedded',
        speed: 'realistic',
        pace: false,
        off: false,
        baudRate: null,
        imei: null,
        replay: null,
      },
    });
  });

  test('carries a name, several faults and every option at once', () => {
    const address =
      'sim:bench?fault=no-sim&fault=cme-error:30@CIICR%231&broker=real&speed=instant&pace=1&off=1&baud=9600&imei=123';
    expect(parseSimulatorAddress(address)).toEqual({
      ok: true,
      selection: {
        name: 'bench',
        faults: [
          { name: 'no-sim', value: '', commands: 'none', nth: null },
          { name: 'cme-error', value: '30', commands: ['CIICR'], nth: 1 },
        ],
        broker: 'real',
        speed: 'instant',
        pace: true,
        off: true,
        baudRate: 9600,
        imei: '123',
        replay: null,
      },
    });
  });

  test('names modules apart that have no name but different faults', () => {
    const name = (address: string) => {
      const parsed = parseSimulatorAddress(address);
      return parsed.ok ? parsed.selection.name : null;
    };
    expect(name('sim:?fault=no-sim')).not.toBe(name('sim:?fault=error'));
    expect(name('sim:?fault=no-sim')).toBe(name('sim:?fault=no-sim'));
    expect(name('sim:a?fault=no-sim')).toBe('a');
  });

  test.each([
    ['fault=error@CIICR#2', { name: 'error', value: '', commands: ['CIICR'], nth: 2 }],
    ['fault=error@at', { name: 'error', value: '', commands: ['AT'], nth: null }],
    ['fault=echo-stays@ATE0', { name: 'echo-stays', value: '', commands: ['ATE'], nth: null }],
    ['fault=error@AT%26W', { name: 'error', value: '', commands: ['AT&W'], nth: null }],
    ['fault=error@ATTACH', { name: 'error', value: '', commands: ['ATTACH'], nth: null }],
    ['fault=reboot', { name: 'reboot', value: '', commands: ['MSUB'], nth: 1 }],
    ['fault=reboot@CIICR#3', { name: 'reboot', value: '', commands: ['CIICR'], nth: 3 }],
    ['fault=late-answer', { name: 'late-answer', value: '12', commands: 'any', nth: 1 }],
    [
      'fault=connack-refused:cme',
      { name: 'connack-refused', value: 'cme', commands: ['MCONNECT'], nth: null },
    ],
    [
      'fault=connect-fails-late:3',
      { name: 'connect-fails-late', value: '3', commands: ['MIPSTART', 'SSLMIPSTART'], nth: null },
    ],
  ])('%s is read with the defaults of its row', (query, fault) => {
    const parsed = parseSimulatorAddress(`sim:?${query}`);
    expect(parsed.ok && parsed.selection.faults).toEqual([fault]);
  });

  test.each([
    ['tcp://host:1', 'scheme', 'tcp://host:1'],
    ['SIM:', 'scheme', 'SIM:'],
    ['sim:a/b', 'name', 'a/b'],
    ['sim:a b', 'name', 'a b'],
    [`sim:${'x'.repeat(33)}`, 'name', 'x'.repeat(33)],
    ['sim:?colour=red', 'unknown_option', 'colour'],
    ['sim:?__proto__=1', 'unknown_option', '__proto__'],
    ['sim:?toString=1', 'unknown_option', 'toString'],
    ['sim:?broker=mine', 'option_value', 'broker'],
    ['sim:?speed=fast', 'option_value', 'speed'],
    ['sim:?pace=yes', 'option_value', 'pace'],
    ['sim:?baud=0', 'option_value', 'baud'],
    ['sim:?imei=12a', 'option_value', 'imei'],
    ['sim:?replay=', 'option_value', 'replay'],
    ['sim:?replay=run:', 'option_value', 'replay'],
    ['sim:?replay=run:a%20b', 'option_value', 'replay'],
    ['sim:?replay=a.log&fault=no-sim', 'replay_alone', 'fault'],
    ['sim:?pace=1&replay=a.log', 'replay_alone', 'pace'],
    ['sim:?fault=', 'fault_syntax', ''],
    ['sim:?fault=No-Sim', 'fault_syntax', 'No-Sim'],
    ['sim:?fault=error@', 'fault_syntax', 'error@'],
    ['sim:?fault=error%23x', 'fault_syntax', 'error#x'],
    ['sim:?fault=explode', 'unknown_fault', 'explode'],
    ['sim:?fault=constructor', 'unknown_fault', 'constructor'],
    ['sim:?fault=no-sim:1', 'fault_takes_no_value', 'no-sim'],
    ['sim:?fault=cme-error', 'fault_needs_value', 'cme-error'],
    ['sim:?fault=cme-error:', 'fault_needs_value', 'cme-error'],
    ['sim:?fault=line-ending:none', 'fault_value', 'line-ending'],
    ['sim:?fault=cme-error:1000', 'fault_value', 'cme-error'],
    ['sim:?fault=sim-pin:12', 'fault_value', 'sim-pin'],
    ['sim:?fault=connack-refused:6', 'fault_value', 'connack-refused'],
    ['sim:?fault=no-sim@CPIN', 'fault_takes_no_command', 'no-sim'],
    ['sim:?fault=no-sim%232', 'fault_takes_no_command', 'no-sim'],
    ['sim:?fault=error%230', 'fault_occurrence', 'error'],
  ])('%s is refused: %s', (address, rule, part) => {
    expect(parseSimulatorAddress(address)).toEqual({ ok: false, rule, part, detail: `${rule}: ${part}` });
  });

  test.each([
    ['replay=yesterday.log', { kind: 'file', path: 'yesterday.log' }],
    ['replay=%2Ftmp%2Fa%20%26%20b%23.log', { kind: 'file', path: '/tmp/a & b#.log' }],
    ['replay=a+b.log&speed=instant', { kind: 'file', path: 'a+b.log' }],
    ['replay=C:%5Clogs%5Ca.txt', { kind: 'file', path: 'C:\\logs\\a.txt' }],
    ['replay=run:5f0c-77', { kind: 'run', runId: '5f0c-77' }],
    ['replay=./run:5f0c', { kind: 'file', path: './run:5f0c' }],
  ])('%s names a recording', (query, replay) => {
    const parsed = parseSimulatorAddress(`sim:?${query}`);
    expect(parsed.ok && parsed.selection.replay).toEqual(replay);
  });

  test('does not repeat a PIN that it refuses', () => {
    expect(JSON.stringify(parseSimulatorAddress('sim:?fault=sim-pin:98'))).not.toContain('98');
  });

  test('takes 64 faults and no more', () => {
    const many = (count: number) => `sim:?${Array.from({ length: count }, () => 'fault=error@X').join('&')}`;
    expect(parseSimulatorAddress(many(64)).ok).toBe(true);
    expect(parseSimulatorAddress(many(65))).toMatchObject({ ok: false, rule: 'too_many_faults' });
  });
});
