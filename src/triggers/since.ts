import type { TriggerClock } from './page-clock.js';
import { Stopwatch } from './stopwatch.js';

/** What has happened since the visitor came to this page; other rules change nothing of it. */
export class Since {
  readonly page: Stopwatch;
  readonly visible: Stopwatch;
  readonly idle: Stopwatch;
  /** Wall clock. */
  readonly began: number;
  readonly events = new Set<string>();
  readonly happened = { exit: false, sent: false, opened: false };
  scrolled = 0;

  constructor(clock: TriggerClock) {
    this.page = new Stopwatch(clock);
    this.visible = new Stopwatch(clock);
    this.idle = new Stopwatch(clock);
    this.began = clock.now();
    this.page.set(true);
  }

  /** Another page; how long the site was looked at goes on. */
  restart(): void {
    this.page.reset();
    this.visible.reset();
    this.events.clear();
    Object.assign(this.happened, { exit: false, sent: false, opened: false });
    this.scrolled = 0;
  }
}
