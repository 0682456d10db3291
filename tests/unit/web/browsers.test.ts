import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findBrowser } from '../../../electron/web/browsers.ts';
import { appWindow, defaultBrowser, hasDisplay, hasStarted } from '../../../electron/web/open-browser.ts';

/** A machine on which these programs are installed, named by the ends of their paths. */
const having =
  (...programs: readonly string[]) =>
  (path: string) =>
    programs.some((program) => path.replaceAll('\\', '/').endsWith(program));

describe('the browser of a machine', () => {
  const linux = { PATH: '/usr/local/bin:/usr/bin::/snap/bin' };

  it('is looked for in every folder of PATH', () => {
    expect(findBrowser('linux', linux, having('/snap/bin/chromium'))).toBe('/snap/bin/chromium');
    expect(findBrowser('linux', linux, having('bin/microsoft-edge'))).toBe('/usr/local/bin/microsoft-edge');
  });

  it('is Chrome before Chromium before Edge, wherever each of them is', () => {
    const all = having('/snap/bin/google-chrome', '/usr/bin/chromium', '/usr/local/bin/microsoft-edge');
    expect(findBrowser('linux', linux, all)).toBe('/snap/bin/google-chrome');
  });

  it('is looked for where macOS keeps programs', () => {
    const edge = 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge';
    expect(findBrowser('darwin', {}, having(edge))).toBe(join('/Applications', edge));
  });

  it('is looked for where Windows keeps programs, as far as it names them', () => {
    const edge = 'Microsoft/Edge/Application/msedge.exe';
    const environment = { 'ProgramFiles(x86)': 'C:\\Program Files (x86)', LOCALAPPDATA: 'C:\\Local' };
    expect(findBrowser('win32', environment, having(`(x86)/${edge}`))).toContain('(x86)');
    expect(findBrowser('win32', {}, having(edge))).toBeNull();
  });

  it.each(['linux', 'darwin', 'win32', 'sunos'] as const)(
    'is none on %s where none is installed',
    (platform) => {
      expect(findBrowser(platform, { ...linux, ProgramFiles: 'C:\\' }, having())).toBeNull();
      expect(findBrowser(platform, {}, having())).toBeNull();
    },
  );

  it('is none that cannot be run', () => {
    expect(findBrowser('linux', { PATH: join(import.meta.dirname, 'nowhere') })).toBeNull();
  });
});

describe('an app window', () => {
  const url = 'http://127.0.0.1:1/?token=x';

  it('has the address, and user data of its own inside the data folder', () => {
    const { program, args } = appWindow('/usr/bin/google-chrome', url, '/data');
    expect(program).toBe('/usr/bin/google-chrome');
    expect(args).toContain(`--app=${url}`);
    expect(args).toContain(`--user-data-dir=${join('/data', 'browser')}`);
  });

  it('goes without the sandbox for the one user on Linux who cannot have it', () => {
    const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
    expect(appWindow('/usr/bin/google-chrome', url, '/data').args.includes('--no-sandbox')).toBe(isRoot);
  });

  it('of a snap has its data where a snap may look', () => {
    const { args } = appWindow('/snap/bin/chromium', url, '/home/x/.local/share/y');
    expect(args.find((arg) => arg.startsWith('--user-data-dir='))).toMatch(
      /[/\\]snap[/\\]chromium[/\\]common[/\\]/,
    );
  });
});

describe('the default browser', () => {
  it.each([
    ['linux', 'xdg-open'],
    ['darwin', 'open'],
    ['win32', 'cmd.exe'],
  ] as const)('of %s is opened by %s', (platform, program) => {
    const start = defaultBrowser(platform, 'http://127.0.0.1:1/');
    expect(start.program).toBe(program);
    expect(start.args.at(-1)).toContain('http://127.0.0.1:1/');
  });

  it('needs a display, which only Linux may lack', () => {
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: '', WAYLAND_DISPLAY: '' })).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay('darwin', {})).toBe(true);
    expect(hasDisplay('win32', {})).toBe(true);
  });
});

describe('a program that opens something', () => {
  const node = (script: string) => hasStarted({ program: process.execPath, args: ['-e', script] });

  it('has not started when it is not there', async () => {
    expect(await hasStarted({ program: join(import.meta.dirname, 'nowhere'), args: [] })).toBe(false);
  });

  it('has not started when it ends at once with a fault', async () => {
    expect(await node('process.exit(3)')).toBe(false);
  });

  it('has started when it handed the address on, and ended', async () => {
    expect(await node('')).toBe(true);
  });
});
