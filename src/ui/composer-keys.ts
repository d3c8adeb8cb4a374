/** Safari ends a composition just before the keydown that ended it. */
const AFTER_COMPOSITION_MS = 50;

/**
 * What Enter means in the composer. One per field, since it remembers the last composition:
 * the Enter that picks a word in an input method must never send.
 */
export class ComposerKeys {
  #composedAt = -Infinity;

  /** For `compositionend`. */
  composed(event: Event): void {
    this.#composedAt = event.timeStamp;
  }

  isComposing(event: KeyboardEvent): boolean {
    return (
      event.isComposing ||
      event.keyCode === 229 ||
      event.timeStamp - this.#composedAt < AFTER_COMPOSITION_MS
    );
  }

  /** `breaks`: Enter is a new line, as on every touch keyboard; with Ctrl or ⌘ it sends everywhere. */
  sends(event: KeyboardEvent, breaks: boolean): boolean {
    if (event.key !== 'Enter' || this.isComposing(event)) return false;
    return event.ctrlKey || event.metaKey || !(breaks || event.shiftKey || event.altKey);
  }
}
