import { beforeEach, describe, expect, it } from 'vitest';
import { exportShown } from '../../../../renderer/service/export-shown.ts';
import { exportNothing, useExporting } from '../../../../renderer/store/exporting.ts';
import { createWindowStore } from '../../../../renderer/store/window-store.ts';
import { STARTED } from '../../shared/run-events.ts';
import { readRun } from '../window-states.ts';

describe('exporting what is on the screen', () => {
  beforeEach(exportNothing);

  function asked(service: 'up' | 'gone', ...names: string[]) {
    const store = createWindowStore();
    store.setState({ service, segments: names.map((name) => readRun(name, [STARTED])) });
    const told: unknown[] = [];
    exportShown(store, { tell: ({ kind }) => void told.push(kind) });
    return { what: useExporting.getState().what, told };
  }

  it('asks for the kind of file of the newest run', () => {
    expect(asked('up', 'a', 'b')).toEqual({ what: { kind: 'runs', ids: ['b'] }, told: [] });
  });

  it('asks nothing where there is none', () => {
    expect(asked('up')).toEqual({ what: null, told: [] });
  });

  it('says that the service is gone, which has the record', () => {
    expect(asked('gone', 'a')).toEqual({ what: null, told: ['call_failed'] });
  });
});
