import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { faultOf } from '../../../electron/records/fault.ts';
import { temporaryFile } from './synthetic.ts';

const sqliteError = (errcode: number) =>
  Object.assign(new Error('said so'), { code: 'ERR_SQLITE_ERROR', errcode });

function thrownBy(call: () => void): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('the fault behind an error', () => {
  it.each([
    [5, { kind: 'locked' }],
    [261, { kind: 'locked' }],
    [8, { kind: 'not_writable', code: 'SQLITE_8' }],
    [14, { kind: 'not_writable', code: 'SQLITE_14' }],
    [11, { kind: 'corrupt', detail: 'said so' }],
    [26, { kind: 'corrupt', detail: 'said so' }],
    [13, { kind: 'disk_full' }],
    [4874, { kind: 'disk_full' }],
    [10, { kind: 'io', code: 'SQLITE_10' }],
    [1034, { kind: 'io', code: 'SQLITE_1034' }],
    [1, { kind: 'io', code: 'SQLITE_1' }],
  ])('with SQLite result code %i is %o', (errcode, fault) => {
    expect(faultOf(sqliteError(errcode))).toEqual(fault);
  });

  it.each([
    ['ENOSPC', { kind: 'disk_full' }],
    ['EACCES', { kind: 'not_writable', code: 'EACCES' }],
    ['EROFS', { kind: 'not_writable', code: 'EROFS' }],
    ['EMFILE', { kind: 'io', code: 'EMFILE' }],
  ])('with system error %s is %o', (code, fault) => {
    expect(faultOf(Object.assign(new Error(), { code }))).toEqual(fault);
  });

  it('of writing through a read-only connection is `not_writable`', () => {
    const path = temporaryFile();
    new DatabaseSync(path).close();
    const readOnly = new DatabaseSync(path, { readOnly: true });
    const error = thrownBy(() => readOnly.exec('CREATE TABLE t (x)'));
    readOnly.close();
    expect(faultOf(error)).toMatchObject({ kind: 'not_writable' });
  });

  it('of a full medium is `disk_full`', () => {
    const database = new DatabaseSync(':memory:');
    database.exec('CREATE TABLE t (x); PRAGMA max_page_count = 3');
    const error = thrownBy(() => database.exec('INSERT INTO t VALUES (zeroblob(100000))'));
    database.close();
    expect(faultOf(error)).toEqual({ kind: 'disk_full' });
  });

  it.each([new TypeError('a bug'), 'a text', undefined])(
    'is not made of a bug of the program: %o',
    (error) => {
      expect(() => faultOf(error)).toThrow();
    },
  );
});
