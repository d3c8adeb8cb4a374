import type { enTeaser } from '../i18n/en-teaser.js';

export type TeaserWords = Record<keyof typeof enTeaser, string>;

export type TeaserContent = {
  text: string;
  sender: string;
  brand: string;
  /** Checked already. */
  avatarUrl: string | undefined;
  replies: readonly string[];
};

type TeaserHandlers = { press(): void; dismiss(): void; reply(text: string): void };

/** The bubble, its close button and the answers beneath; all of them real buttons, and all words plain text. */
export function teaserView(content: TeaserContent, words: TeaserWords, on: TeaserHandlers): HTMLElement {
  const { text, sender, brand, replies } = content;
  const view = make('div', 'teaser', 'teaser');
  view.role = 'group';
  view.ariaLabel = toName(content, words) || text;

  const body = button('teaser-text', 'teaser-text', on.press);
  body.ariaHasPopup = 'dialog';
  body.title = words['teaser.open'];
  if (sender) body.append(picture(content));
  const lines = make('span', 'words');
  if (sender || brand) lines.append(from(content, words));
  const said = make('span', 'said');
  said.dir = 'auto';
  said.textContent = text;
  lines.append(said);
  body.append(lines);

  const dismiss = button('teaser-dismiss', 'teaser-dismiss', on.dismiss);
  dismiss.ariaLabel = words['teaser.dismiss'];
  dismiss.append(make('i', ''));
  view.append(body, dismiss);
  if (replies.length) view.append(chips(replies, on.reply));
  return view;
}

/** Who speaks, in plain text. */
export function toName({ sender, brand }: Pick<TeaserContent, 'sender' | 'brand'>, words: TeaserWords): string {
  if (!sender || !brand) return sender || brand;
  return words['teaser.from'].replace(/\{(name|brand)\}/g, (_, name) => (name === 'name' ? sender : brand));
}

function from(content: TeaserContent, words: TeaserWords): HTMLElement {
  const line = make('span', 'from');
  const { sender, brand } = content;
  const pattern = sender && brand ? words['teaser.from'] : '{name}';
  for (const piece of pattern.split(/(\{\w+\})/)) {
    const value = piece === '{name}' ? make('b', '') : piece === '{brand}' ? make('bdi', '') : piece;
    if (typeof value !== 'string') value.textContent = piece === '{name}' ? sender || brand : brand;
    line.append(value);
  }
  return line;
}

/** Decoration: the name stands beside it. A picture that does not load uncovers the letter behind it. */
function picture({ sender, avatarUrl }: TeaserContent): HTMLElement {
  const circle = make('span', 'picture', 'avatar');
  circle.ariaHidden = 'true';
  const letter = make('span', '');
  letter.textContent = ([...sender.trim()][0] ?? '').toLocaleUpperCase();
  circle.append(letter);
  if (!avatarUrl) return circle;
  const image = document.createElement('img');
  image.alt = '';
  image.referrerPolicy = 'no-referrer';
  image.onerror = () => image.remove();
  image.src = avatarUrl;
  circle.append(image);
  return circle;
}

function chips(replies: readonly string[], reply: (text: string) => void): HTMLElement {
  const list = make('div', 'replies');
  for (const text of replies) {
    const chip = button('chip', 'chip', () => reply(text));
    chip.dir = 'auto';
    chip.textContent = text;
    list.append(chip);
  }
  return list;
}

function button(name: string, part: string, onClick: () => void): HTMLButtonElement {
  const element = make('button', name, part);
  element.type = 'button';
  element.onclick = onClick;
  return element;
}

function make<T extends 'div' | 'span' | 'button' | 'i' | 'b' | 'bdi'>(tag: T, name: string, part?: string): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (part) element.part.add(part);
  return element;
}
