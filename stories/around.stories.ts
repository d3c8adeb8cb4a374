import type { Meta } from '@storybook/web-components-vite';
import * as around from './states/around.js';
import { conversation } from './states/conversation.js';
import * as forms from './states/forms.js';
import { mobile, pressed, story } from './support/panel-story.js';

const meta: Meta = { title: 'Around the conversation' };
export default meta;

const { homeAttributes: known } = around;

export const Home = story(around.homeAgain, { known });
export const HomeFirstVisit = story(around.homeFirst, { known: { home: '' } });
export const HomeWhileAway = story(around.homeOffline, { known });
export const HomeDark = story(around.homeAgain, { known, scheme: 'dark' });
export const HomeYellow = story(around.homeAgain, { known, accent: '#ffe14d' });
export const HomeRightToLeft = story(around.homeAgain, { known, dir: 'rtl', locale: 'ar-EG' });
export const HomeMobile = mobile(story(around.homeAgain, { known }));
export const BackToHome = story(around.homeAgain, { known }, pressed('[part=recent]'));
export const Queue = story(around.queued);
export const QueueBeforeWords = story(around.queuedFirst);
/** Nothing of the place in line is lost with the connection. */
export const QueueReconnecting = story(around.queuedAndLost);
export const QueueDark = story(around.queued, { scheme: 'dark' });
export const QueueWithoutPlace = story(around.queuedWithoutPlace);
export const QueueWithMessages = story(around.queuedAside);
export const QueueMobile = mobile(story(around.queued));
export const LeaveMessageInstead = story(around.queued, {}, pressed('.queue-ways button:last-child'));
export const HeaderSolid = story(conversation, { known: { header: 'solid' } });
export const HeaderReplyTime = story(conversation, { known: { 'reply-time': '2' } });
export const AgentCard = story(conversation, { known: { 'reply-time': '2' } }, pressed('.about'));
export const Transfer = story(around.transferred);
export const Resizable = story(conversation, { known: { resizable: '' } });
export const Expanded = story(conversation, {}, pressed('chat-widget-menu button'), pressed('.menu [data-item=expand]'));
export const TranscriptAddress = story(forms.wishes, {}, pressed('chat-widget-menu button'), pressed('.menu [data-item=transcript]'));
