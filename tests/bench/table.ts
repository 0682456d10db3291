import { distribution, median } from './statistics.ts';

export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly samples: readonly number[];
  /** What it is held against, measured in the same run. */
  readonly baseline?: { readonly name: string; readonly samples: readonly number[] };
  /** The most, or the least, that the row's median, or its ratio to the baseline, should come to. */
  readonly aim?: Aim;
}

type Aim = { readonly of: 'median' | 'ratio' } & ({ readonly atMost: number } | { readonly atLeast: number });

const HEAD = ['', 'median', 'spread', 'baseline', 'ratio', 'aim'];

/** The rows as lines of text with aligned columns. */
export function sectionText(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) => `  ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}

function cells({ name, unit, samples, baseline, aim }: Row): string[] {
  const { median: middle, low, high, quartiles } = distribution(samples);
  const ratio = baseline === undefined ? null : middle / median(baseline.samples);
  const held = aim?.of === 'ratio' ? ratio : middle;
  return [
    name,
    `${figure(middle)} ${unit}`,
    `${figure(low)} – ${figure(high)}${quartiles ? '' : ' *'}`,
    baseline === undefined ? '' : `${baseline.name}: ${figure(median(baseline.samples))}`,
    ratio === null ? '' : `× ${ratio.toFixed(2)}`,
    aim === undefined || held === null ? '' : aimText(aim, held, unit),
  ];
}

function aimText(aim: Aim, held: number, unit: string): string {
  const isMost = 'atMost' in aim;
  const limit = isMost ? aim.atMost : aim.atLeast;
  const words = aim.of === 'ratio' ? `× ${limit}` : `${limit} ${unit}`;
  const isMet = isMost ? held <= limit : held >= limit;
  return `${isMost ? '≤' : '≥'} ${words} ${isMet ? 'met' : 'MISSED'}`;
}

/** Three digits are more than any of this is repeatable to. */
function figure(value: number): string {
  const whole = Math.abs(value) >= 100 || value === 0;
  return whole ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}
