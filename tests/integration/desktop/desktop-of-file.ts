import { afterAll, beforeAll } from 'vitest';
import {
  type BuiltDesktop,
  buildDesktop,
  type Desktop,
  type DesktopOptions,
  startDesktop,
} from '../../support/desktop.ts';

interface DesktopOfFile {
  readonly desktop: () => Desktop;
  readonly built: () => BuiltDesktop;
}

/** One desktop with its window shown, for all tests of the file that calls this. */
export function desktopOfFile(options: DesktopOptions = {}): DesktopOfFile {
  let built: BuiltDesktop | null = null;
  let desktop: Desktop | null = null;
  beforeAll(async () => {
    built = await buildDesktop();
    desktop = await startDesktop(built, options);
    await desktop.until('window_shown');
  });
  afterAll(async () => {
    await desktop?.end();
    await built?.remove();
  });
  return { desktop: () => duringTests(desktop), built: () => duringTests(built) };
}

function duringTests<Value>(value: Value | null): Value {
  if (value === null) throw new Error('the desktop is there during tests only');
  return value;
}
