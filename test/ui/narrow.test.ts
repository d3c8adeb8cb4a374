import { expect } from 'chai';
import { findCut } from './support/cut-off.js';
import { eachStory } from './support/each-story.js';
import type { Shown } from './support/each-story.js';
import { emulate } from './support/emulate.js';
import { findSmallTargets, spaceOut } from './support/everybody.js';
import { frames } from './support/open-stage.js';
import { resize } from './support/viewport.js';

/** Words in the line of a sentence, and what a larger target lies over; of pictures of feelings many must have room. */
const IN_LINE = '.link, .trouble button, .in-line button, .banner button, .summary a, .tick a, [part~=emoji-picker] *, .copy, input[type=checkbox], input[type=radio], input[type=file], .vh';

/** What the toolbar calls mobile1; a picture of a window that is zoomed to 400 %. */
const NARROW = { width: 320, height: 568 };
const ZOOMED = { width: 320, height: 256 };

describe('the widget on 320 pixels', function () {
  this.timeout(235_000);
  const found: Record<'accents' | 'spaced' | 'sideways' | 'unusable' | 'small', string[]> = { accents: [], spaced: [], sideways: [], unusable: [], small: [] };
  let hasTouch = false;
  let broken: string[] = [];

  /** At 400 % the window is lower than the panel's least: all of it must still be reached. */
  async function zoom({ hosts }: Shown, add: (key: keyof typeof found, problems: readonly string[]) => void): Promise<void> {
    await resize(ZOOMED.width, ZOOMED.height);
    await frames(2);
    for (const { shadowRoot } of hosts) {
      const panel = shadowRoot!.querySelector<HTMLElement>('dialog.panel[open]');
      if (!panel) continue;
      const wide = [panel, ...panel.querySelectorAll<HTMLElement>('.log, .intake, chat-widget-intake, .composer, .header')].filter((box) => box.scrollWidth > box.clientWidth + 1);
      add('sideways', wide.map((box) => box.className));
      const field = panel.querySelector<HTMLElement>('.composer:not([hidden]) textarea');
      if (!field?.checkVisibility()) continue;
      field.focus();
      const { top, bottom, width } = field.getBoundingClientRect();
      if (top < 0 || bottom > ZOOMED.height || width < 80) add('unusable', [`the field is at ${Math.round(top)}–${Math.round(bottom)}, ${Math.round(width)} wide`]);
    }
  }

  before(async function () {
    if (!(await resize(NARROW.width, NARROW.height))) this.skip();
    // Chats that fill the window come and go: should one step back too far, it is not out of this page.
    for (let step = 0; step < 30; step++) history.pushState({ step }, '');
    hasTouch = await emulate({ touch: '1' });
    hasTouch &&= matchMedia('(pointer: coarse)').matches;
    broken = await eachStory(
      async (shown) => {
        const add = (key: keyof typeof found, problems: readonly string[]): void =>
          void found[key].push(...[...new Set(problems)].map((problem) => `${shown.name}: ${problem}`));
        const cut = (): string[] => shown.hosts.flatMap(({ shadowRoot }) => findCut(shadowRoot!));
        // A change of the window's size has ended it.
        await emulate({ touch: '1' });
        await frames(2);
        add('accents', cut());
        add('small', findSmallTargets(shown.hosts, hasTouch ? 44 : 24, IN_LINE));
        const back = spaceOut(shown.hosts);
        add('spaced', cut());
        back();
        await zoom(shown, add);
      },
      { locale: 'en-XA' },
      // Of the same words in other colours one is enough.
      { ...NARROW, skip: /Dark|Yellow|Coral|Ink$|Accent|Brands|Themes?$|^(Closed|AtTheStart|Badge|Rounded|Expanded|Explained)/ },
    );
  });

  after(async () => {
    await emulate();
    await resize(1280, 800);
  });

  it('comes to where each story leads', () => expect(broken).to.deep.equal([]));
  it('cuts off no words that are two fifths longer', () => expect(found.accents).to.deep.equal([]));
  it('loses nothing where text is spaced out', () => expect(found.spaced).to.deep.equal([]));
  it('never scrolls sideways at 400 %', () => expect(found.sideways).to.deep.equal([]));
  it('lets one write at 400 %', () => expect(found.unusable).to.deep.equal([]));
  it('has targets of 44 pixels for fingers, words in a line apart', function () {
    if (!hasTouch) this.skip();
    expect(found.small).to.deep.equal([]);
  });
});
