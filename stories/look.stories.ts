import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { loading } from './states/beginnings.js';
import * as forms from './states/forms.js';
import { lost, older, saving, themed } from './states/look.js';
import { brandBoard } from './support/brands.js';
import { createFakeChat } from './support/fake-chat.js';
import type { FakeChat } from './support/fake-chat.js';
import { renderState } from './support/render-state.js';
import type { Toolbar } from './support/render-state.js';
import { until } from './support/render-widget.js';
import { themeBoard, themeOf, THEMES } from './support/themes.js';
import { tokenBoard } from './support/token-board.js';

const meta: Meta = { title: 'Look' };
export default meta;

/** All that a page may set. */
export const Tokens: StoryObj = {
  render: (_, { globals }) => tokenBoard((globals as Toolbar).scheme),
  play: ({ canvasElement }) => until(() => canvasElement.querySelector('main')!.shadowRoot!.querySelector('td'), 'the table'),
};

/** All six beside each other. */
export const SixThemes: StoryObj = { render: (_, { globals }) => themeBoard({ scheme: (globals as Toolbar).scheme }) };

/** One of them on a page. */
export const OneTheme: StoryObj<{ theme: string }> = {
  args: { theme: 'paper' },
  argTypes: { theme: { control: 'select', options: Object.keys(THEMES) } },
  render({ theme }, { globals }) {
    const page = renderState(themed, globals as Toolbar);
    const { style } = page.querySelector<HTMLElement>('.stage')!;
    themeOf(theme).then((all) => all.forEach(([property, value]) => style.setProperty(property, value)), () => {});
    return page;
  },
};

export const TwelveBrands: StoryObj = { render: () => brandBoard() };

export const Saving: StoryObj = { render: (_, { globals }) => renderState(saving, globals as Toolbar) };

export const LoadingOlder: StoryObj = { render: (_, { globals }) => renderState(older, globals as Toolbar) };

let chat: FakeChat;
const shown = (canvas: HTMLElement): string =>
  canvas.querySelector('.stage')!.shadowRoot!.querySelector('[part=banner]')?.className ?? '';

/** The connection was gone and has come again. */
export const BackOnline: StoryObj = {
  render(_, { globals }) {
    chat = createFakeChat(lost);
    return renderState([], globals as Toolbar, { chat });
  },
  async play({ canvasElement }) {
    await until(() => shown(canvasElement).includes('lost'), 'the loss');
    chat.dispatch({ type: 'connection/changed', connection: { status: 'online' } });
    await until(() => shown(canvasElement).includes('back'), 'the return');
  },
};

/** Sent before it was complete. */
export const RegistrationErrors: StoryObj = {
  render: (_, { globals }) => renderState(forms.everyField, globals as Toolbar),
  async play({ canvasElement }) {
    const { shadowRoot } = canvasElement.querySelector('.stage')!;
    await until(() => shadowRoot!.querySelector('.form [part~=submit]'), 'the form');
    shadowRoot!.querySelector<HTMLElement>('.form [part~=submit]')!.click();
    await until(() => shadowRoot!.querySelector('[part~=error-summary]'), 'what is wrong');
  },
};

/** A history that takes its time. */
export const LoadingShapes: StoryObj = {
  render: (_, { globals }) => renderState(loading, globals as Toolbar),
  play: ({ canvasElement }) => until(() => canvasElement.querySelector('.stage')!.shadowRoot!.querySelector('[part~=skeleton]'), 'the shapes'),
};
