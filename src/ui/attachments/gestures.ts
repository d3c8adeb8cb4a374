import type { Point } from './zoom.js';

/** How far a finger must go for a swipe, in CSS pixels. */
const SWIPE = 80;
/** Less is a click. */
const STILL = 5;

export type Gestures = {
  isZoomed(): boolean;
  pan(dx: number, dy: number): void;
  /** `factor` since the last call; `at` in client coordinates. */
  pinch(factor: number, at: Point): void;
  swipe(direction: 'left' | 'right' | 'down'): void;
  /** `target` is what was under the pointer when it went down. */
  click(target: EventTarget | null): void;
};

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y) || 1;
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** Fingers and mouse on the stage, as what they mean. One for each stage: it remembers what is down. */
export class GestureReader {
  #to: Gestures;
  #down = new Map<number, Point>();
  #start: Point = { x: 0, y: 0 };
  #target: EventTarget | null = null;
  /** More than one finger, or a picture that was moved: no swipe and no click comes of it. */
  #isSpent = false;

  constructor(to: Gestures) {
    this.#to = to;
  }

  handleDown = (event: PointerEvent): void => {
    if (event.button) return;
    const point = { x: event.clientX, y: event.clientY };
    if (!this.#down.size) {
      this.#start = point;
      this.#target = event.target;
      this.#isSpent = false;
    } else this.#isSpent = true;
    this.#down.set(event.pointerId, point);
    try {
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
    } catch {
      // The pointer has gone already.
    }
  };

  handleMove = (event: PointerEvent): void => {
    const before = this.#down.get(event.pointerId);
    if (!before) return;
    const point = { x: event.clientX, y: event.clientY };
    const other = [...this.#down].find(([id]) => id !== event.pointerId)?.[1];
    this.#down.set(event.pointerId, point);
    if (other) {
      this.#to.pinch(distance(point, other) / distance(before, other), middle(point, other));
    } else if (!this.#to.isZoomed()) return;
    if (distance(point, this.#start) > STILL) this.#isSpent = true;
    const share = other ? 2 : 1; // the middle of two fingers moves half as far as one of them
    this.#to.pan((point.x - before.x) / share, (point.y - before.y) / share);
  };

  handleUp = (event: PointerEvent): void => {
    if (!this.#down.delete(event.pointerId) || this.#isSpent || event.type === 'pointercancel') return;
    const dx = event.clientX - this.#start.x;
    const dy = event.clientY - this.#start.y;
    if (Math.hypot(dx, dy) <= STILL) return this.#to.click(this.#target);
    if (event.pointerType !== 'touch') return;
    if (dy > SWIPE && dy > Math.abs(dx)) this.#to.swipe('down');
    else if (Math.abs(dx) > SWIPE) this.#to.swipe(dx < 0 ? 'left' : 'right');
  };
}
