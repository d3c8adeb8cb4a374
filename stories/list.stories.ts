import type { Meta } from '@storybook/web-components-vite';
import * as list from './states/list.js';
import { focusMessage, searchFor } from './support/in-the-list.js';
import { story } from './support/panel-story.js';

const meta: Meta = { title: 'List' };
export default meta;

export const Search = story(list.search, {}, searchFor('cafe'));
export const SearchDark = story(list.search, { scheme: 'dark' }, searchFor('cafe'));
export const SearchRightToLeft = story(list.search, { dir: 'rtl', locale: 'ar-EG' }, searchFor('cafe'));
export const SearchInVain = story(list.search, {}, searchFor('porcelain'));
export const ForeignPictures = story(list.foreign);
export const ForeignPicturesDark = story(list.foreign, { scheme: 'dark' });
export const MessageInFocus = story(list.search, {}, focusMessage);
export const Streaming = story(list.streaming);
export const Links = story(list.links);
