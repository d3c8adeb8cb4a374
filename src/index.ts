import './define.js';
import { ChatWidget } from './chat-widget.js';
import type { LoadTransport } from './transports/registrations.js';

export { ChatWidget } from './chat-widget.js';
export { ChatError, type ChatErrorCode } from './core/errors.js';
export type * from './core/chat.js';
export type * from './core/config.js';
export type * from './core/model.js';
export type * from './core/state.js';
export type * from './core/transport.js';
export type * from './events.js';
export type { Day, Hours, Span } from './hours/hours.js';
export type { Strings } from './i18n/load-words.js';
export type { LocalMessage } from './page/show-message.js';
export type { TeaserOptions } from './page/teaser.js';
export type { TriggerFunctions } from './triggers/custom.js';
export type { ExplainedRule, ExplainedWhen } from './triggers/explain.js';
export type { Rule, RuleBook, When } from './triggers/rule.js';
export type { Action, Condition } from './triggers/words.js';

/** Makes a transport known, also where another copy of the script has defined the element. */
export function registerTransport(name: string, load: LoadTransport): void {
  const defined = globalThis.customElements?.get('chat-widget') as typeof ChatWidget | undefined;
  (defined ?? ChatWidget).registerTransport(name, load);
}
