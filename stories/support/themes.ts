import type { FakeChat } from './fake-chat.js';
import { LauncherView } from '../../src/launcher/launcher-view.js';
import { until } from './render-widget.js';
import { createStage } from './stage.js';
import type { StageOptions } from './stage.js';
import { createStoryClock } from './story-clock.js';
import { themed } from '../states/look.js';

/** Name → address of the style sheet; literal, so that a bundler sees them. */
export const THEMES: Readonly<Record<string, string>> = {
  cobalt: new URL('../../src/themes/cobalt.css', import.meta.url).href,
  ink: new URL('../../src/themes/ink.css', import.meta.url).href,
  evergreen: new URL('../../src/themes/evergreen.css', import.meta.url).href,
  coral: new URL('../../src/themes/coral.css', import.meta.url).href,
  midnight: new URL('../../src/themes/midnight.css', import.meta.url).href,
  paper: new URL('../../src/themes/paper.css', import.meta.url).href,
};

/** What a theme sets, as a page's style sheet sets it. */
export async function themeOf(name: string): Promise<[property: string, value: string][]> {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await (await fetch(THEMES[name]!)).text());
  return [...sheet.cssRules].flatMap((rule) => {
    const { style } = rule as CSSStyleRule;
    return [...style].map((property): [string, string] => [property, style.getPropertyValue(property)]);
  });
}

const GROUNDS = ['#eef1f8', '#ececec', '#e5f0ec', '#fdece6', '#0f0e17', '#ece3d3'];

/** Words that nobody has sent yet: the button that sends them has its colour. */
async function write(shadow: ShadowRoot, words: string): Promise<void> {
  await until(() => shadow.querySelector('textarea'), 'the field');
  const field = shadow.querySelector('textarea')!;
  field.value = words;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** A box of its own for each: a transform makes it what a fixed launcher is fixed to. */
function cell(name: string, ground: string, options: StageOptions): HTMLElement {
  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  const isDark = options.scheme === 'dark' || name === 'midnight';
  Object.assign(figure.style, {
    boxSizing: 'border-box', blockSize: '600px', margin: '0', padding: '20px', transform: 'translateZ(0)', font: '600 15px system-ui',
    background: isDark ? '#0f0e17' : ground, color: isDark ? '#fff' : '#222',
  });
  // Six chats on one page, each with a name of its own.
  const title = name[0]!.toUpperCase() + name.slice(1);
  caption.textContent = name === 'cobalt' ? `${title} (default)` : title;
  const words = { lang: 'en', find: (key: string) => (key === 'panel.label' ? `Chat in ${name}` : undefined), toLauncherName: () => '' };
  const { host, shadow } = createStage(themed, { clock: createStoryClock(), ...options, words });
  host.style.setProperty('--chat-panel-height', '440px');
  // As it is before somebody opens the chat, with a message that was not read.
  const launcher = shadow.querySelector<HTMLButtonElement>('.launcher')!;
  launcher.ariaExpanded = 'false';
  new LauncherView(launcher, undefined).update(`Chat in ${name}`, undefined, false, 1);
  write(shadow, 'Thank you').catch(() => {});
  themeOf(name).then((all) => all.forEach(([property, value]) => host.style.setProperty(property, value)), () => {});
  figure.append(caption, host);
  return figure;
}

export function themeBoard(options: StageOptions & { chat?: FakeChat }): HTMLElement {
  const board = document.createElement('main');
  const title = document.createElement('h1');
  title.textContent = 'Themes';
  Object.assign(title.style, { gridColumn: '1 / -1', margin: '0', padding: '16px 20px', font: '600 22px system-ui' });
  const dark = options.scheme === 'dark';
  Object.assign(board.style, { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(400px, 100%), 1fr))', background: dark ? '#15161a' : '#fff', color: dark ? '#fff' : '#222' });
  board.append(title, ...Object.keys(THEMES).map((name, index) => cell(name, GROUNDS[index]!, options)));
  return board;
}
