import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { conversation } from '../../stories/states/conversation.js';
import * as forms from '../../stories/states/forms.js';
import { typing } from '../../stories/states/reading.js';
import { createWidget, until } from '../../stories/support/render-widget.js';
import { accessibilityTree, emulate, type TreeNode } from './support/emulate.js';
import { closeStages, frames, openStage } from './support/open-stage.js';
import type { TestStage } from './support/open-stage.js';
import { resize } from './support/viewport.js';

const MESSAGES = /^(list ?item|listitem)$/;

/** Elements in the order in which Tab comes to them, as places on the screen. */
async function tabStops({ shadow }: TestStage, count: number): Promise<HTMLElement[]> {
  const stops: HTMLElement[] = [];
  for (let step = 0; step < count; step++) {
    await sendKeys({ press: 'Tab' });
    const active = shadow.activeElement as HTMLElement | null;
    if (active) stops.push(active);
  }
  return stops;
}

describe('assistive technology', function () {
  this.timeout(60_000);
  let tree: TreeNode[] = [];
  const ask = async (): Promise<TreeNode[]> => (tree = await accessibilityTree());
  const find = (role: RegExp): TreeNode[] => tree.filter((node) => role.test(node.role));

  before(async function () {
    if (!(await emulate())) this.skip();
  });
  afterEach(closeStages);

  it('gets a named region, a dialog named by its heading, and a silent log', async () => {
    await openStage(conversation);
    await ask();
    expect(find(/^region$/).map(({ name }) => name)).to.deep.equal(['Chat']);
    const [dialog] = find(/^dialog$/);
    expect(dialog).to.include({ name: 'Maya Okafor' });
    expect(dialog!.states['modal'] ?? false).to.equal(false);
    const [log] = find(/^log$/);
    expect(log!.name).to.equal('Conversation');
    expect(log!.states['live'] ?? 'off').to.equal('off');
  });

  it('gets each message as one item with author, words, time and status', async () => {
    const stage = await openStage(conversation);
    await ask();
    const items = find(MESSAGES).filter(({ name }) => name);
    const words = items.map(({ name }) => name);
    const said = (text: string): string => words.find((name) => name.includes(text)) ?? '';
    expect(said('Thanks, that’s clear')).to.match(/^Maya Okafor\b.*Thanks, that’s clear.*/);
    // The second of a group shows no name, and has one.
    expect(said('Would you like to keep')).to.match(/^Maya Okafor\b.*\b0?9:14/);
    expect(said('Here it is.')).to.match(/^You\b.*Here it is\..*\d:\d\d.*Read/);
    expect(said('Yes please, it can hold')).to.match(/^You\b.*Not sent/);
    expect(stage.parts('message').length).to.be.at.most(items.length);
  });

  it('gets nothing of a closed panel, and a launcher whose name stays', async () => {
    const widget = createWidget({ transport: 'mock', site: 'tree', placement: 'fixed', brand: 'Juniper' }, { script: { history: [{ from: 'agent', text: 'Hello' }] } });
    document.body.append(widget);
    try {
      const launcher = async (): Promise<TreeNode> => (await ask()).find(({ role, name }) => role === 'button' && name.includes('Juniper'))!;
      expect((await launcher()).states).to.include({ expanded: false });
      expect((await launcher()).name).to.equal('Chat with Juniper');
      expect(find(/^(dialog|log|textbox)$/)).to.deep.equal([]);
      await widget.open();
      await widget.connect();
      await until(() => widget.shadowRoot!.querySelector('dialog[open] [part~=bubble]'), 'the panel');
      await frames(4);
      const { name, states } = await launcher();
      expect([name, states['expanded'], states['hasPopup']]).to.deep.equal(['Chat with Juniper', true, 'dialog']);
      const controls = widget.shadowRoot!.querySelector('[part~=launcher]')!.getAttribute('aria-controls')!;
      expect(widget.shadowRoot!.getElementById(controls)?.localName).to.equal('dialog');
      await widget.close();
      await frames(4);
      await until(() => !widget.shadowRoot!.querySelector('dialog[open]'), 'a closed panel');
      await ask();
      expect(find(/^(dialog|log|textbox)$/)).to.deep.equal([]);
    } finally {
      await widget.destroy();
    }
  });

  it('gets required fields as such, and the others as optional in words', async () => {
    const stage = await openStage(forms.registration);
    await ask();
    for (const field of stage.root.querySelectorAll<HTMLInputElement>('.field input, .field select')) {
      const label = field.labels![0]!.innerText;
      const node = tree.find(({ role, name }) => /textbox|combobox|checkbox/.test(role) && label.includes(name.replace(/\s*\(?optional\)?$/i, '').trim()));
      expect(node, label).to.not.equal(undefined);
      const isRequired = field.required || field.ariaRequired === 'true';
      expect(isRequired || /optional/i.test(label), label).to.equal(true);
    }
  });
});

describe('everybody', function () {
  this.timeout(60_000);
  afterEach(async () => {
    closeStages();
    await resize(1280, 800);
  });

  it('keeps the focus on the page where the page closes the chat', async () => {
    const widget = createWidget({ transport: 'mock', site: 'elsewhere', placement: 'fixed' });
    const button = document.body.appendChild(document.createElement('button'));
    document.body.append(widget);
    try {
      await widget.open();
      button.focus();
      await widget.close();
      await frames(4);
      expect(document.activeElement).to.equal(button);
    } finally {
      await widget.destroy();
      button.remove();
    }
  });

  it('walks with Tab in the order of what one sees', async () => {
    const stage = await openStage(conversation);
    stage.root.querySelector('dialog')!.focus();
    const stops = await tabStops(stage, 20);
    const names = stops.map((it) => [...it.part][0] ?? it.localName);
    const order = ['header-button', 'log', 'textarea', 'launcher'].map((part) => names.indexOf(part));
    expect(order, names.join(' ')).to.deep.equal([...order].sort((a, b) => a - b));
    expect(order).not.to.include(-1);
    expect([...stage.root.querySelectorAll<HTMLElement>('[tabindex]')].filter(({ tabIndex }) => tabIndex > 0)).to.deep.equal([]);
  });

  it('sees the dots stand still within five seconds', async () => {
    const stage = await openStage(typing);
    const dots = stage.part('typing').getAnimations({ subtree: true });
    expect(dots.length).to.be.above(0);
    for (const dot of dots) expect(Number(dot.effect!.getComputedTiming().endTime)).to.be.at.most(5_400);
  });

  it('finds the launcher in the same place of every page, no larger than 56 pixels, and the page can move it', async () => {
    for (const around of ['main', 'footer']) {
      const page = document.body.appendChild(document.createElement(around));
      const widget = createWidget({ transport: 'mock', site: `place-${around}` });
      page.append(widget);
      try {
        await frames(4);
        const place = (): DOMRect => widget.shadowRoot!.querySelector('[part~=launcher]')!.getBoundingClientRect();
        const { right, bottom, width, height } = place();
        const { clientWidth } = document.documentElement;
        expect([clientWidth - right, innerHeight - bottom, width, height].map(Math.round), around).to.deep.equal([20, 20, 56, 56]);
        widget.style.setProperty('--chat-offset', '40px');
        widget.position = 'start';
        await frames(4);
        expect([place().left, innerHeight - place().bottom].map(Math.round)).to.deep.equal([40, 40]);
      } finally {
        await widget.destroy();
        page.remove();
      }
    }
  });

  it('is asked for nothing that a browser knows, and for no puzzle', async () => {
    const stage = await openStage(forms.registration);
    const fields = [...stage.root.querySelectorAll<HTMLInputElement>('.field input')];
    const kinds = Object.fromEntries(fields.map((field) => [field.name || field.type, field.autocomplete]));
    expect(Object.values(kinds), JSON.stringify(kinds)).to.include.members(['name', 'email']);
    expect(stage.root.querySelectorAll('iframe, canvas, [class*=captcha]')).to.have.length(0);
  });

  it('reads in a language that is said, each word in its own direction', async () => {
    const stage = await openStage(conversation, { locale: 'de', dir: 'ltr' });
    const section = stage.root.querySelector('section')!;
    expect([section.lang, section.dir]).to.satisfy(([lang, dir]: string[]) => lang && dir === 'ltr');
    const bubbles = stage.parts('bubble').filter((it) => it.textContent!.trim());
    for (const bubble of bubbles) {
      const isIsolated = bubble.matches('[dir=auto], .emoji') || bubble.querySelector('[dir=auto], bdi') !== null || getComputedStyle(bubble).unicodeBidi === 'plaintext';
      expect(isIsolated, bubble.outerHTML.slice(0, 80)).to.equal(true);
    }
  });

  it('reads stronger lines and quiet text where the system asks for more contrast', async function () {
    if (!(await emulate({ 'prefers-contrast': 'more' }))) this.skip();
    const stage = await openStage(conversation);
    const { color: text } = getComputedStyle(stage.part('panel'));
    expect(getComputedStyle(stage.part('meta')).color).to.equal(text);
    expect(getComputedStyle(stage.part('header')).borderBlockEndColor).to.equal(text);
    expect(getComputedStyle(stage.part('composer-field')).boxShadow).to.contain(text);
    await emulate();
    expect(getComputedStyle(stage.part('meta')).color).not.to.equal(text);
  });

  it('uses the chat upright and lying', async function () {
    for (const [width, height] of [[390, 844], [844, 390]] as const) {
      if (!(await resize(width, height))) this.skip();
      const stage = await openStage(conversation);
      const isInside = (): boolean => {
        const { top, bottom, left, right } = stage.part('composer').getBoundingClientRect();
        return top >= 0 && bottom <= height && left >= 0 && right <= width;
      };
      await until(isInside, `the composer inside of ${width}×${height}`); // the panel slides in
      closeStages();
    }
  });
});
