import { html } from 'lit';
import { isEmojiOnly } from './emoji-only.js';

/** A message that is nothing but one to three emoji is drawn large; nothing for any other. */
export const bigEmoji = (text: string): unknown =>
  isEmojiOnly(text) ? html`<span class="emoji-only" part="emoji-only">${text.trim()}</span>` : undefined;
