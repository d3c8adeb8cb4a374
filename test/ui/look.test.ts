import { sendMouse } from '@web/test-runner-commands';
import { expect } from 'chai';
import { createWidget, until } from '../../stories/support/render-widget.js';
import { ratio, toRgb } from './support/contrast.js';
import { documented, eachStory } from './support/each-story.js';
import type { Shown } from './support/each-story.js';
import { emulate } from './support/emulate.js';
import { findLostFocus, findMotion, findUnframed } from './support/everybody.js';
import { frames } from './support/open-stage.js';
import { DARK_PAIRS } from './support/pairs.js';
import { findLeaks, loadSheets } from './support/sheets.js';
import { resize } from './support/viewport.js';

/** What a token may change. Sizes are those in use, so that room given or taken anywhere near shows as well. */
const PROPERTIES = [
  'color', 'background-color', 'background-image', 'border-top-color', 'border-top-width', 'box-shadow', 'outline-color', 'accent-color', 'scrollbar-color',
  'border-start-start-radius', 'border-end-end-radius', 'border-start-end-radius', 'width', 'height', 'min-height', 'max-width', 'padding-top', 'padding-left',
  'margin-top', 'margin-bottom', 'row-gap', 'column-gap', 'inset-block-end', 'inset-inline-end', 'top', 'grid-template-columns', 'font-size', 'font-family',
  'line-height', 'stroke-width', 'stroke', 'fill', 'animation-duration', 'animation-timing-function', 'transition-duration', 'transition-timing-function',
];

/** A value that nobody would choose, of the kind that the token takes. */
function oddValue(name: string, value: string): string {
  if (/font-size|radius|padding/.test(name) || /^[\d.]+px$/.test(value)) return '37px';
  if (/ms$/.test(value)) return '777ms';
  if (/bezier/.test(value)) return 'steps(3)';
  if (/%$/.test(value)) return '37%';
  if (/^[\d.]+$/.test(value)) return '3';
  if (/font/.test(name)) return '"Odd Font"';
  if (/shadow/.test(name)) return '0 0 3px rgb(1, 2, 3)';
  return 'rgb(1, 2, 3)';
}

const elementsOf = ({ hosts }: Shown): HTMLElement[] => hosts.flatMap(({ shadowRoot }) => [...shadowRoot!.querySelectorAll<HTMLElement>('*')]);

const styleOf = (element: Element, pseudo?: string): string => {
  const style = getComputedStyle(element, pseudo);
  return PROPERTIES.map((property) => style.getPropertyValue(property)).join('|');
};

/** Of elements that are alike one is enough, where the box around them is alike, too. */
const seen = new Set<string>();
const kindOf = (element: Element): string =>
  [element.closest('.root'), element].map((it) => `${it?.localName}.${it?.className}`).join(' ') + element.getAttribute('part');

/** Tokens of `pending` that change something here. */
function findEffects(shown: Shown, pending: readonly { name: string; value: string }[]): string[] {
  const all = elementsOf(shown).filter((element) => !seen.has(kindOf(element)));
  const kinds = new Map(all.map((element) => [kindOf(element), element]));
  for (const kind of kinds.keys()) seen.add(kind);
  const elements = [...kinds.values()];
  const read = (): string[] => elements.flatMap((element) => [styleOf(element), styleOf(element, '::before'), styleOf(element, '::placeholder')]);
  if (!elements.length) return [];
  const before = read();
  return pending.flatMap(({ name, value }) => {
    const old = shown.hosts.map(({ style }) => style.getPropertyValue(name));
    for (const { style } of shown.hosts) style.setProperty(name, oddValue(name, value));
    const after = read();
    shown.hosts.forEach(({ style }, index) => style.setProperty(name, old[index]!));
    return after.some((style, index) => style !== before[index]) ? [name] : [];
  });
}

/** A rule of the page for the part arrives at an element. */
function findParts({ hosts, canvas }: Shown, pending: readonly string[]): string[] {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(pending.map((part) => `*::part(${part}) { --odd-${part}: 1 }`).join('\n'));
  document.adoptedStyleSheets.push(sheet);
  const found = pending.filter((part) =>
    hosts.some(({ shadowRoot }) => {
      const element = shadowRoot!.querySelector(`[part~='${part}']`);
      return element && getComputedStyle(element).getPropertyValue(`--odd-${part}`) === '1';
    }),
  );
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((it) => it !== sheet);
  expect(canvas.isConnected).to.equal(true);
  return found;
}

/** What a page puts into the slot is on the screen. */
async function findSlots({ hosts }: Shown, pending: readonly string[]): Promise<string[]> {
  const put = hosts.flatMap((host) =>
    pending
      .filter((slot) => host.shadowRoot!.querySelector(`slot[name='${slot}']`))
      .map((slot) => {
        const child = document.createElement('b');
        child.slot = slot;
        child.textContent = 'Slotted';
        host.append(child);
        return child;
      }),
  );
  if (put.length) await frames(2);
  const shown = put.filter((child) => child.getClientRects().length && child.getBoundingClientRect().height > 4);
  for (const child of put) child.remove();
  return shown.map(({ slot }) => slot);
}

/** Private tokens of the pairs, by the colour that they are here. */
function tokensByColour(root: HTMLElement): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const probe = document.createElement('i');
  root.append(probe);
  for (const token of new Set(DARK_PAIRS.flatMap(([front, ground]) => [front, ground]))) {
    probe.style.setProperty('color', `var(${token})`);
    const { color } = getComputedStyle(probe);
    found.set(color, [...(found.get(color) ?? []), token]);
  }
  probe.remove();
  return found;
}

/** Colours of what lies behind an element; a gradient has two. */
function groundsOf(element: Element): string[] {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const { backgroundColor, backgroundImage } = getComputedStyle(at);
    if (backgroundImage.startsWith('linear-gradient')) return [...backgroundImage.matchAll(/(?:oklab|oklch|rgba?|color)\([^()]*\)/g)].map(([colour]) => colour);
    if (!/^rgba\(.*, 0\)$/.test(backgroundColor)) return [backgroundColor];
  }
  return [];
}

/** Of a ground that hardly lets anything through, as the tokens have it. */
function opaque(colour: string): string {
  if (!/\/ 0\.9\d*\)$/.test(colour)) return colour;
  const [[r, g, b] = [0, 0, 0]] = toRgb([colour.replace(/ \/ [\d.]+\)$/, ')')]);
  return `rgb(${r}, ${g}, ${b})`;
}

const hasWords = (element: Element): boolean => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue!.trim());

/** Text whose colour and ground are no pair of the contrast proof, and no pair that is strong enough whatever the accent. */
function findUnproved(shown: Shown): string[] {
  return shown.hosts.flatMap(({ shadowRoot }) => {
    const root = shadowRoot!.querySelector<HTMLElement>('.root');
    const tokens = root && tokensByColour(root);
    if (!tokens) return [];
    const words = [...root.querySelectorAll('.panel[open] *')].filter((it) => it.checkVisibility({ opacityProperty: true }) && hasWords(it) && !it.closest('.vh, svg, [aria-disabled=true]'));
    return words.flatMap((element) => {
      const { color } = getComputedStyle(element);
      return groundsOf(element).flatMap((found) => {
        const ground = opaque(found);
        const is = (a: string, b: string): unknown => tokens.get(color)?.includes(a) && tokens.get(ground)?.includes(b);
        if (DARK_PAIRS.some(([front, behind, least]) => least >= 4.5 && (is(front, behind) || is(behind, front)))) return [];
        // What is no token is the same on every page.
        const [front, behind] = toRgb([color, ground]);
        if (!tokens.has(ground) && ratio(front!, behind!) >= 4.5) return [];
        return [`${shown.name} ${element.localName}.${element.className}: ${tokens.get(color)?.join('/') ?? color} on ${tokens.get(ground)?.join('/') ?? ground}`];
      });
    });
  });
}

/** What only shows under a pointer or with the focus. */
async function touch({ hosts }: Shown): Promise<void> {
  const find = (selector: string): HTMLElement | null | undefined => hosts[0]?.shadowRoot!.querySelector<HTMLElement>(selector);
  const button = find('dialog[open] [part~=header-button]');
  button?.focus({ focusVisible: true } as FocusOptions);
  if (button) seen.delete(kindOf(button));
  const { left = 0, top = 0, width = 0, height = 0 } = find(".send:not([aria-disabled='true'])")?.getBoundingClientRect() ?? {};
  if (!width) return;
  await sendMouse({ type: 'move', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
  seen.delete(kindOf(find('.send')!));
  await frames(2);
}

describe('the look', function () {
  this.timeout(235_000);
  const unused = { name: '--chat-nobody-reads-this', value: '' };
  let tokens: { name: string; value: string }[] = [];
  let parts: string[] = [];
  let slots: string[] = [];
  const unproved: string[] = [];
  const found: Record<'motion' | 'unframed' | 'focus' | 'leaks', string[]> = { motion: [], unframed: [], focus: [], leaks: [] };
  let canEmulate = false;
  let broken: string[] = [];
  const focused = new Set<string>();
  const isNew = (element: Element): boolean => focused.size !== focused.add(kindOf(element)).size;

  /** With what the system asks for. */
  async function asFor(shown: Shown): Promise<void> {
    const named = (problems: readonly string[]): string[] => problems.map((problem) => `${shown.name}: ${problem}`);
    await emulate({ 'forced-colors': 'active' });
    found.unframed.push(...named(findUnframed(shown.hosts)));
    await emulate({ 'prefers-reduced-motion': 'reduce' });
    found.motion.push(...named(findMotion(shown.hosts)));
    await emulate();
  }

  before(async () => {
    const all = await documented();
    tokens = [...all.tokens, unused];
    parts = all.parts;
    slots = all.slots;
    const sheets = await loadSheets(all.sheets);
    canEmulate = await emulate();
    expect([tokens.length, parts.length]).to.satisfy(([some, more]: number[]) => some! > 40 && more! > 50);
    broken = await eachStory(async (shown) => {
      unproved.push(...findUnproved(shown));
      found.leaks.push(...(await findLeaks(shown, sheets)));
      const hasNew = elementsOf(shown).some((element) => !seen.has(kindOf(element)));
      const reached = findParts(shown, parts);
      parts = parts.filter((part) => !reached.includes(part));
      const filled = await findSlots(shown, slots);
      slots = slots.filter((slot) => !filled.includes(slot));
      const judge = (): void => {
        const working = findEffects(shown, tokens);
        tokens = tokens.filter(({ name }) => !working.includes(name));
      };
      judge();
      await touch(shown);
      judge();
      if (canEmulate && hasNew) await asFor(shown);
      found.focus.push(...findLostFocus(shown.hosts, isNew).map((problem) => `${shown.name}: ${problem}`));
    });
  });

  it('comes to where each story leads', () => {
    expect(broken).to.deep.equal([]);
  });

  it('changes with every custom property that is documented', () => {
    expect(tokens).to.deep.equal([unused]);
  });

  it('shows every part that is documented to the style sheets of the page', () => {
    expect(parts).to.deep.equal([]);
  });

  it('shows what a page puts into its slots', () => {
    expect(slots).to.deep.equal([]);
  });

  it('looks the same whatever else has been loaded, and in which order', () => {
    expect(found.leaks).to.deep.equal([]);
  });

  it('writes in no colours but those of the contrast proof', () => {
    expect(unproved).to.deep.equal([]);
  });

  it('moves nothing where the system asks for less motion', function () {
    if (!canEmulate) this.skip();
    expect(found.motion).to.deep.equal([]);
  });

  it('has lines around everything, and greys what is out of use, where the system chooses the colours', function () {
    if (!canEmulate) this.skip();
    expect(found.unframed).to.deep.equal([]);
  });

  it('shows the focus by a ring of two pixels, and lets nothing lie over it', () => {
    expect(found.focus).to.deep.equal([]);
  });

  it('tells the page of each of its states, and of their end', async () => {
    const { states } = await documented();
    const script = { availability: 'offline', history: [{ from: 'agent', text: 'Hello' }] } as const;
    const widget = createWidget({ transport: 'mock', site: 'look-states', placement: 'fixed' }, { script: script as never });
    const isIn = (state: string): boolean => widget.matches(`:state(${state})`);
    document.body.append(widget);
    try {
      expect(states.filter(isIn)).to.deep.equal([]);
      void widget.connect();
      await until(() => isIn('connecting'), 'connecting');
      await until(() => isIn('unread') && isIn('offline') && !isIn('connecting'), 'unread, offline');
      await widget.open();
      await until(() => isIn('open') && !isIn('unread'), 'open');
      const over = (): unknown =>
        widget.shadowRoot!.querySelector('dialog')!.dispatchEvent(new DragEvent('dragover', { bubbles: true, cancelable: true, composed: true, dataTransfer: files }));
      const files = new DataTransfer();
      files.items.add(new File(['x'], 'x.txt', { type: 'text/plain' }));
      await until(() => over() !== undefined && isIn('dragging'), 'dragging');
      await until(() => !isIn('dragging'), 'an end of dragging');
      await resize(390, 800);
      await until(() => isIn('fullscreen'), 'fullscreen');
      await resize(1280, 800);
      await until(() => !isIn('fullscreen'), 'an end of it');
      await widget.close();
      expect(states.filter(isIn)).to.deep.equal(['offline']);
      expect([...states].sort()).to.deep.equal(['connecting', 'dragging', 'fullscreen', 'offline', 'open', 'unread']);
    } finally {
      await widget.destroy();
    }
  });
});
