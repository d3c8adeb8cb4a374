import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { ChatAction } from '../src/core/actions.js';
import * as around from './states/around.js';
import { conversation } from './states/conversation.js';
import * as forms from './states/forms.js';
import { renderState } from './support/render-state.js';
import type { Toolbar } from './support/render-state.js';
import type { StageOptions } from './support/stage.js';

const meta: Meta = { title: 'Around the conversation' };
export default meta;

const { homeAttributes: known } = around;
const story = (actions: readonly ChatAction[], options: StageOptions = {}): StoryObj => ({
  render: (_, { globals }) => renderState(actions, globals as Toolbar, options),
});
const mobile = (actions: readonly ChatAction[], options?: StageOptions): StoryObj => ({
  ...story(actions, options),
  globals: { viewport: { value: 'mobile1' } },
});

/** A state, and a press on the first element that answers to the selector. */
const pressed = (actions: readonly ChatAction[], selector: string, options?: StageOptions): StoryObj => ({
  ...story(actions, options),
  async play({ canvasElement }) {
    const panel = canvasElement.querySelector('.stage')!.shadowRoot!;
    for (let tries = 0; tries < 200 && !panel.querySelector(selector); tries++) await new Promise((done) => setTimeout(done, 25));
    panel.querySelector<HTMLElement>(selector)!.click();
  },
});

export const Home = story(around.homeAgain, { known });
export const HomeFirstVisit = story(around.homeFirst, { known: { home: '' } });
export const HomeWhileAway = story(around.homeOffline, { known });
export const HomeDark = story(around.homeAgain, { known, scheme: 'dark' });
export const HomeYellow = story(around.homeAgain, { known, accent: '#ffe14d' });
export const HomeRightToLeft = story(around.homeAgain, { known, dir: 'rtl', locale: 'ar-EG' });
export const HomeMobile = mobile(around.homeAgain, { known });
export const BackToHome = pressed(around.homeAgain, '[part=recent]', { known });
export const Queue = story(around.queued);
export const QueueBeforeWords = story(around.queuedFirst);
/** Nothing of the place in line is lost with the connection. */
export const QueueReconnecting = story(around.queuedAndLost);
export const QueueDark = story(around.queued, { scheme: 'dark' });
export const QueueWithoutPlace = story(around.queuedWithoutPlace);
export const QueueWithMessages = story(around.queuedAside);
export const QueueMobile = mobile(around.queued);
export const LeaveMessageInstead = pressed(around.queued, '.queue-ways button:last-child');
export const HeaderSolid = story(conversation, { known: { header: 'solid' } });
export const HeaderReplyTime = story(conversation, { known: { 'reply-time': '2' } });
export const AgentCard = pressed(conversation, '.about', { known: { 'reply-time': '2' } });
export const Transfer = story(around.transferred);
export const Resizable = story(conversation, { known: { resizable: '' } });
export const Expanded: StoryObj = {
  ...story(conversation),
  async play(context) {
    await pressed(conversation, 'chat-widget-menu button').play!(context);
    await pressed(conversation, '.menu [data-item=expand]').play!(context);
  },
};
export const TranscriptAddress: StoryObj = {
  ...story(forms.wishes),
  async play(context) {
    await pressed(forms.wishes, 'chat-widget-menu button').play!(context);
    await pressed(forms.wishes, '.menu [data-item=transcript]').play!(context);
  },
};
