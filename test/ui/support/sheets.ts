import type { CSSResult } from 'lit';
import { aroundStyles } from '../../../src/ui/styles/around-styles.js';
import { formStyles } from '../../../src/ui/styles/form-styles.js';
import { panelStyles } from '../../../src/ui/styles/panel-styles.js';
import type { Shown } from './each-story.js';
import { frames } from './open-stage.js';

/** Style sheets that come with chunks, in the order of their names. */
export async function loadSheets(files: readonly string[]): Promise<CSSStyleSheet[]> {
  const modules = await Promise.all(files.map((file) => import(new URL(`../../../src/ui/${file}`, import.meta.url).href) as Promise<Record<string, CSSResult>>));
  return modules.flatMap((module) => Object.values(module).map(({ styleSheet }) => styleSheet!));
}

const seen = new Set<string>();
const isNew = (element: Element): boolean => {
  const kind = [element.closest('.panel > *'), element.parentElement, element].map((it) => `${it?.localName}.${it?.className}`).join(' ');
  return seen.size !== seen.add(kind).size;
};

const UNFINISHED = '.ended:not(:has(chat-widget-farewell:defined))';

const styleOf = (element: Element): string[] => {
  const style = getComputedStyle(element);
  return [...style].map((property) => `${property}: ${style.getPropertyValue(property)}`);
};

/** What every open panel gets behind its first paint. */
async function whole({ shadowRoot }: Element): Promise<void> {
  for (let round = 0; round < 120 && shadowRoot!.querySelector('dialog.panel[open]'); round++) {
    if (shadowRoot!.adoptedStyleSheets.includes(aroundStyles.styleSheet!)) return;
    await frames(1);
  }
}

/** What looks another way once the code of all other parts has come as well, in one order and in the other. */
export async function findLeaks({ name, hosts }: Shown, sheets: readonly CSSStyleSheet[]): Promise<string[]> {
  for (const host of hosts) await whole(host);
  return hosts.flatMap(({ shadowRoot }) => {
    const own = shadowRoot!.adoptedStyleSheets;
    // Those of the launcher and of the panel are always first, and what is built on the forms comes behind them.
    const first = own.slice(0, own.indexOf(panelStyles.styleSheet!) + 1);
    const forms = formStyles.styleSheet!;
    const apart = own.filter((sheet) => !first.includes(sheet) && !sheets.includes(sheet));
    const others = sheets.filter((sheet) => !first.includes(sheet) && sheet !== forms);
    // The tools of a message make it what they are placed by, which nobody sees; what comes after the end may be on its way.
    const all = [...shadowRoot!.querySelectorAll(`dialog.panel[open] :not(.message, .vh, ${UNFINISHED}, ${UNFINISHED} *)`)];
    const elements = all.filter((it) => isNew(it) && !it.getAnimations().length);
    if (!first.length || !elements.length) return [];
    const closed = shadowRoot!.querySelector('dialog.panel')!.cloneNode() as Element;
    closed.removeAttribute('open');
    shadowRoot!.querySelector('dialog.panel')!.after(closed);
    elements.push(closed);
    const before = elements.map(styleOf);
    const found = [others, [...others].reverse()].flatMap((order) => {
      shadowRoot!.adoptedStyleSheets = [...first, forms, ...order, ...apart];
      return elements.flatMap((element, index) => {
        const changed = styleOf(element).filter((line, at) => line !== before[index]![at]);
        return changed.length ? [`${name} ${element.localName}.${element.className}: ${changed.slice(0, 4).join('; ')}`] : [];
      });
    });
    shadowRoot!.adoptedStyleSheets = own;
    closed.remove();
    return found;
  });
}
