import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { Options } from '../src/attributes.js';
import type { ChatWidget } from '../src/chat-widget.js';
import { argTypes, defaultArgs } from './support/option-controls.js';
import type { Toolbar } from './support/render-state.js';
import { createWidget, renderPage, until } from './support/render-widget.js';

const meta: Meta<Options> = {
  title: 'Launcher/Shapes',
  args: { ...defaultArgs, transport: 'mock', brand: 'Juniper & Co.' },
  argTypes,
};
export default meta;

type Story = StoryObj<Options>;
type Wishes = { attributes: Record<string, string>; tokens?: Record<string, string>; children?: () => HTMLElement[]; beside?: () => HTMLElement[] };

const widgetIn = (canvas: HTMLElement): ChatWidget => canvas.querySelector('chat-widget')!;
const launcherIn = (canvas: HTMLElement): HTMLElement => widgetIn(canvas).shadowRoot!.querySelector<HTMLElement>('.launcher')!;

const story = (site: string, { attributes, tokens = {}, children, beside }: Wishes, args: Partial<Options> = {}): Story => ({
  args: { site, ...args },
  render(options, { globals }) {
    const widget = createWidget(options, { tokens });
    for (const [name, value] of Object.entries(attributes)) widget.setAttribute(name, value);
    widget.append(...(children?.() ?? []));
    return renderPage(globals as Toolbar, ...(beside?.() ?? []), widget);
  },
  async play({ canvasElement }) {
    await until(() => launcherIn(canvasElement).dataset['shape'] === attributes['launcher'], 'the shape');
  },
});

/** As the shop's own style sheet would dress it. */
const shopButton = (words: string, attributes: Record<string, string>): HTMLElement => {
  const element = document.createElement('button');
  element.textContent = words;
  Object.assign(element.style, {
    margin: '8px', padding: '13px 26px', border: '0', borderRadius: '99px', background: '#201d19', color: '#faf8f4', font: '600 15px system-ui',
  });
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

/** The page's own icon: two overlapping rings, in the colour of our text. */
function ownIcon(): HTMLElement {
  const icon = document.createElement('span');
  icon.slot = 'launcher-icon';
  for (const x of ['0', '8px']) {
    const ring = document.createElement('span');
    Object.assign(ring.style, { display: 'inline-block', inlineSize: '16px', blockSize: '16px', marginInlineStart: x === '0' ? x : '-8px', border: '3px solid', borderRadius: '50%' });
    icon.append(ring);
  }
  return icon;
}

export const Rounded = story('rounded', { attributes: { launcher: 'rounded' } });

export const Pill = story('pill', { attributes: { launcher: 'pill', 'launcher-label': 'Questions? Ask us' } });

export const PillInItsOwnWords = story('pill-words', { attributes: { launcher: 'pill' } });

export const PillRightToLeft = story(
  'pill-rtl',
  { attributes: { launcher: 'pill', 'launcher-label': 'تحدّث معنا' } },
  { locale: 'ar-EG', brand: 'جونيبر' },
);

export const PillAtTheStart = story('pill-start', { attributes: { launcher: 'pill', 'launcher-label': 'Chat' } }, { position: 'start' });

export const LargeAndSquare = story('square', {
  attributes: { launcher: 'rounded' },
  tokens: { '--chat-launcher-size': '72px', '--chat-launcher-radius': '8px', '--chat-offset': '40px' },
});

export const OwnIcon = story('icon', { attributes: { launcher: 'round' }, children: () => [ownIcon()] });

export const OwnLauncher = story('own', {
  attributes: { launcher: 'own' },
  children: () => [shopButton('Talk to us', { slot: 'launcher' })],
});

export const ElementsOfThePage: Story = {
  ...story('none', {
    attributes: { launcher: 'none' },
    beside: () => [shopButton('Chat with us', { 'data-chat-open': '' }), shopButton('Open or close', { 'data-chat-toggle': '' })],
  }),
  async play({ canvasElement }) {
    await until(() => canvasElement.querySelector('[data-chat-open]')?.ariaExpanded, 'its state');
  },
};

export const PillOpen: Story = {
  ...story('pill-open', { attributes: { launcher: 'pill', 'launcher-label': 'Questions? Ask us' } }),
  async play({ canvasElement }) {
    await widgetIn(canvasElement).open();
    await until(() => launcherIn(canvasElement).dataset['shape'] === 'pill', 'the shape');
  },
};

export const Fixed: Story = {
  ...story('fixed', { attributes: { launcher: 'round' } }, { placement: 'fixed' }),
  async play({ canvasElement }) {
    await widgetIn(canvasElement).open();
    await until(() => widgetIn(canvasElement).shadowRoot!.querySelector('dialog[open]'), 'the panel');
  },
};
