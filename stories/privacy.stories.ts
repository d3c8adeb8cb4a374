import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { ChatAction } from '../src/core/actions.js';
import { renderState } from './support/render-state.js';
import type { Toolbar } from './support/render-state.js';
import type { StageOptions } from './support/stage.js';

const meta: Meta = { title: 'Privacy' };
export default meta;

const opened: ChatAction[] = [{ type: 'panel/opened' }];
const asks: StageOptions = { known: { consent: 'required', 'privacy-url': 'https://shop.example/privacy' } };

const story = (options: StageOptions): StoryObj => ({ render: (_, { globals }) => renderState(opened, globals as Toolbar, options) });

/** Before the first message: nothing has been kept or sent. */
export const Question = story(asks);
export const QuestionDark = story({ ...asks, scheme: 'dark' });
export const QuestionRightToLeft = story({ ...asks, dir: 'rtl', locale: 'ar-EG' });
export const QuestionMobile: StoryObj = { ...story(asks), globals: { viewport: { value: 'mobile1' } } };
/** The words of a page that has much to say, and a link that leads nowhere. */
export const LongQuestion = story({
  known: {
    consent: 'required',
    'consent-text': 'We use a chat service to answer you.\n\nYour messages, your address and the page you are on go to it, and it keeps them for 90 days. '.repeat(4),
    'privacy-url': 'javascript:alert(1)',
  },
});
