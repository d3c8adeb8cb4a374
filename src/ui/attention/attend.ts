import type { Chat } from '../../core/chat.js';
import { selectUnread } from '../../core/selectors.js';
import { chime, listenForTouch } from './chime.js';
import { BURST_MS, claim } from './claim.js';
import { isNotifyOn } from './notify-setting.js';
import { isSoundOn, setSound } from './sound-setting.js';
import { TitleCount } from './title-count.js';

/** The element; of another visitor, or gone, it has another chat or none. */
export type Host = Element & { readonly chat?: Pick<Chat, 'state'> | undefined };

/** The tab in which the visitor reads claims first; and tabs hear of a message one after the other. */
const PATIENCE_MS = 300;

const importDot = () => import('./favicon-dot.js');
const importNotify = () => import('./notify.js');

const titles = new WeakMap<Host, TitleCount>();
let lastAt = 0;

/** Detail of the element's event `chat-message-received`. */
export type Told = { role: string };

/** Somebody wrote, just now: a sound, and what tells of it on a page that is hidden. */
export async function attend(host: Host, { role }: Told): Promise<void> {
  if (role !== 'agent' && role !== 'bot') return;
  listenForTouch();
  // Claimed all the same: no other tab rings for what is read in this one.
  if (host.chat?.state.open && !document.hidden) return void claim(host);
  showCount(host);
  const isFirst = Date.now() - lastAt > BURST_MS;
  lastAt = Date.now();
  const isTold = document.hidden && isNotifyOn(host);
  if (!isFirst || !(isTold || isSoundOn(host))) return;
  await new Promise((done) => setTimeout(done, PATIENCE_MS * (1 + Math.random())));
  if (countUnread(host) && (await claim(host))) await call(host, isTold);
}

async function call(host: Host, isTold: boolean): Promise<void> {
  if (isTold) void importNotify().catch(importNotify).then(({ notify }) => notify(host), () => undefined); // there is still the title
  if (isSoundOn(host)) await chime();
}

const countUnread = ({ chat }: Host): number => (chat ? selectUnread(chat.state).length : 0);

function showCount(host: Host): void {
  const { chat } = host;
  const title = titles.get(host) ?? new TitleCount();
  titles.set(host, title);
  const count = (): number => (host.chat === chat ? countUnread(host) : 0);
  title.start(count);
  if (!host.hasAttribute('favicon-badge')) return;
  void importDot().catch(importDot).then(({ showDot }) => showDot(host, count), () => undefined); // there is still the title
}

/** The switch of the menu. */
export const sound = {
  isOn: isSoundOn,
  /** Rings when it is switched on, so that one knows what to expect. */
  async set(host: Element, isOn: boolean): Promise<void> {
    setSound(host, isOn);
    if (isOn) await chime();
  },
  /** Once, in one tab, where it is wanted: somebody has come. */
  async ring(host: Element): Promise<void> {
    if (isSoundOn(host) && (await claim(host))) await chime();
  },
  listenForTouch,
};
