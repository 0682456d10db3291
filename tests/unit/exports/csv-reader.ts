/** A table as any reader of RFC 4180 reads it: quotes are no part of a cell. */
export function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length; ) {
    const [cell, end] = text[at] === '"' ? quoted(text, at + 1) : plain(text, at);
    row.push(cell);
    at = end + 1;
    if (text[end] === ',') continue;
    if (text.slice(end, end + 2) !== '\r\n') throw new Error(`a cell ends with ${JSON.stringify(text[end])}`);
    at = end + 2;
    rows.push(row);
    row = [];
  }
  if (row.length > 0) throw new Error('the last row has no end');
  return rows;
}

function quoted(text: string, from: number): readonly [cell: string, end: number] {
  let cell = '';
  for (let at = from; at < text.length; at += 1) {
    if (text[at] !== '"') cell += text[at];
    else if (text[at + 1] !== '"') return [cell, at + 1];
    else {
      cell += '"';
      at += 1;
    }
  }
  throw new Error('a quote has no end');
}

function plain(text: string, from: number): readonly [cell: string, end: number] {
  let end = from;
  while (end < text.length && text[end] !== ',' && text[end] !== '\r') end += 1;
  const cell = text.slice(from, end);
  if (/["\n]/.test(cell)) throw new Error(`not in quotes: ${cell}`);
  return [cell, end];
}

/** The rows by the names of their columns. */
export function readTable(text: string): readonly Readonly<Record<string, string>>[] {
  const [names = [], ...rows] = readCsv(text);
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])));
}
