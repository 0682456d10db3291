import { crc32, deflateRawSync } from 'node:zlib';

/** Zips as somebody with bad intentions makes them: every field can be wrong (APPNOTE 4.3). */

export interface RawEntry {
  readonly name: string | Uint8Array;
  readonly content: string | Uint8Array;
  /** 0 stored, 8 deflated. */
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  /** What the list says of the unpacked size. */
  readonly size?: number;
  /** Shares the bytes of the entry before it. */
  readonly overlaps?: boolean;
}

const UTF8_NAMES = 0x800;
export const ENCRYPTED = 0x1;

export function rawZip(entries: readonly RawEntry[], comment = ''): Buffer {
  const bodies: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  let before = 0;
  for (const entry of entries) {
    const { name, header, packed } = packedOf(entry);
    const at = entry.overlaps === true ? before : offset;
    list.push(listed(header, at), name);
    if (entry.overlaps === true) continue;
    before = offset;
    const body = Buffer.concat([localHeader(header), name, packed]);
    bodies.push(body);
    offset += body.length;
  }
  const directory = Buffer.concat(list);
  return Buffer.concat([...bodies, directory, end(entries.length, directory.length, offset, comment)]);
}

interface Header {
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly nameLength: number;
}

function packedOf({ name, content, method = 8, flags = 0, crc, size }: RawEntry) {
  const bytes = Buffer.from(content);
  const packed = method === 0 ? bytes : deflateRawSync(bytes);
  const nameBytes = Buffer.from(name);
  const header: Header = {
    flags: UTF8_NAMES | flags,
    method,
    crc: crc ?? crc32(bytes),
    packedSize: packed.length,
    size: size ?? bytes.length,
    nameLength: nameBytes.length,
  };
  return { name: nameBytes, packed, header };
}

function localHeader({ flags, method, crc, packedSize, size, nameLength }: Header): Buffer {
  const bytes = Buffer.alloc(30);
  bytes.writeUInt32LE(0x04034b50, 0);
  bytes.writeUInt16LE(20, 4);
  bytes.writeUInt16LE(flags, 6);
  bytes.writeUInt16LE(method, 8);
  bytes.writeUInt32LE(crc, 14);
  bytes.writeUInt32LE(packedSize, 18);
  bytes.writeUInt32LE(size, 22);
  bytes.writeUInt16LE(nameLength, 26);
  return bytes;
}

function listed({ flags, method, crc, packedSize, size, nameLength }: Header, offset: number): Buffer {
  const bytes = Buffer.alloc(46);
  bytes.writeUInt32LE(0x02014b50, 0);
  bytes.writeUInt16LE(20, 4);
  bytes.writeUInt16LE(20, 6);
  bytes.writeUInt16LE(flags, 8);
  bytes.writeUInt16LE(method, 10);
  bytes.writeUInt32LE(crc, 16);
  bytes.writeUInt32LE(packedSize, 20);
  bytes.writeUInt32LE(size, 24);
  bytes.writeUInt16LE(nameLength, 28);
  bytes.writeUInt32LE(offset, 42);
  return bytes;
}

function end(count: number, size: number, offset: number, comment: string): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt32LE(0x06054b50, 0);
  bytes.writeUInt16LE(count, 8);
  bytes.writeUInt16LE(count, 10);
  bytes.writeUInt32LE(size, 12);
  bytes.writeUInt32LE(offset, 16);
  bytes.writeUInt16LE(comment.length, 20);
  return Buffer.concat([bytes, Buffer.from(comment)]);
}
