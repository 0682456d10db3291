import { defineConfig } from 'vitest/config';
import SummaryReporter from './build/summary-reporter.ts';

export default defineConfig(({ mode }) => ({
  test: {
    // `npm run test:long`: what depends on chance is tried many times.
    env: mode === 'long' ? { LONG_TESTS: '1' } : {},
    reporters: ['default', new SummaryReporter()],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // What a window does under load takes longer than a second.
    expect: { poll: { timeout: 10_000 } },
    pool: 'forks',
    maxWorkers: 2,
    // Without it Node warns once per worker that its own SQLite is young.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    projects: [
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['tests/{integration,e2e}/**/*.test.ts'],
          globalSetup: 'tests/support/build-page.ts',
        },
      },
    ],
  },
}));
