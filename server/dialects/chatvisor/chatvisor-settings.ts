import type { SiteConfigPatch } from '../../conversation/site-config.js';
import type { RoutingRule } from './routing-rule.js';

/** The site's look, words and limits, as its owner set them; absent members are the server's own. */
export type ChatvisorSettings = {
  color?: string;
  offlineColor?: string;
  texts?: Record<string, string>;
  appearance?: { title?: string; position?: string; locale?: string };
  /** Own messages of a visitor per minute. */
  maxPerMinute?: number;
  /** Who gets a new conversation; the first rule that fits decides. */
  routing?: RoutingRule[];
};

/** The part of the widget's config that these settings make. */
export function toConfigPatch({ texts, appearance, routing: _, ...plain }: ChatvisorSettings): SiteConfigPatch {
  return { ...plain, ...appearance, ...(texts && { messages: texts }) };
}
