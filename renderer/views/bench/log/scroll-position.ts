import { flushSync } from 'react-dom';
import { barAt, isAtEnd, ROW_HEIGHT, topAt, type Track, trackOf, within } from './scroll-track.ts';

/** Where a list stands while it does not follow its end, and how much of it is in sight; CSS pixels. */
export interface Stand {
  readonly place: number;
  readonly sight: number;
}

/** What a list of rows knows of them. */
export interface ScrollOwner {
  /** Somebody comes to the end, or leaves it. */
  onFollow(follow: boolean): void;
  /** Whether all rows are there that are in sight where the list stands at `top`. */
  isThere(top: number, sight: number): boolean;
  /** They will be wanted. */
  want(top: number, sight: number): void;
}

/** So long what is in sight waits for what somebody scrolls to, rather than a blank; milliseconds. */
const HELD_MS = 120;

/**
 * Where a list of any length stands. What is drawn goes by what is known here, and the bar of the browser comes after it;
 * only where somebody moves the bar does the list go after that.
 */
export class ScrollPosition {
  readonly #owner: ScrollOwner;
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

  /** Where somebody has scrolled to whose rows are still on their way; until then the ones before stay. */
  #awaited: { readonly top: number; readonly sinceMs: number } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(owner: ScrollOwner) {
    this.#owner = owner;
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
      clearTimeout(this.#timer);
      this.#awaited = null;
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
    if (element !== null && this.#awaited === null && Math.abs(bar - this.#bar) >= 0.5) {
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
    if (this.#drawn.follow) this.#owner.onFollow(false);
  }

  /** Rows have come: those that somebody scrolled to may be among them. */
  readonly rowsCame = (): void => {
    const awaited = this.#awaited;
    if (awaited !== null && this.#owner.isThere(awaited.top, this.#stand.sight)) this.#goThere(awaited.top);
  };

  /** Somebody scrolled there. */
  #scrollTo(to: number): void {
    const top = within(this.#drawn.track, to);
    const { sight } = this.#stand;
    const nowMs = performance.now();
    const sinceMs = this.#awaited?.sinceMs ?? nowMs;
    clearTimeout(this.#timer);
    if (this.#owner.isThere(top, sight) || nowMs - sinceMs > HELD_MS) {
      this.#goThere(top);
      return;
    }
    this.#awaited = { top, sinceMs };
    this.#timer = setTimeout(() => this.#goThere(top), HELD_MS);
    this.#owner.want(top, sight);
  }

  /** At the end it is followed from then on. */
  #goThere(top: number): void {
    this.#move(top);
    const { track, follow } = this.#drawn;
    const follows = isAtEnd(track, this.#stand.place);
    if (follows !== follow) this.#owner.onFollow(follows);
  }

  #move(top: number): void {
    clearTimeout(this.#timer);
    this.#awaited = null;
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
    const from = this.#awaited?.top ?? top;
    flushSync(() => this.#scrollTo(from + event.deltaY * unit));
  }
}
