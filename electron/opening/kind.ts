/** What a file is by its beginning: a zip, JSON, or the log of some program. */
export type FileKind = 'zip' | 'json' | 'log';

/** Of a zip's first file, of one without files, and of one that was cut in pieces (APPNOTE 4.3.7, 4.3.16, 8.5.4). */
const ZIP_BEGINNINGS = ['PK\u0003\u0004', 'PK\u0005\u0006', 'PK\u0007\u0008'] as const;
/** By so many bytes. */
export const HEAD_BYTES = 64;
/** Byte order marks, and the NULs of UTF-16. */
// oxlint-disable-next-line no-control-regex -- bytes
const MARKS = /^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)|\u0000/g;

export function kindOf(beginning: Uint8Array): FileKind {
  const head = Buffer.from(beginning.subarray(0, HEAD_BYTES)).toString('latin1');
  if (ZIP_BEGINNINGS.some((each) => head.startsWith(each))) return 'zip';
  return head.replace(MARKS, '').trimStart().startsWith('{') ? 'json' : 'log';
}
