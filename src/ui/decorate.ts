import type { TextPart } from '../core/model.js';
import { bigEmoji } from './emoji/emoji-only.js';
import { linkify } from './linkify.js';
import type { createMarkdown } from './markdown/markdown.js';
import { tame } from './message-words.js';
import type { ChatWidgetPanel } from './panel.js';
import type { PanelScope } from './panel-scope.js';

const importMarkdown = () => import('./markdown/markdown.js');

/**
 * What draws the words of a message: links, and markdown where an agent or a bot wrote any. Its code
 * is fetched with the first of these; until then, and without it, the text shows as it is.
 */
export function createDecorate(panel: ChatWidgetPanel): PanelScope['decorate'] {
  let markdown: ReturnType<typeof createMarkdown> | undefined;
  let isAsked = false;
  const plain = (text: string): unknown => linkify(text, panel.scope.localize.t('msg.newTab'));
  const load = async (): Promise<void> => {
    if (isAsked) return;
    isAsked = true;
    const chunk = await importMarkdown().catch(importMarkdown).catch(() => undefined);
    if (!chunk || !panel.isConnected) return void (isAsked = false); // the next message asks again
    markdown = chunk.createMarkdown(panel, plain);
    panel.scope.redraw();
  };
  return ({ text, format }: TextPart, isOwn: boolean): unknown => {
    const words = tame(text);
    const big = bigEmoji(words);
    if (big) return big;
    if (format !== 'markdown' || isOwn) return plain(words);
    if (!markdown) void load();
    return (markdown ?? plain)(words);
  };
}
