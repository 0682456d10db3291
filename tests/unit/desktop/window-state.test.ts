import { expect, test } from 'vitest';
import { placeWindow, type WindowState } from '../../../electron/desktop/window-state.ts';

const MAIN = { x: 0, y: 25, width: 1920, height: 1015 };
const LEFT = { x: -1600, y: 0, width: 1600, height: 900 };

const last = (changes: Partial<WindowState>): WindowState => ({
  x: 100,
  y: 100,
  width: 1200,
  height: 700,
  maximized: false,
  ...changes,
});

test('the first window has the usual size, wherever the system puts it', () => {
  expect(placeWindow(null, [MAIN])).toEqual({ place: null, width: 1440, height: 900, maximized: false });
});

test('the first window on a small display fits on it', () => {
  expect(placeWindow(null, [{ x: 0, y: 0, width: 1280, height: 690 }])).toMatchObject({
    width: 1280,
    height: 690,
  });
});

test.each([
  ['in the middle', {}],
  ['on another display', { x: -1500, y: 40 }],
  ['half over the edge', { x: 1700 }],
  ['at the very top', { y: 25 }],
])('a window that stood %s opens there again', (_where, changes) => {
  const state = last(changes);
  expect(placeWindow(state, [MAIN, LEFT])).toEqual({
    place: { x: state.x, y: state.y },
    width: 1200,
    height: 700,
    maximized: false,
  });
});

test.each([
  ['on a display that is gone', { x: 2000 }],
  ['above every display', { y: -10 }],
  ['below every display', { y: 1020 }],
  ['with too little to take hold of', { x: 1850 }],
  ['with too little to take hold of on the left', { x: -2750 }],
])('a window that stood %s opens where the system puts it, in its size', (_where, changes) => {
  expect(placeWindow(last({ ...changes, maximized: true }), [MAIN, LEFT])).toEqual({
    place: null,
    width: 1200,
    height: 700,
    maximized: true,
  });
});

test('a window larger than its display is made to fit, and none is too small to use', () => {
  expect(placeWindow(last({ x: -1600, y: 0, width: 5000, height: 5000 }), [MAIN, LEFT])).toMatchObject({
    width: 1600,
    height: 900,
  });
  expect(placeWindow(last({ width: 10, height: 10, x: 50 }), [MAIN])).toMatchObject({
    width: 1024,
    height: 640,
  });
});

test('without a display that is known nothing is made to fit', () => {
  expect(placeWindow(last({}), [])).toEqual({ place: null, width: 1200, height: 700, maximized: false });
});
