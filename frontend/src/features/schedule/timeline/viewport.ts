/**
 * Which part of the canvas is in view. Scrolling is the browser's own; this listens, and tells React only when
 * other bars have to be drawn, which is every half a screen.
 */

import { toInstant, toX, type Scale } from './scale';

/** Width of the column of names and height of the header, in CSS pixels; Timeline.module.css has the same. */
export const NAMES = 208;
export const HEADER = 48;

/** What to draw: the size of the view of the grid, and the stretch of time around it. */
export interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly from: number;
  readonly to: number;
}

/** An instant and its wanted distance from the left edge of the grid's view, in pixels. */
interface Aim {
  readonly at: number;
  readonly x: number;
}

/** Where a page without a layout (a test) is taken to be. */
const FALLBACK = { width: 960, height: 600 };

export class Viewport {
  #element: HTMLElement | null = null;
  #scale: Scale | null = null;
  #aim: Aim;
  /** Where the last own scroll went: any other position comes from the person scrolling. */
  #expected = -1;
  #drawn: Drawn = { width: 0, height: 0, from: 0, to: 0 };
  readonly #listeners = new Set<() => void>();
  readonly #followers = new Set<() => void>();

  constructor(at: number, x = 0) {
    this.#aim = { at, x };
  }

  /** For `useSyncExternalStore`: changes when something else has to be drawn. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly drawn = (): Drawn => this.#drawn;

  /** Calls back on every scroll, for what follows it closely and cheaply. */
  readonly follow = (follower: () => void): (() => void) => {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  };

  get element(): HTMLElement | null {
    return this.#element;
  }

  /** The period in view; while a table stands in for the grid, what the grid would show. */
  visible(): { start: number; end: number } {
    if (!this.#scale) return { start: this.#aim.at, end: this.#aim.at };
    const start = this.#element
      ? toInstant(this.#scale, this.#element.scrollLeft)
      : this.#aim.at - this.#aim.x / this.#scale.pxPerMs;
    return { start, end: start + this.#drawn.width / this.#scale.pxPerMs };
  }

  get scrollTop(): number {
    return this.#element?.scrollTop ?? 0;
  }

  get scrollLeft(): number {
    return this.#element?.scrollLeft ?? 0;
  }

  /** The scroll container has come; returns its farewell. */
  readonly connect = (element: HTMLElement): (() => void) => {
    this.#element = element;
    const observer = new ResizeObserver(() => this.#measure());
    const scrolled = () => this.#scrolled();
    observer.observe(element);
    element.addEventListener('scroll', scrolled, { passive: true });
    this.#measure();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', scrolled);
      this.#element = null;
    };
  };

  /** A new scale is on screen (in the DOM, not yet painted): keep what was in view where it was. */
  rescale(scale: Scale): void {
    this.#scale = scale;
    this.#pursue();
  }

  /** Bring an instant to a distance from the left edge, as soon as there is a window that has it. */
  aim(at: number, x = 0): void {
    this.#aim = { at, x };
    this.#pursue();
  }

  /** The same, but only when the next scale comes. */
  aimNext(at: number, x: number): void {
    this.#aim = { at, x };
    this.#expected = this.#element?.scrollLeft ?? -1;
  }

  scrollBy(dx: number, dy: number): void {
    if (!this.#element) return;
    this.#element.scrollLeft += dx;
    this.#element.scrollTop += dy;
  }

  /** Scrolls as little as it takes to have a box of the grid in view. */
  reveal(start: number, end: number, top: number, height: number): void {
    const element = this.#element;
    if (!element || !this.#scale) return;
    const room = 24;
    const { width, height: tall } = this.#drawn;
    const from = toX(this.#scale, start);
    const to = Math.min(toX(this.#scale, end), from + width - 2 * room);
    if (from < element.scrollLeft + room) element.scrollLeft = from - room;
    else if (to > element.scrollLeft + width - room) element.scrollLeft = to - width + room;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + height > element.scrollTop + tall) element.scrollTop = top + height - tall;
    this.#scrolled();
  }

  #pursue(): void {
    const element = this.#element;
    if (element && this.#scale) {
      element.scrollLeft = Math.round(toX(this.#scale, this.#aim.at) - this.#aim.x);
      this.#expected = element.scrollLeft;
      this.#redraw();
    }
    for (const follower of this.#followers) follower();
  }

  #scrolled(): void {
    const element = this.#element;
    if (!element || !this.#scale) return;
    if (Math.abs(element.scrollLeft - this.#expected) > 1) {
      this.#aim = { at: toInstant(this.#scale, element.scrollLeft), x: 0 };
      this.#expected = -1;
    }
    this.#redraw();
    for (const follower of this.#followers) follower();
  }

  #measure(): void {
    const element = this.#element;
    if (!element) return;
    const width = element.clientWidth - NAMES;
    const height = element.clientHeight - HEADER;
    this.#redraw(width > 0 ? { width, height: Math.max(height, 0) } : FALLBACK);
  }

  /** Draws half a view more on each side, and draws anew when less than a quarter is left of it. */
  #redraw(size: { width: number; height: number } = this.#drawn): void {
    const before = this.#drawn;
    let { from, to } = before;
    if (this.#scale && this.#element) {
      const span = size.width / this.#scale.pxPerMs;
      const start = toInstant(this.#scale, this.#element.scrollLeft);
      const spare = Math.min(start - from, to - start - span);
      const least = span / 8;
      const atEdge =
        from <= this.#scale.start && start - from < least && to >= start + span + least;
      if ((spare < least && !atEdge) || to - from > 2.5 * span) {
        from = Math.max(this.#scale.start, start - span / 2);
        to = start + 1.5 * span;
      }
    }
    if (
      from === before.from &&
      to === before.to &&
      size.width === before.width &&
      size.height === before.height
    ) {
      return;
    }
    this.#drawn = { width: size.width, height: size.height, from, to };
    for (const listener of this.#listeners) listener();
  }
}
