import type { Chat } from '../../core/chat.js';
import { selectUnread } from '../../core/selectors.js';
import { chime, listenForTouch } from './chime.js';
import { BURST_MS, claim } from './claim.js';
import { isSoundOn, setSound } from './sound-setting.js';
import { TitleCount } from './title-count.js';

/** The element; of another visitor, or gone, it has another chat or none. */
export type Host = Element & { readonly chat?: Pick<Chat, 'state'> | undefined };

/** The tab in which the visitor reads claims first; and tabs hear of a message one after the other. */
const PATIENCE_MS = 300;

const titles = new WeakMap<Host, TitleCount>();
let lastAt = 0;

/** Detail of the element's event `chat-message-received`. */
export type Told = { role: string };

/** Somebody wrote, just now: a sound, and a number in the title of a page that is hidden. */
export async function attend(host: Host, { role }: Told): Promise<void> {
  if (role !== 'agent' && role !== 'bot') return;
  listenForTouch();
  // Claimed all the same: no other tab rings for what is read in this one.
  if (host.chat?.state.open && !document.hidden) return void claim();
  showCount(host);
  const isFirst = Date.now() - lastAt > BURST_MS;
  lastAt = Date.now();
  if (!isFirst || !isSoundOn()) return;
  await new Promise((done) => setTimeout(done, PATIENCE_MS * (1 + Math.random())));
  if (countUnread(host) && (await claim())) await chime();
}

const countUnread = ({ chat }: Host): number => (chat ? selectUnread(chat.state).length : 0);

function showCount(host: Host): void {
  const { chat } = host;
  const title = titles.get(host) ?? new TitleCount();
  titles.set(host, title);
  title.start(() => (host.chat === chat ? countUnread(host) : 0));
}

/** The switch of the menu. */
export const sound = {
  isOn: isSoundOn,
  /** Rings when it is switched on, so that one knows what to expect. */
  async set(isOn: boolean): Promise<void> {
    setSound(isOn);
    if (isOn) await chime();
  },
  listenForTouch,
};
