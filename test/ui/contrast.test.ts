import { expect } from 'chai';
import { conversation } from '../../stories/states/conversation.js';
import { BRANDS } from '../../stories/support/brands.js';
import { THEMES, themeOf } from '../../stories/support/themes.js';
import { ratio, toRgb } from './support/contrast.js';
import { documented } from './support/each-story.js';
import { closeStages, openStage } from './support/open-stage.js';
import { DARK_PAIRS, PAIRS } from './support/pairs.js';
import { palettesOf } from './support/palette.js';
import type { Setting } from './support/palette.js';

const EXTREMES = [
  '#000', '#fff', '#f00', '#0f0', '#00f', '#ff0', '#0ff', '#f0f', '#808080', '#010101', '#fefefe', '#ffe14d', '#7f7f00',
  '#16181d', '#ff6f4d', '#8f7bff', 'rebeccapurple', 'hsl(60 100% 50%)', 'oklch(0.7 0.3 140)', 'color(display-p3 0 1 0)',
];
/** One step of 255 in a channel is lost on the way through the canvas. */
const LOST = 0.03;

/** The same "random" accents at each run. */
function accents(count: number): string[] {
  let seed = 20_260_310;
  const next = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  return Array.from({ length: count }, () => `rgb(${[next(), next(), next()].map((share) => Math.floor(share * 256)).join(' ')})`);
}

/** Every pair that is too weak. All settings are of one scheme. */
function findWeak(settings: readonly Setting[]): string[] {
  const pairs = settings[0]!.scheme === 'dark' ? DARK_PAIRS : PAIRS;
  const tokens = [...new Set(pairs.flatMap(([front, ground]) => [front, ground]))];
  const palettes = palettesOf(settings, tokens);
  const rgb = toRgb(palettes.flat());
  return settings.flatMap(({ name }, row) => {
    const of = (token: string) => rgb[row * tokens.length + tokens.indexOf(token)]!;
    return pairs.flatMap(([front, ground, least]) => {
      const value = ratio(of(front), of(ground));
      return value < least - LOST ? [`${name}: ${front} on ${ground} ${value.toFixed(2)}`] : [];
    });
  });
}

describe('contrast', function () {
  this.timeout(60_000);
  afterEach(closeStages);

  for (const scheme of ['light', 'dark'] as const) {
    it(`meets WCAG AA for a thousand accents and all pairs, ${scheme}`, () => {
      const all = [...EXTREMES, ...BRANDS, ...accents(1_000)];
      expect(findWeak(all.map((accent) => ({ name: accent, scheme, set: [['--chat-accent', accent]] })))).to.deep.equal([]);
    });

    it(`meets it in each theme, ${scheme}`, async () => {
      const settings = Object.keys(THEMES).map(async (name) => ({ name, scheme, set: await themeOf(name) }));
      expect(findWeak(await Promise.all(settings))).to.deep.equal([]);
    });
  }

  it('would notice what is too weak', () => {
    const set = [['--chat-accent', '#2f54eb'], ['--chat-text-muted', '#aaa']] as const;
    expect(findWeak([{ name: 'grey', scheme: 'light', set }]).join()).to.contain('grey: --_muted on --_surface 2.3');
  });

  it('keeps themes to what is documented for everybody', async () => {
    const { tokens } = await documented();
    const known = new Set([...tokens.map(({ name }) => name), 'color-scheme']);
    for (const name of Object.keys(THEMES)) {
      const set = await themeOf(name);
      expect(set.length, name).to.be.above(1);
      expect(set.map(([property]) => property).filter((property) => !known.has(property)), name).to.deep.equal([]);
    }
    expect(Object.fromEntries(await themeOf('midnight'))['color-scheme']).to.equal('dark');
  });

  it('lets a page set public tokens on the element', async () => {
    const stage = await openStage(conversation);
    stage.host.style.setProperty('--chat-surface', 'rgb(1, 2, 3)');
    stage.host.style.setProperty('--chat-radius', '8px');
    expect(getComputedStyle(stage.part('panel')).backgroundColor).to.equal('rgb(1, 2, 3)');
    expect(getComputedStyle(stage.part('bubble')).borderStartStartRadius).to.equal('8px');
  });
});
