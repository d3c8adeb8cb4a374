import type { TextPart } from '../core/model.js';
import { bigEmoji } from './emoji/big-emoji.js';
import { linkify } from './linkify.js';
import { tame } from './message-words.js';
import type { PanelScope } from './panel-scope.js';

type Markdown = (text: string) => unknown;

const importMarkdown = () => import('./markdown/markdown.js');

/**
 * What draws the words of a message: links, and markdown where an agent or a bot wrote any. Its code
 * is fetched with the first of these; until then, and without it, the text shows as it is.
 * @param onChange what was drawn can now be drawn better
 */
export function createDecorate(root: HTMLElement, scope: () => PanelScope, onChange: () => void): PanelScope['decorate'] {
  let markdown: Markdown | undefined;
  let isAsked = false;
  const plain: Markdown = (text) => linkify(text, scope().localize.t('msg.newTab'));
  const load = async (): Promise<void> => {
    if (isAsked) return;
    isAsked = true;
    const chunk = await importMarkdown().catch(importMarkdown).catch(() => undefined);
    isAsked = !!chunk; // the next message asks again
    if (!chunk || !root.isConnected) return;
    markdown = chunk.createMarkdown(root, scope, plain);
    onChange();
  };
  return ({ text, format }: TextPart, isOwn: boolean): unknown => {
    const words = tame(text);
    const big = bigEmoji(words);
    if (big) return big;
    if (format !== 'markdown' || isOwn) return plain(words);
    if (!markdown) void load();
    return markdown ? markdown(words) : plain(words);
  };
}
