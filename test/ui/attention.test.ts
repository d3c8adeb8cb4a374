import { expect } from 'chai';
import { initialState } from '../../src/core/initial-state.js';
import { reduce } from '../../src/core/reducer.js';
import type { ChatState } from '../../src/core/state.js';
import { attend, sound } from '../../src/ui/attention/attend.js';
import type { Host } from '../../src/ui/attention/attend.js';
import { showDot } from '../../src/ui/attention/favicon-dot.js';
import { isNotifyOn, setNotify } from '../../src/ui/attention/notify-setting.js';
import { wishes } from '../../stories/states/forms.js';
import { maya } from '../../stories/support/people.js';
import { said } from '../../stories/support/say.js';
import { NOW } from '../../stories/support/time.js';
import { sleep, until } from '../support/until.js';
import { closeStages, openStage } from './support/open-stage.js';
import type { TestStage } from './support/open-stage.js';

const AGENT = { role: 'agent' };

const BURST_MS = 4_000;
const { now } = Date;
const { setTimeout: realTimeout } = globalThis;
let passed = 0;

/** Time passes until the last burst is over; what is held as long as one is let go. */
async function silence(): Promise<void> {
  passed += BURST_MS + 100;
  await sleep(100);
}

function hide(isHidden: boolean): void {
  Object.defineProperty(document, 'hidden', { configurable: true, value: isHidden });
  document.dispatchEvent(new Event('visibilitychange'));
}

/** An element with so many unread messages. */
function hostWith(unread: number, more: Partial<ChatState> = {}): Host & { chat: { state: ChatState } } {
  const state = Array.from({ length: unread }).reduce<ChatState>(
    (before, _, index) => reduce(before, { type: 'message/received', message: said(maya, `No ${index}`, NOW + index, { id: `m${index}` }) }),
    { ...initialState, ...more },
  );
  const host = Object.assign(document.createElement('div'), { chat: { state } });
  document.body.append(host);
  return host;
}

describe('the sound', () => {
  const { AudioContext: Real } = globalThis;
  const activation = Object.getOwnPropertyDescriptor(Navigator.prototype, 'userActivation')!;
  let notes: { start: number; stop: number; made: number }[] = [];
  let contexts = 0;
  let isInterrupted = false;

  /** Notes what is played; its time does not pass. */
  class Listening {
    currentTime = 0;
    destination = {};
    constructor() {
      contexts++;
    }
    resume = (): Promise<void> => Promise.resolve();
    suspend = (): Promise<void> => Promise.resolve();
    createGain = (): object => ({
      connect: () => {},
      gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} },
    });
    createOscillator(): object {
      const note = { start: 0, stop: 0, made: performance.now() };
      notes.push(note);
      const oscillator = {
        frequency: { value: 0 },
        onended: () => {},
        connect: (to: object) => to,
        start: (at: number) => (note.start = at),
        stop: (at: number) => {
          note.stop = at;
          if (!isInterrupted) setTimeout(() => oscillator.onended());
        },
      };
      return oscillator;
    }
  }

  const touched = (isTouched: boolean): void =>
    void Object.defineProperty(navigator, 'userActivation', { configurable: true, value: { hasBeenActive: isTouched } });

  before(() => {
    Date.now = () => now() + passed;
    globalThis.setTimeout = ((run: () => void, ms?: number) => realTimeout(run, ms === BURST_MS ? 50 : ms)) as typeof setTimeout;
    globalThis.AudioContext = Listening as unknown as typeof AudioContext;
  });
  beforeEach(async () => {
    await silence();
    localStorage.clear();
    notes = [];
    hide(false);
  });
  after(() => {
    globalThis.AudioContext = Real;
    globalThis.setTimeout = realTimeout;
    Date.now = now;
    Object.defineProperty(navigator, 'userActivation', activation);
    localStorage.clear();
  });

  it('waits for the first touch of the page', async () => {
    touched(false);
    await attend(hostWith(1), AGENT);
    expect([contexts, notes.length]).to.deep.equal([0, 0]);
  });

  it('is a chime of less than a second', async () => {
    touched(true);
    await attend(hostWith(1), AGENT);
    expect(notes).to.have.length(2);
    expect(Math.max(...notes.map(({ stop }) => stop))).to.be.below(1);
  });

  it('rings again after one that a phone call has cut off', async () => {
    isInterrupted = true;
    await attend(hostWith(1), AGENT);
    isInterrupted = false;
    await silence();
    await attend(hostWith(1), AGENT);
    expect(notes).to.have.length(4);
  });

  it('rings once for a burst', async () => {
    const host = hostWith(3);
    await Promise.all([attend(host, AGENT), attend(host, AGENT), sleep(500).then(() => attend(host, { role: 'bot' }))]);
    expect(notes).to.have.length(2);
  });

  it('is none for what stands in a visible open chat, for a line of the system, or for what was read elsewhere', async () => {
    await attend(hostWith(1, { open: true }), AGENT);
    await attend(hostWith(1), { role: 'system' });
    await attend(hostWith(1), { role: 'visitor' });
    expect(notes).to.deep.equal([]);
    await silence();
    const host = hostWith(1);
    const ringing = attend(host, AGENT);
    host.chat.state = { ...host.chat.state, messages: [] };
    await ringing;
    expect(notes).to.deep.equal([]);
  });

  it('rings for an open chat that nobody sees', async () => {
    hide(true);
    await attend(hostWith(1, { open: true }), AGENT);
    expect(notes).to.have.length(2);
  });

  it('stays off on this device once it is switched off', async () => {
    const host = hostWith(1);
    await sound.set(host, false);
    expect(sound.isOn(host)).to.equal(false);
    await attend(hostWith(1), AGENT);
    expect(notes).to.deep.equal([]);
    await sound.set(host, true);
    expect(sound.isOn(host)).to.equal(true);
    expect(notes, 'a sample').to.have.length(2);
  });

  for (const withLocks of [true, false]) {
    it(`rings in one tab, ${withLocks ? 'by a lock' : 'without locks'}`, async () => {
      const tabs = [0, 1, 2].map(() => {
        const frame = document.createElement('iframe');
        document.body.append(frame);
        return frame;
      });
      // Tabs of one site: the same module once more in each.
      const claims = await Promise.all(
        tabs.map(async ({ contentWindow }) => {
          const own = contentWindow as Window & typeof globalThis;
          if (!withLocks) Object.defineProperty(own.navigator, 'locks', { value: undefined });
          const script = own.document.createElement('script');
          script.type = 'module';
          script.textContent = `import { claim } from '${new URL('../../src/ui/attention/claim.ts', import.meta.url).href}'; window.claim = claim;`;
          own.document.head.append(script);
          await until(() => 'claim' in own, 'the module');
          return (own as unknown as { claim(host: Element): Promise<boolean> }).claim;
        }),
      );
      localStorage.clear();
      const answers: boolean[] = [];
      for (const claim of claims) answers.push(await claim(document.body));
      expect(answers).to.deep.equal([true, false, false]);
      for (const frame of tabs) frame.remove();
    });
  }

  it('is switched in the menu', async () => {
    const stage = await openStage(wishes);
    const press = async (selector: string): Promise<void> => {
      stage.root.querySelector<HTMLElement>(selector)!.click();
      await stage.settle();
    };
    const item = (): HTMLElement => stage.root.querySelector('[role=menuitemcheckbox]')!;
    await press('chat-widget-menu button');
    expect(item().textContent.trim()).to.equal('Sound');
    expect(item().ariaChecked).to.equal('true');
    expect(item().textContent.trim()).to.equal('Sound');
    await press('[role=menuitemcheckbox]');
    expect(sound.isOn(stage.host)).to.equal(false);
    await press('chat-widget-menu button');
    expect(item().ariaChecked).to.equal('false');
    await press('[role=menuitemcheckbox]');
    expect(sound.isOn(stage.host)).to.equal(true);
    expect(notes, 'a sample').to.have.length(2);
    closeStages();
  });
});

describe('the title', () => {
  const before = document.title;
  const node = (): HTMLTitleElement => document.querySelector('title')!;
  const raw = '\n  Shop — mugs ';
  beforeEach(async () => {
    await sound.set(document.body, false);
    document.title = 'x';
    node().textContent = raw;
    hide(true);
  });
  afterEach(() => hide(false));
  after(() => {
    document.title = before;
    localStorage.clear();
  });

  it('shows the count by turns while the page is hidden, then exactly what it was', async () => {
    const text = node().firstChild;
    await attend(hostWith(2), AGENT);
    expect(document.title).to.equal('(2) Shop — mugs');
    await until(() => node().textContent === raw, 'the page’s own');
    await until(() => document.title.startsWith('(2)'), 'the count again');
    hide(false);
    expect(node().textContent).to.equal(raw);
    expect(node().firstChild, 'the same node, which a framework may hold').to.equal(text);
    await sleep(1_200);
    expect(node().textContent, 'for good').to.equal(raw);
  });

  it('stays as it is while the page is visible', async () => {
    hide(false);
    await attend(hostWith(2), AGENT);
    expect(node().textContent).to.equal(raw);
  });

  it('is the page’s where the page writes another one', async () => {
    await attend(hostWith(1), AGENT);
    document.title = 'Checkout';
    await until(() => document.title === '(1) Checkout', 'the count before the new one');
    // As frameworks do that hold the text.
    (node().firstChild as Text).data = 'Thank you';
    hide(false);
    expect(document.title).to.equal('Thank you');
  });

  it('ends with the last unread message, and with the chat', async () => {
    const host = hostWith(1);
    await attend(host, AGENT);
    host.chat.state = { ...host.chat.state, messages: [] };
    await until(() => node().textContent === raw, 'read elsewhere');
    await sleep(1_200);
    expect(node().textContent).to.equal(raw);
    const other = hostWith(3);
    await attend(other, AGENT);
    expect(document.title).to.equal('(3) Shop — mugs');
    (other as { chat?: unknown }).chat = undefined;
    await sleep(2_200);
    expect(node().textContent).to.equal(raw);
  });

  it('may be missing', async () => {
    node().remove();
    await attend(hostWith(1), AGENT);
    hide(false);
    expect(document.querySelector('title')).to.equal(null);
  });
});

describe('notifications', () => {
  const { Notification: Real } = globalThis;
  let shown: (NotificationOptions & { title: string; closed: boolean; onclick?: () => void })[] = [];
  let permission: NotificationPermission = 'default';
  let requests = 0;

  /** The desktop of a visitor who agrees when asked. */
  class Desktop {
    static get permission(): NotificationPermission {
      return permission;
    }
    static async requestPermission(): Promise<NotificationPermission> {
      requests++;
      return (permission = permission === 'default' ? 'granted' : permission);
    }
    closed = false;
    title: string;
    constructor(title: string, options: NotificationOptions) {
      this.title = title;
      shown.push(Object.assign(this, options));
    }
    close(): void {
      this.closed = true;
    }
  }

  before(() => {
    Date.now = () => now() + passed;
    globalThis.setTimeout = ((run: () => void, ms?: number) => realTimeout(run, ms === BURST_MS ? 50 : ms)) as typeof setTimeout;
    globalThis.Notification = Desktop as unknown as typeof Notification;
  });
  beforeEach(async () => {
    await silence();
    localStorage.clear();
    shown = [];
    requests = 0;
    permission = 'default';
    hide(true);
  });
  afterEach(() => hide(false));
  after(() => {
    globalThis.Notification = Real;
    globalThis.setTimeout = realTimeout;
    Date.now = now;
    localStorage.clear();
  });

  const item = ({ root }: TestStage): HTMLElement | undefined =>
    [...root.querySelectorAll<HTMLElement>('[role=menuitemcheckbox]')].find(({ textContent }) => textContent.includes('Notifications'));

  async function openMenu(): Promise<TestStage> {
    const stage = await openStage(wishes);
    stage.root.querySelector<HTMLElement>('chat-widget-menu button')!.click();
    await stage.settle();
    return stage;
  }

  it('are asked for in the menu alone, and stay on for this chat', async () => {
    await attend(hostWith(1), AGENT);
    expect([requests, shown.length], 'nobody wished for them').to.deep.equal([0, 0]);
    const stage = await openMenu();
    expect(item(stage)!.ariaChecked).to.equal('false');
    item(stage)!.click();
    await stage.settle();
    expect(requests).to.equal(1);
    stage.root.querySelector<HTMLElement>('chat-widget-menu button')!.click();
    await stage.settle();
    expect(item(stage)!.ariaChecked).to.equal('true');
    item(stage)!.click();
    await stage.settle();
    expect(isNotifyOn(stage.host)).to.equal(false);
    closeStages();
  });

  it('are not offered where they were refused', async () => {
    permission = 'denied';
    const stage = await openMenu();
    expect(item(stage) === undefined).to.equal(true);
    closeStages();
  });

  it('tell who wrote what while the page is hidden, once for a burst, and lead to the chat', async () => {
    const host = hostWith(2);
    await setNotify(host, true);
    await Promise.all([attend(host, AGENT), attend(host, AGENT), attend(host, AGENT)]);
    await until(() => shown.length > 0, 'a notification');
    await sleep(50);
    expect(shown).to.have.length(1);
    expect([shown[0]!.title, shown[0]!.body]).to.deep.equal([maya.name, 'No 1']);
    shown[0]!.onclick!();
    expect((host as Host & { open?: boolean }).open).to.equal(true);
    expect(shown[0]!.closed).to.equal(true);
  });

  it('are none on a page that is seen, nor for another chat', async () => {
    const host = hostWith(1);
    await setNotify(host, true);
    hide(false);
    await attend(host, AGENT);
    hide(true);
    await silence();
    const other = hostWith(1);
    Object.assign(other, { endpoint: 'https://other.example' });
    await attend(other, AGENT);
    await sleep(50);
    expect(shown).to.deep.equal([]);
  });
});

describe('the icon of the page', () => {
  const PAGE = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const icons = (): string[] => [...document.head.querySelectorAll('link[rel~=icon]')].map(({ outerHTML }) => outerHTML);

  function pageIcon(): HTMLLinkElement {
    const link = Object.assign(document.createElement('link'), { rel: 'shortcut icon', href: PAGE });
    document.head.append(link);
    return link;
  }

  function host(): Host & { chat: { state: ChatState } } {
    const it = hostWith(1);
    it.setAttribute('favicon-badge', '');
    return it;
  }

  beforeEach(async () => {
    await sound.set(document.body, false);
    hide(true);
  });
  afterEach(() => {
    hide(false);
    for (const link of document.head.querySelectorAll('link[rel~=icon]')) link.remove();
  });

  it('has a dot while the page is hidden and something is unread, and is then what it was', async () => {
    const link = pageIcon();
    const before = icons();
    await attend(host(), AGENT);
    await until(() => link.href !== PAGE, 'the dot');
    const image = new Image();
    image.src = link.href;
    await image.decode();
    const context = new OffscreenCanvas(32, 32).getContext('2d')!;
    context.drawImage(image, 0, 0);
    const [red = 0, green = 0] = context.getImageData(23, 9, 1, 1).data;
    expect(red - green, 'red').to.be.greaterThan(120);
    hide(false);
    expect(icons()).to.deep.equal(before);
  });

  it('is left alone without the option, and where the page has another one by now', async () => {
    const link = pageIcon();
    await attend(hostWith(1), AGENT);
    await sleep(100);
    expect(link.href).to.equal(PAGE);
    hide(false);
    hide(true);
    await attend(host(), AGENT);
    await until(() => link.href !== PAGE, 'the dot');
    link.setAttribute('href', 'data:image/png,');
    hide(false);
    expect(link.getAttribute('href')).to.equal('data:image/png,');
  });

  it('is the page’s where it writes into a link of ours, and what it was after a blink', async () => {
    await attend(host(), AGENT);
    await until(() => icons().length === 1, 'a dot');
    document.head.querySelector('link[rel~=icon]')!.setAttribute('href', PAGE);
    hide(false);
    expect(icons()[0]).to.include(PAGE);
    const before = icons();
    // Twice away before the picture of the first time is painted.
    showDot({}, () => 1);
    hide(false);
    hide(true);
    showDot({}, () => 1);
    await until(() => icons()[0] !== before[0], 'the dot again');
    await sleep(200);
    hide(false);
    expect(icons()).to.deep.equal(before);
  });

  it('comes and goes where the page names none', async () => {
    await attend(host(), AGENT);
    await until(() => icons().length === 1, 'a dot');
    hide(false);
    expect(icons()).to.deep.equal([]);
  });
});
