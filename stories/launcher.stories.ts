import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { Options } from '../src/attributes.js';
import type { ChatWidget } from '../src/chat-widget.js';
import type { MockScript } from '../src/transports/mock/mock-script.js';
import { accentBoard } from './support/accents.js';
import { argTypes, defaultArgs } from './support/option-controls.js';
import type { Toolbar } from './support/render-state.js';
import { createWidget, renderPage, until } from './support/render-widget.js';
import type { WidgetWishes } from './support/render-widget.js';

const meta: Meta<Options> = {
  title: 'Launcher',
  args: { ...defaultArgs, transport: 'mock', brand: 'Juniper & Co.' },
  argTypes,
};
export default meta;

type Story = StoryObj<Options>;

const MAYA = { role: 'agent', id: 'maya', name: 'Maya Okafor' } as const;
const TALK: MockScript = {
  agent: MAYA,
  config: { title: 'Juniper & Co.' },
  history: [
    { from: 'visitor', text: 'Is the Ember mug dishwasher safe?' },
    { from: 'agent', text: 'It is. We fire everything twice.' },
    { from: 'agent', text: 'Shall I put one aside for you?' },
  ],
};

const widgetIn = (canvas: HTMLElement): ChatWidget => canvas.querySelector('chat-widget')!;
const find = (canvas: HTMLElement, selector: string): HTMLElement | null =>
  widgetIn(canvas).shadowRoot!.querySelector(selector);

/** A site of its own for each story: what one keeps on the device is nothing to the next. */
const story = (site: string, args: Partial<Options> = {}, wishes: WidgetWishes = {}): Story => ({
  args: { site, ...args },
  render: (options, { globals }) => renderPage(globals as Toolbar, createWidget(options, wishes)),
});

const isTalking = (canvas: HTMLElement): unknown => find(canvas, 'dialog[open] [part~=bubble]');
const opened = (base: Story): Story => ({
  ...base,
  async play({ canvasElement }) {
    const widget = widgetIn(canvasElement);
    await widget.open();
    await widget.connect();
    await until(() => isTalking(canvasElement), 'the conversation');
  },
});

export const Closed = story('closed');

export const Badge: Story = {
  ...story('badge', {}, { script: TALK }),
  async play({ canvasElement }) {
    await widgetIn(canvasElement).connect();
    await until(() => find(canvasElement, '[part=badge]')?.textContent, 'the badge');
  },
};

export const Open = opened(story('open', {}, { script: TALK }));

export const AtTheStart = story('start', { position: 'start' });

export const OpenAtTheStart = opened(story('open-start', { position: 'start' }, { script: TALK }));

export const RightToLeft = opened(
  story('rtl', { locale: 'ar-EG', brand: 'جونيبر' }, {
    script: {
      agent: { role: 'agent', id: 'noor', name: 'نور الحسن' },
      history: [
        { from: 'visitor', text: 'هل الكوب آمن في غسالة الصحون؟' },
        { from: 'agent', text: 'نعم، نحرق كل قطعة مرتين.' },
      ],
    },
  }),
);

export const AwkwardAccents: Story = {
  args: { site: 'accents' },
  render(options, { globals }) {
    const page = renderPage(globals as Toolbar);
    page.querySelector('.shelf')!.replaceWith(accentBoard(options));
    return page;
  },
};

export const OwnTokens = opened(
  story('tokens', {}, {
    script: TALK,
    tokens: {
      '--chat-accent': '#0f5c4d',
      '--chat-font': 'Georgia, serif',
      '--chat-launcher-size': '72px',
      '--chat-launcher-radius': '20px',
      '--chat-offset': '32px',
      '--chat-radius': '6px',
      '--chat-radius-tail': '0px',
      '--chat-panel-width': '340px',
      '--chat-panel-height': '520px',
    },
  }),
);

/** The chat cannot start: once, reading the element's attributes fails. */
function breakOnce(widget: ChatWidget): void {
  Object.defineProperty(widget, 'attributes', {
    configurable: true,
    get() {
      delete (widget as { attributes?: unknown }).attributes;
      throw new Error('a failure on purpose');
    },
  });
}

export const Failure: Story = {
  ...story('failure', {}, { prepare: breakOnce }),
  async play({ canvasElement }) {
    find(canvasElement, '[part=launcher]')!.click();
    await until(() => find(canvasElement, '[role=alert]')?.textContent, 'the sentence');
  },
};

export const Inline: Story = {
  args: { site: 'inline', placement: 'inline' },
  render(options, { globals }) {
    const box = document.createElement('div');
    box.className = 'inline';
    box.append(createWidget(options, { script: TALK }));
    return renderPage(globals as Toolbar, box);
  },
  async play({ canvasElement }) {
    await widgetIn(canvasElement).connect();
    await until(() => isTalking(canvasElement), 'the conversation');
  },
};
