import { expect } from 'chai';
import { conversation } from '../../stories/states/conversation.js';
import { reconnecting, refused } from '../../stories/states/connection.js';
import { unread } from '../../stories/states/reading.js';
import { closeStages, openStage } from './support/open-stage.js';

const EXTREMES = [
  '#000', '#fff', '#f00', '#0f0', '#00f', '#ff0', '#0ff', '#f0f', '#808080', '#010101', '#fefefe', '#ffe14d', '#7f7f00',
  '#16181d', '#ff6f4d', '#8f7bff', 'rebeccapurple', 'hsl(60 100% 50%)', 'oklch(0.7 0.3 140)', 'color(display-p3 0 1 0)',
];

/** The same "random" accents at each run. */
function accents(count: number): string[] {
  let seed = 20_260_310;
  const next = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  return Array.from({ length: count }, () => `rgb(${[next(), next(), next()].map((share) => Math.floor(share * 256)).join(' ')})`);
}

const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;

/** As the screen shows it: painted over `under`. */
function paint(...layers: string[]): [number, number, number] {
  context.clearRect(0, 0, 1, 1);
  for (const layer of layers) {
    context.fillStyle = layer;
    context.fillRect(0, 0, 1, 1);
  }
  const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data;
  return [r, g, b];
}

function luminance(rgb: [number, number, number]): number {
  const [r, g, b] = rgb.map((byte) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(a: [number, number, number], b: [number, number, number]): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Private tokens as colours of the root, since a custom property computes to its words. */
function colours(root: HTMLElement, names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => {
      root.style.setProperty('outline-color', `var(${name})`);
      return [name, getComputedStyle(root).outlineColor];
    }),
  );
}

const PAIRS: [text: string, ground: string, least: number][] = [
  ['--_text', '--_surface', 4.5], ['--_text', '--_surface-2', 4.5], ['--_text', '--_surface-3', 4.5], ['--_text', '--_accent-soft', 4.5],
  ['--_text', '--_danger-soft', 4.5], ['--_muted', '--_surface', 4.5], ['--_muted', '--_surface-2', 4.5], ['--_muted', '--_surface-3', 4.5],
  ['--_muted', '--_accent-soft', 4.5], ['--_on-accent', '--_accent-fill', 4.5], ['--_accent-text', '--_surface', 4.5],
  ['--_danger', '--_surface', 4.5], ['--_danger', '--_danger-soft', 4.5],
  ['--_warning', '--_warning-soft', 4.5], ['--_border-strong', '--_surface', 3], ['--_online', '--_surface', 3], ['--_accent-text', '--_surface-2', 3],
];

/** What the pill stands on is a surface of its own in the dark only. */
const DARK_PAIRS: typeof PAIRS = [...PAIRS, ['--_accent-text', '--_surface-3', 4.5]];

describe('contrast', function () {
  this.timeout(60_000);
  afterEach(closeStages);

  for (const scheme of ['light', 'dark'] as const) {
    it(`meets WCAG AA for every accent, ${scheme}`, async () => {
      const stage = await openStage(conversation, { scheme });
      const pairs = scheme === 'dark' ? DARK_PAIRS : PAIRS;
      const names = [...new Set(pairs.flatMap(([text, ground]) => [text, ground]))];
      const bad: string[] = [];
      for (const accent of [...EXTREMES, ...accents(240)]) {
        stage.host.style.setProperty('--chat-accent', accent);
        const found = colours(stage.root, names);
        for (const [text, ground, least] of pairs) {
          const value = ratio(paint(found[ground]!, found[text]!), paint(found[ground]!));
          // One step of 255 in a channel is lost on the way through the canvas.
          if (value < least - 0.03) bad.push(`${accent}: ${text} on ${ground} ${value.toFixed(2)}`);
        }
      }
      expect(bad).to.deep.equal([]);
    });
  }

  it('uses those colours where text stands', async () => {
    const stage = await openStage([...unread]);
    const same = (element: HTMLElement, property: 'color' | 'backgroundColor', token: string): void => {
      const expected = colours(stage.root, [token])[token];
      expect(getComputedStyle(element)[property], `${element.part} ${property}`).to.equal(expected);
    };
    same(stage.part('visitor'), 'color', '--_on-accent');
    same(stage.part('visitor'), 'backgroundColor', '--_accent-fill');
    same(stage.part('agent'), 'color', '--_text');
    same(stage.part('agent'), 'backgroundColor', '--_surface-2');
    same(stage.part('subtitle'), 'color', '--_muted');
    same(stage.part('unread-separator'), 'color', '--_accent-text');
    same(stage.part('new-messages'), 'color', '--_accent-text');
    closeStages();
    const lost = await openStage(reconnecting);
    expect(getComputedStyle(lost.part('banner')).color).to.equal(colours(lost.root, ['--_warning'])['--_warning']);
    const failed = await openStage(refused);
    expect(getComputedStyle(failed.part('banner')).color).to.equal(colours(failed.root, ['--_danger'])['--_danger']);
  });

  it('lets a page set public tokens on the element', async () => {
    const stage = await openStage(conversation);
    stage.host.style.setProperty('--chat-surface', 'rgb(1, 2, 3)');
    stage.host.style.setProperty('--chat-radius', '8px');
    expect(getComputedStyle(stage.part('panel')).backgroundColor).to.equal('rgb(1, 2, 3)');
    expect(getComputedStyle(stage.part('bubble')).borderStartStartRadius).to.equal('8px');
  });
});
