import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { ChatAction } from '../src/core/actions.js';
import { arabic } from './states/arabic.js';
import * as attachments from './states/attachments.js';
import { empty, loading, welcome } from './states/beginnings.js';
import * as connection from './states/connection.js';
import { conversation } from './states/conversation.js';
import * as delivery from './states/delivery.js';
import * as forms from './states/forms.js';
import { hostileText, longText } from './states/hostile.js';
import { answer } from './states/markdown.js';
import * as reading from './states/reading.js';
import * as rich from './states/rich.js';
import { dragOver, fillTray, fillWithDocument, openPicture, refuseFiles } from './support/attach.js';
import { renderState } from './support/render-state.js';
import type { Toolbar } from './support/render-state.js';
import type { StageOptions } from './support/stage.js';

const meta: Meta = { title: 'Panel' };
export default meta;

const story = (actions: readonly ChatAction[], options?: StageOptions): StoryObj => ({
  render: (_, { globals }) => renderState(actions, globals as Toolbar, options),
});

/** The stories' hour is before the shop opens. */
const OPENING_HOURS = JSON.stringify({ tz: 'Europe/Vienna', week: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['12:00', '18:00']]])) });

const mobile = (actions: readonly ChatAction[], options?: StageOptions): StoryObj => ({
  ...story(actions, options),
  globals: { viewport: { value: 'mobile1' } },
});

export const Empty = story(empty);
export const Welcome = story(welcome);
export const Loading = story(loading);
export const Conversation = story(conversation);
export const Sending = story(delivery.sending);
export const Failed = story(delivery.failed);
export const Unconfirmed = story(delivery.unconfirmed);
export const Uploading = story(delivery.uploading);
export const Typing = story(reading.typing);
export const Unread = story(reading.unread);
export const Reconnecting = story(connection.reconnecting);
export const Offline = story(connection.offline);
/** Somebody is there, but not at once. */
export const Away = story(connection.away);
export const Refused = story(connection.refused);
export const RateLimited = story(delivery.rateLimited);
export const Ended = story(connection.ended);
export const MemoryOnly = story(connection.memoryOnly);
export const LongText = story(longText);
export const HostileText = story(hostileText);
export const Arabic = story(arabic, { dir: 'rtl', locale: 'ar-EG', brand: 'جونيبر' });
export const Inline = story(conversation, { placement: 'inline' });
export const AtTheStart = story(conversation, { side: 'start' });
export const Mobile = mobile(conversation);
export const MobileEmpty = mobile(empty);
export const Dark = story(conversation, { scheme: 'dark' });
export const AccentInk = story(conversation, { accent: '#16181d' });
export const AccentCoral = story(conversation, { accent: '#ff6f4d' });
export const AccentYellow = story(conversation, { accent: '#ffe14d' });
export const AccentInkDark = story(conversation, { accent: '#000', scheme: 'dark' });
export const QuickReplies = story(rich.quickReplies);
export const ChoiceMade = story(rich.chosen);
export const TypedInstead = story(rich.typedInstead);
export const OneCard = story(rich.oneCard);
export const Carousel = story(rich.carousel);
export const CarouselRightToLeft = story(rich.carousel, { dir: 'rtl', locale: 'ar-EG' });
export const Recordings = story(rich.recordings);
export const Registration = story(forms.registrationOnline, { known: { name: 'Ana Ribeiro', 'reply-time': '2' } });
export const EveryField = story(forms.everyField);
export const LeaveMessage = story(forms.leaveMessage, { known: { name: 'Ana Ribeiro', email: 'ana@example.com', hours: OPENING_HOURS } });
export const Unavailable = story(forms.unavailable);
export const Rating = story(forms.rating);
export const SolidHeader = story(forms.solidHeader, { accent: '#ff6f4d' });
export const MobileRegistration = mobile(forms.registrationOnline, { known: { name: 'Ana Ribeiro', 'reply-time': '2' } });
export const Markdown = story(answer);
export const Menu: StoryObj = {
  ...story(forms.wishes, { known: { email: 'ana@example.com' } }),
  async play({ canvasElement }) {
    const panel = canvasElement.querySelector('.stage')!.shadowRoot!;
    await customElements.whenDefined('chat-widget-menu');
    await new Promise((done) => setTimeout(done));
    panel.querySelector<HTMLElement>('chat-widget-menu button')!.click();
  },
};

/** A state, and what a visitor does in it. */
const acted = (
  actions: readonly ChatAction[],
  act: (canvas: HTMLElement) => Promise<void>,
  options?: StageOptions,
): StoryObj => ({ ...story(actions, options), play: ({ canvasElement }) => act(canvasElement) });

/** Passed on, a product, the divider, what waits to be sent. */
export const RichTalk = acted(rich.richTalk, fillTray);
export const Pictures = story(attachments.pictures);
export const UploadingSeveral = story(attachments.uploadingSeveral);
export const Tray = acted(conversation, fillTray);
export const TrayRightToLeft = acted(arabic, fillTray, { dir: 'rtl', locale: 'ar-EG', brand: 'جونيبر' });
export const TrayMobile: StoryObj = { ...mobile(conversation), play: ({ canvasElement }) => fillTray(canvasElement) };
export const TrayWithDocument = acted(attachments.documents, fillWithDocument);
export const FilesRefused = acted(conversation, refuseFiles);
export const DropFiles = acted(conversation, dragOver);
export const Lightbox = acted(attachments.pictures, openPicture);
export const LightboxRightToLeft = acted(attachments.pictures, openPicture, { dir: 'rtl', locale: 'ar-EG' });
