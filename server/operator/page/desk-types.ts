import type { Availability, Operator } from '../../conversation/model.js';
import type { SiteConfig } from '../../conversation/site-config.js';
import type { ConversationSummary } from '../../conversation/summary.js';

/** What the operator API answers. Types alone: no code of the server comes to the page. */
export type { Attachment, Availability, Message, OfflineMessage } from '../../conversation/model.js';

export type Conversation = ConversationSummary;

export type Visitor = ConversationSummary['visitor'];

export type DeskState = { availability: Availability; operator: Operator; site: Pick<SiteConfig, 'title' | 'upload'> };
