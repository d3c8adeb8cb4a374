import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { enForeign } from '../i18n/en-foreign.js';
import { addEnglish } from '../i18n/localize.js';
import { icon } from './icons.js';
import { isNear } from './near.js';
import type { PanelScope } from './panel-scope.js';

addEnglish(enForeign);

const PICTURE = icon('M4 5.5h16v13H4zM4 16l4.8-4.6 4 3.6 2.6-2.2L20 16M15.3 9.2h.1');

/** Addresses that the visitor has asked for, until the page goes. */
const wanted = new Set<string>();

/** Whether the picture at this address may be fetched now. */
export const mayShow = (url: string, scope: PanelScope): boolean => wanted.has(url) || isNear(url, scope);

/** Stands where a picture would, until the visitor wishes to see it. */
export function foreignView(urls: readonly string[], { localize }: PanelScope, onLoad: () => void): TemplateResult {
  const { host } = new URL(urls[0]!);
  const load = (event: Event): void => {
    // The button goes: the focus stays with its message.
    (event.currentTarget as Element).closest<HTMLElement>('li[tabindex]')?.focus();
    for (const url of urls) if (new URL(url).host === host) wanted.add(url); // no server that was not named
    onLoad();
  };
  return html`<button
    type="button"
    class="foreign"
    part="load-image"
    title=${localize.t('image.loadHint', { host })}
    @click=${load}
  >
    ${PICTURE}<span>${localize.t('image.load', { host })}</span>
  </button>`;
}

export const foreignStyles = css`
  .panel .foreign {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 6px;
    inline-size: 100%;
    block-size: 100%;
    padding: 12px;
    background: var(--_surface-3);
    color: var(--_text);
    font-size: var(--_sm);
    font-weight: 560;
    line-height: 1.3;
    text-align: center;
    overflow-wrap: anywhere;
  }
  .foreign .icon {
    color: var(--_muted);
    inline-size: 24px;
    block-size: 24px;
  }
  .panel .foreign:hover span {
    text-decoration: underline;
    text-underline-offset: 2.5px;
  }
  .panel .foreign:focus-visible {
    outline-offset: -3px;
  }
  .rich-card .foreign {
    aspect-ratio: 2/1;
    block-size: auto;
  }
  @media (forced-colors: active) {
    .panel .foreign {
      border: 1px solid;
    }
  }
`;
