import { defineConfig } from 'vitest/config';
import SummaryReporter from './build/summary-reporter.ts';

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/integration/**/*.test.ts'],
    reporters: ['default', new SummaryReporter()],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks',
    maxWorkers: 2,
    // Without it Node warns once per worker that its own SQLite is young.
    execArgv: ['--disable-warning=ExperimentalWarning'],
  },
});
