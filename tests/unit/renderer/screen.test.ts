import { describe, expect, it } from 'vitest';
import { turnTo, wantedRuns } from '../../../renderer/store/screen.ts';
import { createWindowStore } from '../../../renderer/store/window-store.ts';
import type { ShownRun } from '../../../renderer/store/window-state.ts';
import { STARTED } from '../shared/run-events.ts';
import { bay, readRun, windowState } from './window-states.ts';

/** A window on a port with these runs on it. */
function windowOn(port: string | null, segments: readonly ShownRun[] = []) {
  const store = createWindowStore();
  store.setState(({ chosen }) => ({ chosen: { ...chosen, port, profileId: 'p', unit: 'SN-1' }, segments }));
  return store;
}

const [A, B, OLD] = [readRun('a', [STARTED]), readRun('b', [STARTED]), readRun('old', [STARTED])];

describe('turning to another port', () => {
  it('keeps what stood on the screen of the first for when one comes back', () => {
    const store = windowOn('COM1', [A, B]);
    turnTo(store, { port: 'COM2' });
    expect(store.getState()).toMatchObject({ segments: [], chosen: { port: 'COM2' } });
    store.setState({ segments: [OLD] });
    turnTo(store, { port: 'COM1' });
    expect(store.getState().segments).toEqual([A, B]);
    turnTo(store, { port: 'COM2' });
    expect(store.getState().segments).toEqual([OLD]);
  });

  it('leaves profile and unit as they are', () => {
    const store = windowOn('COM1');
    turnTo(store, { port: 'COM2' });
    expect(store.getState().chosen).toEqual({ port: 'COM2', profileId: 'p', unit: 'SN-1' });
  });

  it('lets go of the selected step, the moment and the line that was looked for, and follows again', () => {
    const store = windowOn('COM1', [A]);
    const filter = {
      show: 'sent',
      search: 'x',
      pattern: false,
      hex: false,
      step: null,
      folded: false,
    } as const;
    store.setState({
      selectedStep: 11,
      momentMs: 500,
      log: {
        filter,
        hex: true,
        time: 'start',
        follow: false,
        collapsed: true,
        target: { runId: 'a', no: 3 },
      },
    });
    turnTo(store, { port: 'COM2' });
    expect(store.getState()).toMatchObject({ selectedStep: null, momentMs: null });
    expect(store.getState().log).toEqual({
      filter,
      hex: true,
      time: 'start',
      follow: true,
      collapsed: true,
      target: null,
    });
  });

  it('that is the same one changes nothing', () => {
    const store = windowOn('COM1', [A]);
    store.setState({ selectedStep: 11 });
    const before = store.getState();
    turnTo(store, { port: 'COM1' });
    turnTo(store, {});
    expect(store.getState()).toEqual(before);
    expect(store.getState().segments).toBe(before.segments);
  });

  it('from no port keeps what stood there as well', () => {
    const store = windowOn(null, [A]);
    turnTo(store, { port: 'COM1' });
    turnTo(store, { port: null });
    expect(store.getState().segments).toEqual([A]);
  });

  it('is not confused by what a port is called', () => {
    const store = windowOn('__proto__', [A]);
    turnTo(store, { port: 'constructor' });
    expect(store.getState().segments).toEqual([]);
    turnTo(store, { port: '__proto__' });
    expect(store.getState().segments).toEqual([A]);
  });
});

describe('opening an old run', () => {
  it('takes the place of what happens on the port, which is there again when it is closed', () => {
    const store = windowOn('COM1', [A, B]);
    turnTo(store, { openedRun: 'old' });
    expect(store.getState()).toMatchObject({ openedRun: 'old', segments: [], chosen: { port: 'COM1' } });
    store.setState({ segments: [OLD] });
    turnTo(store, { openedRun: null });
    expect(store.getState()).toMatchObject({ openedRun: null, segments: [A, B] });
  });

  it('after another one reads it anew', () => {
    const store = windowOn('COM1', [A]);
    turnTo(store, { openedRun: 'old' });
    store.setState({ segments: [OLD] });
    turnTo(store, { openedRun: 'older' });
    expect(store.getState().segments).toEqual([]);
    turnTo(store, { openedRun: 'old' });
    expect(store.getState().segments).toEqual([]);
    turnTo(store, { openedRun: null });
    expect(store.getState().segments).toEqual([A]);
  });

  it('ends with turning to a port, the same or another one', () => {
    for (const [port, segments] of [
      ['COM1', [A]],
      ['COM2', []],
    ] as const) {
      const store = windowOn('COM1', [A]);
      turnTo(store, { openedRun: 'old' });
      store.setState({ segments: [OLD] });
      turnTo(store, { port, openedRun: null });
      expect(store.getState()).toMatchObject({ openedRun: null, chosen: { port } });
      expect(store.getState().segments).toEqual(segments);
    }
  });

  it('that is called like a port is not taken for what stands on it', () => {
    const store = windowOn('a', [A]);
    turnTo(store, { openedRun: 'a' });
    expect(store.getState().segments).toEqual([]);
  });
});

describe('the runs to be followed', () => {
  const bays = [
    bay('COM1', 'a'),
    bay('COM2', 'b', { live: false }),
    bay('COM4', 'typed', { purpose: 'console', bringUp: 'before' }),
    bay('COM5', 'typed', { purpose: 'console', bringUp: null }),
  ];
  const station = { ...windowState().station, bays };
  const on = (port: string | null, openedRun: string | null = null) =>
    wantedRuns(windowState({ station, openedRun, chosen: { port, profileId: null, unit: '' } }));

  it('are the one on the chosen port, live or not', () => {
    expect([on('COM1'), on('COM2')]).toEqual([['a'], ['b']]);
  });

  it('are a console and the run ahead of it, whose verdict must not be lost with it', () => {
    expect(on('COM4')).toEqual(['before', 'typed']);
    expect(on('COM5')).toEqual(['typed']);
  });

  it('are the one that was opened, whatever happens on the port', () => {
    expect(on('COM1', 'old')).toEqual(['old']);
    expect(on(null, 'old')).toEqual(['old']);
  });

  it('are none on a port without one', () => {
    expect([on('COM3'), on(null)]).toEqual([[], []]);
  });
});
