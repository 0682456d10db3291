// Runs after every install, on whatever Node started npm. The scripts run on the Node that stands in
// optionalDependencies, found as node_modules/.bin/node. npm up to 11.0 removes that link again when it drops the
// packages of the other platforms, which carry a link of the same name.
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = fileURLToPath(new URL('../node_modules/', import.meta.url));
const folder = join(modules, '.bin');
const windows = process.platform === 'win32';
const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
const binary = join('bin', windows ? 'node.exe' : 'node');

if (existsSync(join(modules, name, binary))) {
  mkdirSync(folder, { recursive: true });
  const link = join(folder, windows ? 'node.cmd' : 'node');
  if (!existsSync(link)) {
    if (windows) writeFileSync(link, `@"%~dp0\\..\\${name}\\${binary}" %*\r\n`);
    else symlinkSync(join('..', name, binary), link);
  }
}
