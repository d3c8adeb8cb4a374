import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { ChatAction } from '../src/core/actions.js';
import * as list from './states/list.js';
import { focusMessage, openMenuItem, typeSearch } from './support/in-the-list.js';
import { renderState } from './support/render-state.js';
import type { Toolbar } from './support/render-state.js';
import type { StageOptions } from './support/stage.js';

const meta: Meta = { title: 'List' };
export default meta;

const story = (
  actions: readonly ChatAction[],
  act?: (canvas: HTMLElement) => Promise<void>,
  options?: StageOptions,
): StoryObj => ({
  render: (_, { globals }) => renderState(actions, globals as Toolbar, options),
  ...(act && { play: ({ canvasElement }) => act(canvasElement) }),
});

const search = async (canvas: HTMLElement): Promise<void> => {
  await openMenuItem(canvas, 'search');
  await typeSearch(canvas, 'cafe');
};

export const Search = story(list.search, search);
export const SearchDark = story(list.search, search, { scheme: 'dark' });
export const SearchRightToLeft = story(list.search, search, { dir: 'rtl', locale: 'ar-EG' });
export const SearchInVain = story(list.search, async (canvas) => {
  await openMenuItem(canvas, 'search');
  await typeSearch(canvas, 'porcelain');
});
export const ForeignPictures = story(list.foreign);
export const ForeignPicturesDark = story(list.foreign, undefined, { scheme: 'dark' });
export const MessageInFocus = story(list.search, focusMessage);
export const Streaming = story(list.streaming);
export const Links = story(list.links);
