import type { Reporter, TestModule } from 'vitest/node';

/**
 * Closes the run with one line that a person or a script can read, and names every skipped test: a test that did
 * not run proves nothing. With `REFUSE_SKIPPED=1` a skipped test fails the run.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const skipped = tests.filter((test) => test.result().state === 'skipped');
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandled.length;
    for (const test of skipped) console.log(`SKIPPED: ${test.fullName}`);
    const failed = count('failed') + broken;
    const behind = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
    if (skipped.length > 0 && process.env['REFUSE_SKIPPED'] === '1') process.exitCode = 1;
    console.log(`tests: ${count('passed')} passed, ${failed} failed${behind}`);
  }
}
