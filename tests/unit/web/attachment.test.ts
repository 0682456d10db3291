import { describe, expect, it } from 'vitest';
import { attachment } from '../../../electron/web/attachment.ts';

describe('the name of a download', () => {
  it('stands there twice: for every client, and for those that know Unicode', () => {
    expect(attachment('run 7.txt')).toBe(`attachment; filename="run 7.txt"; filename*=UTF-8''run%207.txt`);
  });

  it('keeps what is not ASCII for those that know it', () => {
    expect(attachment('测试.txt')).toBe(
      `attachment; filename="__.txt"; filename*=UTF-8''%E6%B5%8B%E8%AF%95.txt`,
    );
    expect(attachment('😀.txt')).toContain('filename="_.txt"');
  });

  it.each(['"', '\\', '%', '\r\n', '\u0000', '\u007f', "'", '(', ')', '*', ';', '\ud800'])(
    'cannot become more than a name with %j in it',
    (sign) => {
      const header = attachment(`a${sign}b.txt`);
      expect(header).toMatch(
        /^attachment; filename="[\x20-\x21\x23-\x24\x26-\x5b\x5d-\x7e]*"; filename\*=UTF-8''[\w.!~%-]*$/,
      );
    },
  );
});
