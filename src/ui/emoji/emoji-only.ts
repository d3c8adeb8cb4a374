import { html } from 'lit';

/** As Unicode puts them together: a flag, a keycap, or a picture with its tone and what is joined to it. */
const PICTURE = '(?:\\p{Emoji_Presentation}|\\p{ExtPict}\\uFE0F|\\p{EBase}(?=\\p{EMod}))(?:\\uFE0F|\\p{EMod})?';
const TAGS = '(?:[\\u{E0020}-\\u{E007E}]+\\u{E007F})?';
const JOINED = `(?:\\u200D(?:\\p{ExtPict}|\\p{Emoji_Presentation})(?:\\uFE0F|\\p{EMod})?)*`;
const ONE = `(?:\\p{RI}{2}|[0-9#*]\\uFE0F\\u20E3|${PICTURE}${TAGS}${JOINED})`;
const FEW = new RegExp(`^\\s*(?:${ONE}\\s*){1,3}$`, 'u');
/** A family of four with tones is 20 units; longer texts are no three emoji. */
const LONGEST = 80;

/** One to three emoji and nothing else. */
export const isEmojiOnly = (text: string): boolean => text.length <= LONGEST && FEW.test(text);

/** Such a message is drawn large; nothing for any other. */
export const bigEmoji = (text: string): unknown =>
  isEmojiOnly(text) ? html`<span class="emoji-only" part="emoji-only">${text.trim()}</span>` : undefined;
