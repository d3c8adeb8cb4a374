import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { ChatAction } from '../src/core/actions.js';
import { createKeep } from '../src/storage/keep.js';
import { arabic } from './states/arabic.js';
import { emojiOnly, limited } from './states/composing.js';
import { conversation } from './states/conversation.js';
import { rateLimited } from './states/delivery.js';
import { openEmoji, write } from './support/compose.js';
import { renderState } from './support/render-state.js';
import type { Toolbar } from './support/render-state.js';
import type { StageOptions } from './support/stage.js';

const meta: Meta = { title: 'Composer' };
export default meta;

const story = (
  actions: readonly ChatAction[],
  act?: (canvas: HTMLElement) => Promise<void>,
  options?: StageOptions,
): StoryObj => ({
  render: (_, { globals }) => renderState(actions, globals as Toolbar, options),
  ...(act && { play: ({ canvasElement }) => act(canvasElement) }),
});

const ENGRAVING = 'For Ana, who makes the best coffee of the whole street';

export const EmojiPicker = story(conversation, openEmoji);
export const EmojiSearch = story(conversation, (canvas) => openEmoji(canvas, 'heart'));
export const EmojiNotFound = story(conversation, (canvas) => openEmoji(canvas, 'qwertz'));
export const EmojiPickerDark = story(conversation, openEmoji, { scheme: 'dark' });
export const EmojiPickerRightToLeft = story(arabic, openEmoji, { dir: 'rtl', locale: 'ar-EG', brand: 'جونيبر' });
export const EmojiOnly = story(emojiOnly);
export const NearTheLimit = story(limited(60), (canvas) => write(canvas, ENGRAVING));
export const OverTheLimit = story(limited(50), (canvas) => write(canvas, ENGRAVING));
export const RateLimitKeepsDraft = story(rateLimited, (canvas) => write(canvas, 'And one more thing'));
/** Above the keys of a phone, which take the lower half of its window. */
export const TwoLinesMobile: StoryObj = {
  ...story(conversation, async (canvas) => {
    await write(canvas, 'Yes please, it can hold my pencils and brushes');
    canvas.querySelector('.stage')!.shadowRoot!.querySelector('textarea')!.focus();
  }),
  globals: { viewport: { value: 'mobile1' } },
};
export const SixLines = story(conversation, (canvas) => write(canvas, 'One\nTwo\nThree\nFour\nFive\nSix\nSeven'));

/** What was written before the page was loaded again. */
export const DraftRestored: StoryObj = {
  render(_, { globals }) {
    const page = renderState(conversation, globals as Toolbar, { known: { storage: 'none' } });
    const host = page.querySelector('.stage')!;
    // A chat of its own, so that no other story finds it.
    Object.assign(host, { site: 'draft' });
    createKeep(host).set('draft', 'Yes please, it can hold my pencils and brushes');
    return page;
  },
};
