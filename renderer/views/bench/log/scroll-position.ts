import { flushSync } from 'react-dom';
import { barAt, isAtEnd, ROW_HEIGHT, topAt, type Track, trackOf, within } from './scroll-track.ts';

/** Where a list stands while it does not follow its end, and how much of it is in sight; CSS pixels. */
export interface Stand {
  readonly place: number;
  readonly sight: number;
}

/**
 * Where a list of any length stands. What is drawn goes by what is known here, and the bar of the browser comes after it;
 * only where somebody moves the bar does the list go after that.
 */
export class ScrollPosition {
  readonly #onFollow: (follow: boolean) => void;
  readonly #listeners = new Set<() => void>();
  #stand: Stand = { place: 0, sight: 0 };
  #element: HTMLElement | null = null;
  #drawn: { readonly track: Track; readonly top: number; readonly follow: boolean } = {
    track: trackOf(0, 0),
    top: 0,
    follow: true,
  };
  /** It was moved since it was drawn last. */
  #isMoved = false;
  /** Where the bar stands by our own doing. */
  #bar = 0;

  /** `onFollow` is told when somebody comes to the end, or leaves it. */
  constructor(onFollow: (follow: boolean) => void) {
    this.#onFollow = onFollow;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly stand = (): Stand => this.#stand;

  /** Takes the element that is scrolled. Returns the way to let go of it. */
  readonly attach = (element: HTMLElement | null): (() => void) | undefined => {
    if (element === null) return undefined;
    this.#element = element;
    const measure = () => this.#set({ sight: element.clientHeight });
    const scrolled = () => this.#scrolled();
    const wheeled = (event: WheelEvent) => this.#wheeled(event);
    measure();
    // A banner, or a window that is made smaller, takes from its height.
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', scrolled);
    element.addEventListener('wheel', wheeled, { passive: false });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', scrolled);
      element.removeEventListener('wheel', wheeled);
      this.#element = null;
      this.#bar = 0;
    };
  };

  /** What stands on the page now: the bar goes where it belongs. */
  draw(track: Track, top: number, follow: boolean): void {
    const before = this.#drawn;
    this.#drawn = { track, top, follow };
    const element = this.#element;
    const bar = barAt(track, top);
    if (element !== null && Math.abs(bar - this.#bar) >= 0.5) {
      element.scrollTop = bar;
      this.#bar = element.scrollTop;
    }
    // One that follows no more stays where it was.
    if (before.follow && !follow && !this.#isMoved) this.#set({ place: within(track, before.top) });
    this.#isMoved = false;
  }

  /** Brings the list there, where it stays. */
  moveTo(top: number): void {
    this.#move(top);
    if (this.#drawn.follow) this.#onFollow(false);
  }

  /** Somebody scrolled there: at the end it is followed. */
  #scrollTo(top: number): void {
    this.#move(top);
    const { track, follow } = this.#drawn;
    const follows = isAtEnd(track, this.#stand.place);
    if (follows !== follow) this.#onFollow(follows);
  }

  #move(top: number): void {
    this.#isMoved = true;
    this.#set({ place: within(this.#drawn.track, top) });
  }

  /** What stands at the upper edge, and how much is in sight. */
  get top(): number {
    return this.#drawn.top;
  }

  get sight(): number {
    return this.#stand.sight;
  }

  get track(): Track {
    return this.#drawn.track;
  }

  #set(change: Partial<Stand>): void {
    const next = { ...this.#stand, ...change };
    if (next.place === this.#stand.place && next.sight === this.#stand.sight) return;
    this.#stand = next;
    for (const listener of this.#listeners) listener();
  }

  #scrolled(): void {
    const { scrollTop } = this.#element ?? { scrollTop: this.#bar };
    if (Math.abs(scrollTop - this.#bar) < 1) return;
    this.#bar = scrollTop;
    // In the same frame as the bar.
    flushSync(() => this.#scrollTo(topAt(this.#drawn.track, scrollTop)));
  }

  /** Where the bar is too short to move by rows, the wheel does. */
  #wheeled(event: WheelEvent): void {
    const { track, top } = this.#drawn;
    if (!track.isScaled || event.ctrlKey) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : ROW_HEIGHT;
    flushSync(() => this.#scrollTo(top + event.deltaY * unit));
  }
}
