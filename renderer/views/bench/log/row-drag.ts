import type { PointerEvent } from 'react';
import type { ScrollPosition } from './scroll-position.ts';
import { ROW_HEIGHT } from './scroll-track.ts';

/** Rows a frame that the list moves by while something is dragged beyond its edge. */
const ROWS_PER_FRAME = 2;

interface Drag {
  readonly box: DOMRect;
  y: number;
  isMoved: boolean;
}

/** A pointer that is dragged over rows; beyond an edge the list moves along. */
export class RowDrag {
  readonly #position: ScrollPosition;
  readonly #reach: (place: number, isFurther: boolean) => void;
  #drag: Drag | null = null;
  #frame = 0;

  /** `reach` is told which row the pointer is on; `isFurther`: it came there from another one. */
  constructor(position: ScrollPosition, reach: (place: number, isFurther: boolean) => void) {
    this.#position = position;
    this.#reach = reach;
  }

  readonly begin = (event: PointerEvent<HTMLElement>): void => {
    const element = event.currentTarget;
    const box = element.getBoundingClientRect();
    const isOnBar = event.clientX >= box.left + element.clientWidth;
    // A finger scrolls.
    if (event.button !== 0 || event.pointerType === 'touch' || isOnBar) return;
    element.setPointerCapture(event.pointerId);
    this.#drag = { box, y: event.clientY, isMoved: false };
    this.#reach(this.#placeAt(event.clientY, box), event.shiftKey);
  };

  readonly move = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (drag === null || Math.abs(event.clientY - drag.y) < 1) return;
    drag.y = event.clientY;
    // What is chosen must not run away from under the pointer.
    if (!drag.isMoved) this.#position.moveTo(this.#position.top);
    drag.isMoved = true;
    this.#reach(this.#placeAt(drag.y, drag.box), true);
    cancelAnimationFrame(this.#frame);
    this.#goBeyond();
  };

  /** Whether the pointer was moved, which is no click. Null when nothing was begun. */
  end(): boolean | null {
    cancelAnimationFrame(this.#frame);
    const isMoved = this.#drag?.isMoved ?? null;
    this.#drag = null;
    return isMoved;
  }

  readonly #goBeyond = (): void => {
    const drag = this.#drag;
    const by = drag === null ? 0 : drag.y < drag.box.top ? -1 : drag.y > drag.box.bottom ? 1 : 0;
    if (drag === null || by === 0) return;
    this.#position.moveTo(this.#position.top + by * ROWS_PER_FRAME * ROW_HEIGHT);
    this.#reach(this.#placeAt(drag.y, drag.box), true);
    this.#frame = requestAnimationFrame(this.#goBeyond);
  };

  #placeAt(y: number, box: DOMRect): number {
    const inside = Math.min(box.height - 1, Math.max(0, y - box.top));
    return Math.floor((this.#position.top + inside) / ROW_HEIGHT);
  }
}
