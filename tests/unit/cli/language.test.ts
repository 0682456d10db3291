import { describe, expect, it } from 'vitest';
import { chosenLanguage } from '../../../electron/cli/language.ts';

describe('the language', () => {
  it.each([
    [['run', '--lang', 'zh-CN'], { LANG: 'en_GB.UTF-8' }, 'en', 'zh-CN'],
    [['run', '--lang=zh-CN'], {}, 'en', 'zh-CN'],
    [['--lang', 'zh-CN', 'run', '--lang', 'en'], {}, 'zh-CN', 'en'],
    [['run', '--lang', 'fr'], { LC_ALL: 'zh_CN.UTF-8' }, 'en', 'zh-CN'],
    [['run', '--lang'], {}, 'en', 'en'],
    [['run'], { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, 'zh-CN', 'en'],
    [['run'], { LC_ALL: '', LANG: 'zh_CN.UTF-8' }, 'en', 'zh-CN'],
    [['run'], {}, 'zh-Hans-CN', 'zh-CN'],
  ] as const)('of %j with %j on a system set to %s is %s', (argv, environment, system, language) => {
    expect(chosenLanguage(argv, environment, system)).toBe(language);
  });
});
