import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { Options } from '../src/attributes.js';
import type { ChatWidget } from '../src/chat-widget.js';
import type { TeaserOptions } from '../src/page/teaser.js';
import { argTypes, defaultArgs } from './support/option-controls.js';
import type { Toolbar } from './support/render-state.js';
import { maya } from './support/people.js';
import { createWidget, renderPage, until } from './support/render-widget.js';
import type { WidgetWishes } from './support/render-widget.js';

const meta: Meta<Options> = {
  title: 'Teaser',
  args: { ...defaultArgs, transport: 'mock', brand: 'Juniper & Co.' },
  argTypes,
};
export default meta;

type Story = StoryObj<Options>;

const MAYA: TeaserOptions = {
  text: 'Picking a set? I can tell you which glazes match and what fits a small dishwasher.',
  sender: 'Maya',
  replies: ['Help me choose', 'Just looking'],
};

const widgetIn = (canvas: HTMLElement): ChatWidget => canvas.querySelector('chat-widget')!;
const find = (canvas: HTMLElement, selector: string): HTMLElement | null => widgetIn(canvas).shadowRoot!.querySelector(selector);

/** Of a site of its own, as often as it is looked at. */
const story = (teaser: TeaserOptions, args: Partial<Options> = {}, wishes?: WidgetWishes): Story => ({
  args: { site: 'teaser', ...args },
  render: (options, { globals }) => renderPage(globals as Toolbar, createWidget(options, wishes)),
  async play({ canvasElement }) {
    if (wishes?.script) {
      await widgetIn(canvasElement).connect();
      await until(() => find(canvasElement, '[part=badge]')?.textContent, 'the badge');
    }
    await widgetIn(canvasElement).showTeaser({ ...teaser, id: crypto.randomUUID(), again: true });
    await until(() => find(canvasElement, '[part~=teaser]'), 'the teaser');
  },
});

export const WithReplies = story(MAYA);

export const WithAPicture = story({ ...MAYA, avatarUrl: maya.avatarUrl! });

/** Something has not been read, besides. */
export const BesideABadge = story({ ...MAYA, avatarUrl: maya.avatarUrl! }, { site: 'teaser-badge' }, { script: { history: [{ from: 'agent', text: 'Your bowl is out of the kiln.' }] } });

export const Plain = story({ text: 'Can we help?' });

export const LongWords = story({
  text: `${'Not sure which glaze goes with which? '.repeat(6)}https://juniper.example/${'a-very-long-address/'.repeat(8)}`,
  sender: 'Maximiliane Donaudampfschifffahrtsgesellschaft',
  replies: ['Help me choose', 'Show me all glazes that fit a small dishwasher and a small kitchen', 'Just looking'],
});

export const AtTheStart = story(MAYA, { position: 'start' });

export const RightToLeft = story(
  { text: 'هل تبحث عن طقم؟ أخبرك أيّ الألوان تتناسق.', sender: 'نور', replies: ['ساعديني في الاختيار', 'أتصفّح فقط'] },
  { locale: 'ar-EG', brand: 'جونيبر' },
);

export const AwkwardAccent = story(MAYA, { accent: '#ffe600' });
