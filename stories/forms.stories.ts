import type { Meta, StoryObj } from '@storybook/web-components-vite';
import * as forms from './states/forms.js';
import { createFakeChat } from './support/fake-chat.js';
import { mobile, story } from './support/panel-story.js';
import { renderState } from './support/render-state.js';
import type { Toolbar } from './support/render-state.js';
import type { StageOptions } from './support/stage.js';
import { chooseFace, fillIn, press, sendForm } from './support/visitor-steps.js';

const meta: Meta = { title: 'Forms' };
export default meta;

const ANSWERS = fillIn({ name: 'Ana Ribeiro', email: 'ana@example.com' });

/** A form that was sent, and what the backend makes of it. */
const sent = (register: () => Promise<void>): StoryObj => ({
  ...story([], undefined, ANSWERS, sendForm),
  render: (_, { globals }) => renderState([], globals as Toolbar, { chat: createFakeChat(forms.nothingAsked, { register }), known: { fields: 'name email*' } }),
});
// As transports reject: no errors of JavaScript.
const refused = (reason: object) => (): Promise<void> => Promise.reject(reason);

const late: StageOptions = { known: { fields: 'name* email*', registration: 'hand-off' } };
const words = fillIn({ email: 'ana@example.com', message: 'When is the kiln hot again?' });
const mailed: StageOptions = { known: { 'offline-endpoint': 'mailto:hello@shop.example' } };

export const Errors = story(forms.registrationOnline, { known: { name: 'Ana Ribeiro', 'reply-time': '2' } }, fillIn({ email: 'ana@example', about: 'advice' }), sendForm);
export const ErrorsMobile = mobile(Errors);
export const ErrorsRightToLeft = story(forms.registration, { dir: 'rtl', locale: 'ar-EG' }, sendForm);
export const EveryKindWrong = story(forms.everyField, undefined, sendForm);
export const Sending = sent(() => new Promise(() => {}));
export const NotSent = sent(refused({ code: 'network' }));
export const TooOften = sent(refused({ code: 'rate-limited', retryAfterMs: 30_000 }));
export const Consent = story(forms.consentOnly);
export const Department = story(forms.departments, { known: { fields: 'name department*' } });
export const InShort = story(forms.nothingAsked, { known: { fields: 'name email* phone' } });
export const HandOff = story([...forms.withBot, ...forms.agentCame], late);
export const HandOffMobile = mobile(HandOff);
export const HandOffRightToLeft = story([...forms.withBot, ...forms.agentCame], { ...late, dir: 'rtl', locale: 'ar-EG' });
export const HandOffDark = story([...forms.withBot, ...forms.agentCame], { ...late, scheme: 'dark' });
export const MessageLeft = story(forms.leaveMessage, undefined, words, fillIn({ name: 'Ana' }), sendForm);
export const MessageByMail = story(forms.takesNoMessages, mailed, words);
export const Closed = story(forms.takesNoMessages, { known: { 'when-offline': 'message' } });
export const RatingChosen = story(forms.rating, undefined, chooseFace(5));
export const RatingMobile = mobile(RatingChosen);
export const Rated = story(forms.rating, undefined, chooseFace(4), sendForm);
export const TranscriptAsked = story(forms.rating, undefined, press('Email me the transcript'));
export const TranscriptSent = story(forms.rating, { known: { email: 'ana@example.com' } }, press('Email me the transcript'));
