import { describe, expect, it } from 'vitest';
import {
  offers,
  pressed,
  taken,
  typed,
  type Typing,
  type TypingKey,
} from '../../../renderer/views/console/typing.ts';

const HISTORY = ['AT+CSQ', 'ATI', 'AT+CREG?', 'AT+CSQ;+CREG?'];

/** The state after some keys; keys that keep their usual meaning change nothing. */
function after(line: string, keys: readonly TypingKey[], history: readonly string[] = HISTORY): Typing {
  return keys.reduce<Typing>((typing, key) => pressed(typing, key, history) ?? typing, typed(line));
}

const up = (times: number): readonly TypingKey[] => Array.from({ length: times }, () => 'ArrowUp');
const down = (times: number): readonly TypingKey[] => Array.from({ length: times }, () => 'ArrowDown');

describe('earlier lines', () => {
  it('come back newest first, and the arrow down leads back to what was typed', () => {
    expect(after('', up(1)).line).toBe('AT+CSQ;+CREG?');
    expect(after('', up(4)).line).toBe('AT+CSQ');
    expect(after('', up(9)).line).toBe('AT+CSQ');
    expect(after('', [...up(3), ...down(1)]).line).toBe('AT+CREG?');
    expect(after('', [...up(2), ...down(2)])).toMatchObject({ line: '', place: null });
  });

  it('are those that begin with what is typed, in any case', () => {
    expect(after('at+csq', up(1)).line).toBe('AT+CSQ;+CREG?');
    expect(after('at+csq', up(2)).line).toBe('AT+CSQ');
    expect(after('at+csq', up(3)).line).toBe('AT+CSQ');
    expect(after('at+csq', [...up(2), ...down(2)]).line).toBe('at+csq');
  });

  it('leave the line as it is where none begins with it, and one that is the same is passed over', () => {
    expect(after('AT+CI', up(2))).toEqual(typed('AT+CI'));
    expect(after('ATI', up(1))).toEqual(typed('ATI'));
    expect(after('x', up(1), [])).toEqual(typed('x'));
  });

  it('are left with Esc, which brings back what was typed', () => {
    expect(after('AT', [...up(2), 'Escape'])).toMatchObject({ line: 'AT', place: null });
  });

  it('are offered no commands, and are sent with Enter', () => {
    const recalled = after('AT+CS', up(1));
    expect(offers(recalled)).toEqual([]);
    expect(pressed(recalled, 'Enter', HISTORY)).toBeNull();
  });

  it('that are changed are what is typed', () => {
    expect(after(`${after('', up(1)).line}x`, up(1)).line).toBe('AT+CSQ;+CREG?x');
  });
});

describe('offers', () => {
  it('are taken with Tab: the first one, or the one that was chosen', () => {
    expect(after('AT+CRE', ['Tab']).line).toBe('AT+CREG?');
    expect(after('AT+CRE', [...down(2), 'Tab']).line).toBe('AT+CREG=');
    expect(after('creg', ['Tab']).line).toBe('AT+CREG?');
  });

  it('are taken with Enter only when one was chosen; else Enter sends', () => {
    expect(pressed(typed('AT+CRE'), 'Enter', HISTORY)).toBeNull();
    expect(after('AT+CRE', ['ArrowDown', 'Enter']).line).toBe('AT+CREG?');
    expect(pressed(after('AT+CRE', ['ArrowDown', 'Enter']), 'Enter', HISTORY)).toBeNull();
  });

  it('are gone through with the arrows, up to both ends', () => {
    const { length } = offers(typed('AT+CREG'));
    expect(after('AT+CREG', down(1)).chosen).toBe(0);
    expect(after('AT+CREG', down(99)).chosen).toBe(length - 1);
    expect(after('AT+CREG', ['ArrowDown', 'ArrowDown', 'ArrowUp']).chosen).toBe(0);
    expect(after('AT+CREG', ['ArrowDown', 'ArrowUp'])).toMatchObject({ chosen: null, line: 'AT+CREG' });
  });

  it('are closed with Esc until something is typed, or asked for again with the arrow down', () => {
    const closed = after('AT+CRE', ['Escape']);
    expect(offers(closed)).toEqual([]);
    expect(pressed(closed, 'Tab', HISTORY)).toBeNull();
    expect(pressed(closed, 'Escape', HISTORY)).toBeNull();
    expect(offers(typed('AT+CREG'))).not.toEqual([]);
    expect(after('AT+CRE', ['Escape', 'ArrowDown']).chosen).toBe(0);
  });

  it('leave Tab and Esc alone where there are none', () => {
    for (const line of ['', 'AT+CREG?', 'AT+ZZ']) {
      expect(pressed(typed(line), 'Tab', HISTORY)).toBeNull();
      expect(pressed(typed(line), 'Escape', HISTORY)).toBeNull();
      expect(after(line, down(1)).chosen).toBeNull();
    }
  });

  it('are taken with a click, and one that is gone changes nothing', () => {
    expect(taken(typed('AT+CST'), 0).line).toBe('AT+CSTT="');
    expect(taken(typed('AT+CST'), 99)).toEqual(typed('AT+CST'));
  });
});
