/**
 * Measures and prints a table; writes nothing that stays.
 *
 *   npm run bench                  everything, about three minutes
 *   npm run bench -- tty framer    some sections of it
 */
import { runTask, TASK_FLAG } from './child.ts';
import { SECTIONS } from './sections.ts';
import { sectionText } from './table.ts';

const [first, ...rest] = process.argv.slice(2);

if (first === TASK_FLAG) await runTask(rest);
else await printSections(first === undefined ? [] : [first, ...rest]);

async function printSections(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter((name) => !SECTIONS.some((section) => section.name === name));
  if (unknown.length > 0) {
    console.error(
      `no such section: ${unknown.join(', ')}; known: ${SECTIONS.map(({ name }) => name).join(', ')}`,
    );
    process.exitCode = 2;
    return;
  }
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}.`);
  console.log('Spread: first and third quartile, or least and most (marked *) of fewer than 20 samples.');
  for (const { name, title, measure } of SECTIONS) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const rows = await measure();
    console.log(`\n${title}\n${typeof rows === 'string' ? `  ${rows}` : sectionText(rows)}`);
  }
}
