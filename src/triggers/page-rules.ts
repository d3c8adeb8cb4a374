import type { ChatWidget } from '../chat-widget.js';
import { readJson } from '../page/json-option.js';

/** The attribute's word for "the backend's rules, at once". */
export const SERVER = 'server';

export const wantsServer = (host: Element): boolean => host.getAttribute('triggers')?.trim() === SERVER;

/** What the page itself has as rules, in a property or a script. */
export const pageRules = (host: ChatWidget): unknown =>
  wantsServer(host) && !host.triggers ? undefined : readJson(host, 'triggers');
