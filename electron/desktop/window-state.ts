import { join } from 'node:path';
import { z } from 'zod';
import type { FileResult } from '../files/fault.ts';
import { writeTextFile } from '../files/whole-file.ts';
import { readJsonFile } from '../service/stores/data-file.ts';

/** Where the window stood last. Sizes and places are in device-independent pixels. */

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const windowStateSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1).max(100_000),
  height: z.int().min(1).max(100_000),
  maximized: z.boolean(),
});
export type WindowState = z.output<typeof windowStateSchema>;

/** Smaller than this the checklist no longer fits. */
export const SMALLEST = { width: 1024, height: 640 } as const;
const USUAL = { width: 1440, height: 900 } as const;

/** As much of the title bar as a hand needs to take hold of the window. */
const HANDLE = { width: 120, height: 32 } as const;

export interface Placement {
  /** Null: wherever the system puts a new window. */
  readonly place: { readonly x: number; readonly y: number } | null;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

/**
 * Where the window opens: where it stood last if a display is still there, else in its usual size.
 * @param areas of the displays, without the system's bars; the first display is the main one.
 */
export function placeWindow(last: WindowState | null, areas: readonly Rectangle[]): Placement {
  const area = last === null ? undefined : areas.find((each) => holdsHandle(each, last));
  if (last === null || area === undefined)
    return { place: null, ...fitted(last ?? USUAL, areas[0]), maximized: last?.maximized ?? false };
  return { place: { x: last.x, y: last.y }, ...fitted(last, area), maximized: last.maximized };
}

type Size = Pick<Rectangle, 'width' | 'height'>;

function fitted({ width, height }: Size, area: Size | undefined): Size {
  return {
    width: Math.max(SMALLEST.width, Math.min(width, area?.width ?? width)),
    height: Math.max(SMALLEST.height, Math.min(height, area?.height ?? height)),
  };
}

function holdsHandle(area: Rectangle, { x, y, width }: Rectangle): boolean {
  const visible = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return visible >= HANDLE.width && y >= area.y && y + HANDLE.height <= area.y + area.height;
}

const pathIn = (dataFolder: string): string => join(dataFolder, 'window.json');

/** Null where nothing was remembered, or nothing that makes sense. */
export async function recallWindow(dataFolder: string): Promise<WindowState | null> {
  const read = await readJsonFile(pathIn(dataFolder));
  const parsed = read.ok ? windowStateSchema.safeParse(read.json) : null;
  return parsed?.success ? parsed.data : null;
}

/** Remembers the window for the next start; a fault costs nothing but that. */
export function rememberWindow(dataFolder: string, state: WindowState): Promise<FileResult> {
  return writeTextFile(pathIn(dataFolder), `${JSON.stringify(state)}\n`, 0o666);
}
