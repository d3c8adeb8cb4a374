import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { createKeep } from '../src/storage/keep.js';
import { arabic } from './states/arabic.js';
import { emojiOnly, limited } from './states/composing.js';
import { conversation } from './states/conversation.js';
import { rateLimited } from './states/delivery.js';
import { openEmoji, write } from './support/compose.js';
import { found, mobile, story } from './support/panel-story.js';
import { renderState } from './support/render-state.js';
import type { Toolbar } from './support/render-state.js';

const meta: Meta = { title: 'Composer' };
export default meta;

const ENGRAVING = 'For Ana, who makes the best coffee of the whole street';

export const EmojiPicker = story(conversation, {}, openEmoji());
export const EmojiSearch = story(conversation, {}, openEmoji('heart'));
export const EmojiNotFound = story(conversation, {}, openEmoji('qwertz'));
export const EmojiPickerDark = story(conversation, { scheme: 'dark' }, openEmoji());
export const EmojiPickerRightToLeft = story(arabic, { dir: 'rtl', locale: 'ar-EG', brand: 'جونيبر' }, openEmoji());
export const EmojiOnly = story(emojiOnly);
export const NearTheLimit = story(limited(60), {}, write(ENGRAVING));
export const OverTheLimit = story(limited(50), {}, write(ENGRAVING));
export const RateLimitKeepsDraft = story(rateLimited, {}, write('And one more thing'));
/** Above the keys of a phone, which take the lower half of its window. */
export const TwoLinesMobile = mobile(
  story(conversation, {}, write('Yes please, it can hold my pencils and brushes'), async (panel) => (await found(panel, 'textarea')).focus()),
);
export const SixLines = story(conversation, {}, write('One\nTwo\nThree\nFour\nFive\nSix\nSeven'));

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
