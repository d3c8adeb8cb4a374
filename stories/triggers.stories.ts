import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { explainTriggers } from '../demo/explain-triggers.js';
import type { Options } from '../src/attributes.js';
import type { ChatWidget } from '../src/chat-widget.js';
import { argTypes, defaultArgs } from './support/option-controls.js';
import type { Toolbar } from './support/render-state.js';
import { createWidget, renderPage, until } from './support/render-widget.js';
import type { WidgetWishes } from './support/render-widget.js';

const meta: Meta<Options> = {
  title: 'Triggers',
  args: { ...defaultArgs, transport: 'mock', brand: 'Juniper & Co.' },
  argTypes,
};
export default meta;

type Story = StoryObj<Options>;

const widgetIn = (canvas: HTMLElement): ChatWidget => canvas.querySelector('chat-widget')!;
const find = (canvas: HTMLElement, selector: string): HTMLElement | null => widgetIn(canvas).shadowRoot!.querySelector(selector);

/** A visitor who was never here: what another story or look has left is nothing to this one. */
const story = (name: string, triggers: unknown, wishes: WidgetWishes = {}): Story => ({
  args: { site: `triggers-${name}` },
  render: (options, { globals }) =>
    renderPage(
      globals as Toolbar,
      createWidget(options, {
        ...wishes,
        prepare(widget) {
          widget.setAttribute('storage', 'none');
          if (triggers) widget.triggers = triggers;
          void widget.ready;
          wishes.prepare?.(widget);
        },
      }),
    ),
});

/** A rule invites beside the launcher; the panel's code has not come. */
export const Prompt: Story = {
  ...story('prompt', [
    {
      id: 'choosing',
      when: { is: 'onPageFor', seconds: 0 },
      then: [{ do: 'prompt', sender: 'Maya Okafor', text: 'Not sure which mug keeps tea warm longest? I can help you choose.', replies: ['Yes, please', 'Just looking'] }],
    },
  ]),
  async play({ canvasElement }) {
    await until(() => find(canvasElement, '.teaser'), 'the teaser');
  },
};

/** A rule has hidden the widget: there is nothing but the page. */
export const Hidden: Story = {
  ...story('hidden', [{ id: 'away', when: { is: 'urlMatches', pattern: '*' }, then: [{ do: 'hide' }] }]),
  async play({ canvasElement }) {
    await until(() => find(canvasElement, '.root')?.checkVisibility() === false, 'nothing');
  },
};

/** A rule speaks in the open conversation; nobody else has seen it. */
export const Message: Story = {
  ...story('message', [{ id: 'hello', when: { is: 'chatOpened' }, then: [{ do: 'message', sender: 'Maya Okafor', text: 'Welcome! What brings you here today?' }] }], { script: { steps: [] } }),
  async play({ canvasElement }) {
    await widgetIn(canvasElement).open();
    await until(() => find(canvasElement, '[part~=bubble]'), 'the bubble');
  },
};

/** A rule offers the form for later before anybody waits. */
export const Form: Story = {
  ...story('form', [{ id: 'later', when: { is: 'chatOpened' }, then: [{ do: 'form', name: 'offline' }] }], {
    script: { steps: [], config: { forms: { offline: [{ name: 'email', type: 'email', required: true }, { name: 'message', type: 'textarea', required: true }] } } },
  }),
  async play({ canvasElement }) {
    await widgetIn(canvasElement).open();
    await until(() => find(canvasElement, '.intake textarea'), 'the form');
  },
};

const DAY = [['09:00', '17:00']];
const CLOSED = { tz: 'Europe/Vienna', week: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY } };
/** Closed today and tomorrow, whenever it is looked at. */
const closedNow = (): unknown => {
  const dates = [0, 1, 2].map((day) => new Date(Date.now() + (day - 1) * 86_400_000).toISOString().slice(0, 10));
  return { ...CLOSED, except: Object.fromEntries(dates.map((date) => [date, []])) };
};

const offline = (name: string, wish: string): Story => ({
  ...story(name, undefined, {
    script: { availability: 'offline', config: { forms: { offline: [{ name: 'email', type: 'email', required: true }, { name: 'message', type: 'textarea', required: true }] } } },
    prepare(widget) {
      widget.hours = closedNow();
      widget.setAttribute('when-offline', wish);
    },
  }),
  async play({ canvasElement }) {
    await widgetIn(canvasElement).open();
    await until(() => find(canvasElement, '.intake .hours')?.textContent, 'the hours');
  },
});

/** Outside the opening hours, with a form; when somebody is back is said in the visitor's own time. */
export const ClosedWithForm: Story = offline('closed-form', 'form');

/** The same without a form. */
export const ClosedWithMessage: Story = offline('closed-message', 'message');

/** The overlay for whoever writes rules: each condition with its value now. */
export const Explained: Story = {
  args: { site: 'triggers-explained' },
  render(options, { globals }) {
    const widget = createWidget(options, {
      prepare(it) {
        it.setAttribute('storage', 'none');
        it.triggers = [
          {
            id: 'pricing',
            when: { all: [{ is: 'urlMatches', pattern: '/pricing*' }, { is: 'onPageFor', seconds: 20 }, { not: { is: 'chatOpened' } }, { any: [{ is: 'label', has: 'vip' }, { is: 'agentAvailable' }] }] },
            then: [{ do: 'prompt', text: 'Need help choosing?' }],
          },
          { id: 'leaving', when: { is: 'exitIntent' }, then: [{ do: 'prompt', text: 'Before you go …' }], cooldown: 86_400 },
          { id: 'again', when: { is: 'pageVisits', min: 2 }, then: [{ do: 'open' }], once: true },
        ];
      },
    });
    return renderPage(globals as Toolbar, widget, explainTriggers(widget));
  },
  async play({ canvasElement }) {
    await until(() => canvasElement.querySelector('.explain-triggers')!.shadowRoot!.querySelectorAll('.rule').length === 3, 'the rules');
  },
};
