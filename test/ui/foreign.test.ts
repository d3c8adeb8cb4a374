import { expect } from 'chai';
import type { Part } from '../../src/core/model.js';
import { safeUrl } from '../../src/core/safe-url.js';
import { allowedPicture } from '../../src/page/allowed-picture.js';
import { isNear } from '../../src/ui/near.js';
import { maya } from '../../stories/support/people.js';
import { picture, said, talking } from '../../stories/support/say.js';
import { minutesAgo } from '../../stories/support/time.js';
import { until } from '../support/until.js';
import { closeStages, frames, openStage } from './support/open-stage.js';
import type { TestStage } from './support/open-stage.js';

/** The same server under another name: a real origin of somebody else. */
const STRANGER = `http://127.0.0.1:${location.port}`;
let round = 0;
const at = (name: string, origin = STRANGER): string => `${origin}/canary-${round}/${name}.png`;

/** Whatever was asked for by this page, from wherever. */
const asked = (): string[] =>
  performance.getEntriesByType('resource').flatMap(({ name }) => (name.includes(`/canary-${round}/`) ? name.split('/').at(-1)! : []));

const card = (name: string): Part => ({ type: 'card', card: { title: name, imageUrl: at(name), buttons: [] } });
const stranger = { ...maya, id: 'far', name: 'Far Away', get avatarUrl() { return at('avatar'); } };

const talk = () =>
  talking(stranger, [
    said(stranger, [picture('one.png', { url: at('one'), thumbnailUrl: at('small') })], minutesAgo(9), { id: 'p1' }),
    said(stranger, [picture('two.png', { url: at('two') })], minutesAgo(8), { id: 'p2' }),
    said(stranger, [card('shelf')], minutesAgo(7), { id: 'p3' }),
    said(stranger, [{ type: 'text', text: `![x](${at('markdown')}) <img src=${at('html')}> ${at('plain')}`, format: 'markdown' }], minutesAgo(6), { id: 'p4' }),
    said(stranger, [{ type: 'video', name: 'v.mp4', mime: 'video/mp4', url: at('film') }], minutesAgo(5), { id: 'p5' }),
  ]);

async function open(known: Record<string, string> = {}, actions = talk()): Promise<TestStage> {
  const stage = await openStage(actions, { known });
  await frames(6);
  await stage.settle();
  return stage;
}

const buttons = (stage: TestStage): HTMLElement[] => stage.parts('load-image');

describe('pictures of strangers', () => {
  beforeEach(() => void round++);
  afterEach(closeStages);

  it('are not asked for before somebody wishes so, nor are faces, cards and whatever is written', async () => {
    const stage = await open();
    expect(asked()).to.deep.equal([]);
    expect(buttons(stage).map(({ textContent }) => textContent.trim().replace(/[\u2068\u2069]/g, ''))).to.deep.equal(
      Array.from({ length: 3 }, () => `Load image from 127.0.0.1:${location.port}`),
    );
    const faces = stage.parts('avatar');
    expect(faces.length).to.be.greaterThan(0);
    for (const face of faces) {
      expect(face.querySelector('img') === null).to.equal(true);
      expect(face.textContent).to.include('FA');
    }
    expect(stage.parts('image')[0]!.clientHeight, 'its room is reserved').to.be.greaterThan(100);
  });

  it('come one by one when they are wished for, by a button that leaves the focus with its message', async () => {
    const stage = await open();
    buttons(stage)[0]!.focus();
    buttons(stage)[0]!.click();
    await until(() => asked().length > 0, 'a request');
    await stage.settle();
    expect(asked()).to.deep.equal(['small.png']);
    expect((stage.active() as HTMLElement).dataset['key']).to.equal('p1');
    expect(buttons(stage)).to.have.length(2);
    buttons(stage)[1]!.click();
    await until(() => asked().length > 1, 'the card’s picture');
    expect(asked()).to.deep.equal(['small.png', 'shelf.png']);
    expect(stage.parts('card').some((it) => it.querySelector('img[referrerpolicy=no-referrer]'))).to.equal(true);
    // Drawn anew, as when it comes into the window again, it is not asked about twice.
    closeStages();
    expect(buttons(await open())).to.have.length(1);
  });

  it('are no neighbours in the large view before that', async () => {
    const stage = await open();
    buttons(stage)[0]!.click();
    await stage.settle();
    stage.root.querySelector<HTMLElement>('chat-widget-media a[role=button]')!.click();
    await until(() => !!stage.root.querySelector('chat-widget-lightbox dialog'), 'the large view');
    await frames(3);
    expect(stage.root.querySelector('.lightbox .step') === null, 'one picture alone').to.equal(true);
    expect(asked()).not.to.include('two.png');
    stage.root.querySelector<HTMLElement>('.lightbox .close')!.click();
  });

  it('of a server that was not named stay there when those of another are wished for', async () => {
    const other = at('large', `http://127.0.0.2:${location.port}`);
    const stage = await open({}, talking(maya, [said(maya, [picture('p.png', { url: other, thumbnailUrl: at('little') })], minutesAgo(9), { id: 'q' })]));
    buttons(stage)[0]!.click();
    await stage.settle();
    stage.root.querySelector<HTMLElement>('chat-widget-media a[role=button]')!.click();
    await until(() => !!stage.root.querySelector('chat-widget-lightbox dialog img'), 'the large view');
    expect(stage.root.querySelector<HTMLImageElement>('.lightbox img')!.src).to.equal(at('little'));
    stage.root.querySelector<HTMLElement>('.lightbox .close')!.click();
  });

  it('are shown at once where the page, the backend’s address or its configuration names their server', async () => {
    const ways: [Record<string, string>, string[]][] = [
      [{ 'image-origins': `https://cdn.example ${STRANGER}/` }, []],
      [{ 'image-origins': '*' }, []],
      [{ endpoint: `${STRANGER}/api` }, []],
      [{}, [STRANGER]],
    ];
    for (const [known, imageOrigins] of ways) {
      round++;
      const stage = await open(known, [{ type: 'config/received', config: { imageOrigins } }, ...talk()]);
      expect(buttons(stage), JSON.stringify(known)).to.deep.equal([]);
      const sources = [...stage.root.querySelectorAll('img')].map(({ src }) => src);
      expect(sources).to.include.members(['small', 'two', 'shelf', 'avatar'].map((name) => at(name)));
      // Those in view; the others are lazy.
      await until(() => asked().includes('avatar.png'), `a face, ${JSON.stringify(known)}`);
      closeStages();
    }
  });

  it('are still strangers where the list is nonsense, or names a part of their name', async () => {
    for (const list of ['127.0.0.1', 'http://', '::: ,', `http://7.0.0.1:${location.port}`]) {
      round++;
      const stage = await open({ 'image-origins': list });
      expect(buttons(stage), list).to.have.length(3);
      expect(asked(), list).to.deep.equal([]);
      closeStages();
    }
  });

  it('are the same to the panel and to a teaser, which has the rule in its own code', () => {
    const addresses = [
      at('own', location.origin), at('far'), `${STRANGER.replace('http', 'https')}/a.png`, 'https://cdn.example/a.png', 'https://cdn.example:444/a.png',
      'https://a.cdn.example/a.png', 'https://me@cdn.example/a.png', 'HTTPS://CDN.EXAMPLE/a.png', 'https://cdn.example@far.example/a.png',
      'data:image/png;base64,AA', 'data:image/svg+xml,<svg/>', 'data:text/html,x', 'javascript:alert(1)', 'ftp://cdn.example/a.png', 'https://',
    ];
    const pages = [{}, { 'image-origins': 'https://cdn.example' }, { 'image-origins': '::: https://cdn.example/x, *.example' }, { 'image-origins': '*' }, { endpoint: 'wss://cdn.example/socket' }];
    for (const [page, imageOrigins] of pages.flatMap((it) => [[it, undefined], [it, [STRANGER]]] as const)) {
      const host = document.createElement('div');
      for (const [name, value] of Object.entries(page)) host.setAttribute(name, value);
      const chat = { state: { config: { ...(imageOrigins && { imageOrigins }) } } } as never;
      const element = Object.assign(host, { chat, endpoint: host.getAttribute('endpoint') ?? '' });
      for (const address of addresses) {
        const url = safeUrl('image', address);
        const panel = !!url && isNear(url, { host, chat });
        expect(!!allowedPicture(element as never, address), `${address} ${JSON.stringify(page)} ${imageOrigins}`).to.equal(panel);
      }
    }
  });

  it('are the page’s own if they come from the page', async () => {
    const stage = await open({}, talking(maya, [said(maya, [picture('own.png', { url: at('own', location.origin) })], minutesAgo(1))]));
    expect(buttons(stage)).to.deep.equal([]);
    await until(() => asked().includes('own.png'), 'the page’s picture');
  });
});
