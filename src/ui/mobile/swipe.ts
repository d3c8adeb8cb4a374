/** Far enough to close, in CSS pixels; or fast enough, in pixels per millisecond. */
const FAR_PX = 120;
const FAST = 0.5;
/** A finger that rests before it lifts has no speed. */
const RECENT_MS = 100;
/** Less is a tap. */
const STILL_PX = 10;

type Moment = { y: number; at: number };

/** Pulling the header down closes the dialog; let go early, it springs back. The answer ends that. */
export function swipeToClose(dialog: HTMLElement, close: () => void): () => void {
  const control = new AbortController();
  const { signal } = control;
  let start: (Moment & { id: number }) | undefined;
  let trail: Moment[] = [];

  const pull = (y: number): void => dialog.style.setProperty('--_pulled', `${Math.max(0, y)}px`);
  const end = (): void => {
    start = undefined;
    dialog.classList.remove('pulled');
    pull(0);
  };

  const handleDown = (event: PointerEvent): void => {
    const target = event.target as Element;
    if (start) return end(); // a second finger
    if (event.pointerType === 'mouse' || !target.closest('.header, .hero .top') || target.closest('button, .menu, .agent-card')) return;
    dialog.classList.remove('flung');
    start = { id: event.pointerId, y: event.clientY, at: event.timeStamp };
    trail = [start];
  };

  const handleMove = ({ pointerId, clientY: y, timeStamp: at }: PointerEvent): void => {
    if (pointerId !== start?.id) return;
    trail = [...trail.filter((moment) => at - moment.at < RECENT_MS), { y, at }];
    dialog.classList.add('pulled');
    pull(y - start.y);
  };

  const handleUp = ({ pointerId, clientY: y, timeStamp: at }: PointerEvent): void => {
    if (pointerId !== start?.id) return;
    const way = y - start.y;
    const from = trail.find((moment) => at - moment.at < RECENT_MS) ?? { y, at };
    const speed = (y - from.y) / Math.max(1, at - from.at);
    const isFlung = way > FAR_PX || (way > STILL_PX && speed > FAST);
    dialog.classList.toggle('flung', isFlung);
    if (isFlung) close();
    end(); // a page may have kept it open
  };

  dialog.addEventListener('pointerdown', handleDown, { signal });
  // The finger may leave the header; where it lifts does not matter.
  addEventListener('pointermove', handleMove, { signal });
  addEventListener('pointerup', handleUp, { signal });
  addEventListener('pointercancel', end, { signal });
  return () => {
    control.abort();
    end();
  };
}
