import type { Page } from '../page/page.js';
import type { TeaserOptions } from '../page/teaser.js';
import { warnOnce } from '../warn-once.js';
import { functionOf } from './custom.js';
import type { Level } from './engine.js';
import type { Rule } from './rule.js';
import type { Action } from './words.js';

/** Something that is done once; `show` and `hide` only have to be there. */
type Deed = Exclude<Action, Level>;
type Do<D extends Deed> = (deed: D, rule: Rule, page: Page, signal: AbortSignal) => void | Promise<void>;

/** Whoever has no name is the agent that is there. */
const senderOf = (sender: string | undefined, { host }: Page): { sender?: string } => {
  const name = sender ?? host.chat?.state.agents[0]?.name;
  return name ? { sender: name } : {};
};

const waiting = new WeakSet<Page>();

/** What waits for its moment beside the launcher has the higher priority: the next does not take its place. */
async function tease(page: Page, options: TeaserOptions): Promise<void> {
  if (waiting.has(page)) return;
  waiting.add(page);
  await page.showTeaser(options).finally(() => waiting.delete(page));
}

/** In the conversation if it is open; beside the launcher until then. */
async function say(texts: readonly string[], more: { sender?: string; avatarUrl?: string }, rule: Rule, page: Page, signal: AbortSignal): Promise<void> {
  const { host } = page;
  const show = async (): Promise<void> => {
    for (const text of texts) await page.showMessage({ text, ...more });
  };
  if (host.opened) return show();
  const [text] = texts;
  if (!text) return;
  host.addEventListener('chat-opened', () => void show().catch(() => {}), { once: true, signal });
  await tease(page, { id: rule.id, text, ...more, again: rule.perVisit !== undefined });
}

/** Only what can be delivered is asked for; what the backend can do is known when its code has come. */
async function canLeave(host: Page['host']): Promise<boolean> {
  const { chat } = host;
  if (!chat || host.hasAttribute('offline-endpoint')) return Boolean(chat);
  return new Promise((resolve) => {
    const look = (): void => {
      const { offline } = chat.state.capabilities;
      if (offline === undefined) return;
      unsubscribe();
      resolve(offline);
    };
    const unsubscribe = chat.subscribe(look);
    look();
  });
}

const PERFORM: { [N in Deed['do']]: Do<Extract<Deed, { do: N }>> } = {
  async prompt({ do: _, sender, ...teaser }, { id, perVisit }, page) {
    await tease(page, { id, ...teaser, ...senderOf(sender, page), again: perVisit !== undefined });
  },
  message: ({ text, sender, avatarUrl }, rule, page, signal) =>
    say([text], { ...senderOf(sender, page), ...(avatarUrl && { avatarUrl }) }, rule, page, signal),
  open: (_, _rule, { host }) => host.open(),
  async form({ name }, _, { host }) {
    await host.open();
    const panel = host.shadowRoot!.querySelector<Element & { show?(view: string): void }>('chat-widget-panel');
    panel?.show?.(name === 'offline' && (await canLeave(host)) ? 'offline' : '');
  },
  run({ name }, { id }, { host }) {
    const run = functionOf(host, name);
    if (!run) return warnOnce(`triggers: the rule "${id}" runs "${name}", but triggerFunctions has none of that name`);
    return void run({ id });
  },
  // Rocket.Chat's alone.
  async externalService(action, rule, page, signal) {
    const { askService } = await import('./ask-service.js');
    const words = await askService(action, rule, page, signal);
    if (!signal.aborted) await say(words, senderOf(action.sender, page), rule, page, signal);
  },
};

/** Does one thing that a rule wants; what fails is said, and hinders nothing else. */
export async function perform(action: Deed, rule: Rule, page: Page, signal: AbortSignal): Promise<void> {
  try {
    await (PERFORM[action.do] as Do<Deed>)(action, rule, page, signal);
  } catch (error) {
    warnOnce(`triggers: ${action.do} of the rule "${rule.id}" failed: ${String(error)}`);
  }
}
