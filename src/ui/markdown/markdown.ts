/** Markdown of agents and bots: a chunk of its own, since most conversations have none. */
import { html } from 'lit';
import { enMarkdown } from '../../i18n/en-markdown.js';
import { addEnglish } from '../../i18n/localize.js';
import { adopt } from '../adopt.js';
import { copyText } from '../list/copy-text.js';
import type { ChatWidgetPanel } from '../panel.js';
import { drawBlocks } from './blocks.js';
import { createLexer } from './grow.js';
import { markdownStyles } from './markdown-styles.js';

addEnglish(enMarkdown);

/**
 * What draws markdown in this panel. It answers the text itself where it cannot be understood.
 * @param decorate draws the links of plain words
 */
export function createMarkdown(panel: ChatWidgetPanel, decorate: (text: string) => unknown) {
  adopt(panel, markdownStyles);
  const onCopy = (text: string): void => {
    const { announce, localize } = panel.scope;
    // Where it is refused the text can still be selected.
    void copyText(text).then((isCopied) => isCopied && announce(localize.t('code.copied')));
  };
  const lex = createLexer();
  return (text: string): unknown => {
    const tokens = lex(text);
    if (!tokens) return decorate(text);
    const { t } = panel.scope.localize;
    const newTab = t('msg.newTab');
    return html`<div class="markdown">${drawBlocks(tokens, { decorate, newTab, copy: t('code.copy'), onCopy })}</div>`;
  };
}
