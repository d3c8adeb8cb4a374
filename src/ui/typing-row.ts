import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Typing } from '../core/state.js';
import type { Localize } from '../i18n/localize.js';
import { avatar } from './avatar.js';
import type { PanelScope } from './panel-scope.js';

export function typingWords(typing: readonly Typing[], { t, list }: Localize): string {
  const names = typing.flatMap(({ author }) => author.name ?? []);
  if (!names.length) return t('typing.someone');
  return names.length > 1
    ? t('typing.many', { names: list(names) })
    : t('typing.one', { name: names[0]! });
}

/** `idle` keeps the place of dots that have gone, so that the text above does not jump. */
export function typingRow(
  typing: readonly Typing[],
  idle: boolean,
  scope: PanelScope,
): TemplateResult | typeof nothing {
  if (idle) return html`<div class="message other first idle"></div>`;
  if (!typing.length) return nothing;
  const { author } = typing[0]!;
  const { localize } = scope;
  return html`<div class="message other first" part="typing">
    ${avatar({ ...author, name: author.name || localize.t('msg.team') }, scope)}
    <div class="bubble first last dots"><i></i><i></i><i></i></div>
    <span class="vh">${typingWords(typing, localize)}</span>
  </div>`;
}
