import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { ChatAction } from '../../src/core/actions.js';
import { keepInside, zoomTo } from '../../src/ui/attachments/zoom.js';
import { maya, mugUrl, visitor } from '../../stories/support/people.js';
import { own, picture, said, talking } from '../../stories/support/say.js';
import { minutesAgo, NOW } from '../../stories/support/time.js';
import { createFakeChat } from '../../stories/support/fake-chat.js';
import { sleep, until } from '../support/until.js';
import { closeStages, openStage } from './support/open-stage.js';
import type { TestStage } from './support/open-stage.js';
import { png } from './support/pick.js';

const plain = (words: string | null | undefined): string => (words ?? '').replace(/[\u2068\u2069]/g, '').replace(/\s+/g, ' ').trim();
const other = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Three pictures, one that nobody may show, and messages that are none. */
const talk: ChatAction[] = talking(maya, [
  said(visitor, [picture('cracked.webp', { url: mugUrl })], minutesAgo(9), { status: 'read' }),
  said(maya, [picture('evil.png', { url: 'javascript:alert(1)' })], minutesAgo(8)),
  said(maya, [picture('ochre.png', { url: other }), picture('slate.webp', { url: mugUrl, thumbnailUrl: other })], minutesAgo(7)),
  { id: 'x', author: maya, createdAt: minutesAgo(6), parts: null } as never,
  { id: 'y', author: maya, createdAt: minutesAgo(5), parts: [null] } as never,
]);

const thumbnails = (stage: TestStage): HTMLElement[] => [...stage.root.querySelectorAll<HTMLElement>('[part=image] a[role=button]')];
const dialog = (stage: TestStage): HTMLDialogElement | undefined => stage.part<HTMLDialogElement>('lightbox');
const shown = (stage: TestStage): HTMLImageElement => dialog(stage)!.querySelector('img')!;
const title = (stage: TestStage): string => plain(dialog(stage)!.querySelector('b')?.textContent);
const button = (stage: TestStage, label: string): HTMLElement =>
  [...dialog(stage)!.querySelectorAll<HTMLElement>('button')].find((it) => plain(it.ariaLabel) === label)!;

async function opened(stage: TestStage, index = 0): Promise<void> {
  thumbnails(stage)[index]!.click();
  await until(() => dialog(stage)?.open, 'the lightbox is open');
  await until(() => shown(stage).naturalWidth, 'the picture is there');
  await stage.settle();
}

const scaleOf = (stage: TestStage): number => new DOMMatrix(getComputedStyle(shown(stage)).transform).a;
const placeOf = (stage: TestStage): [number, number] => {
  const { e, f } = new DOMMatrix(getComputedStyle(shown(stage)).transform);
  return [e, f];
};
/** Steps glide; the end is what counts. */
async function still(stage: TestStage): Promise<void> {
  await stage.settle();
  for (const animation of stage.shadow.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
}

describe('a picture of the conversation', () => {
  afterEach(closeStages);

  it('is a button that says what it does', async () => {
    const stage = await openStage(talk);
    await until(() => thumbnails(stage)[2], 'three pictures');
    expect(thumbnails(stage).map((it) => plain(it.ariaLabel))).to.deep.equal([
      'Image from You, open full size', 'Image from Maya Okafor, open full size', 'Image from Maya Okafor, open full size',
    ]);
    expect(thumbnails(stage)[0]!.getAttribute('href')).to.equal(mugUrl);
  });

  it('opens by click, Enter and Space, but goes to a new tab with a modifier', async () => {
    const stage = await openStage(talk);
    const follow = new MouseEvent('click', { ctrlKey: true, bubbles: true, cancelable: true });
    let wasLeft = false;
    stage.root.addEventListener('click', (event) => {
      wasLeft = !event.defaultPrevented;
      event.preventDefault();
    });
    thumbnails(stage)[0]!.dispatchEvent(follow);
    expect(wasLeft, 'the browser follows the link').to.equal(true);
    expect(dialog(stage)).to.equal(undefined);
    for (const key of ['Enter', ' ']) {
      thumbnails(stage)[0]!.focus();
      await sendKeys(key === ' ' ? { type: key } : { press: key });
      await until(() => dialog(stage)?.open, `open by ${key}`);
      await sendKeys({ press: 'Escape' });
      await until(() => !dialog(stage), 'closed');
    }
  });
});

describe('the lightbox', () => {
  afterEach(closeStages);

  it('is modal, named, has the focus, and gives it back', async () => {
    const stage = await openStage(talk);
    await opened(stage, 1);
    expect(dialog(stage)!.matches(':modal')).to.equal(true);
    expect(plain(dialog(stage)!.ariaLabel)).to.equal('Image from Maya Okafor');
    expect(plain(shown(stage).alt)).to.equal('Image from Maya Okafor');
    expect(plain(stage.active()!.ariaLabel)).to.equal('Close image');
    expect(stage.part('panel').matches(':has(:modal)')).to.equal(true);
    button(stage, 'Close image').click();
    await until(() => !dialog(stage), 'closed');
    expect(stage.active()).to.equal(thumbnails(stage)[1]);
    expect(stage.chat.state.open).to.equal(true);
  });

  it('has its title above the picture and the place below', async () => {
    const stage = await openStage(talk);
    await opened(stage);
    const [header, picture, place] = ['header', '.stage', '.count'].map((name) => dialog(stage)!.querySelector(name)!.getBoundingClientRect());
    expect([header!.top, Math.round(place!.bottom)]).to.deep.equal([0, innerHeight]);
    expect(picture!.top, 'below its title').to.be.within(header!.bottom - 1, header!.bottom + 1);
    expect(picture!.height, 'all that is left').to.be.above(innerHeight - header!.height - place!.height - 1);
  });

  it('turns with the arrows and buttons through what can be shown, and stops at the ends', async () => {
    const stage = await openStage(talk);
    await opened(stage);
    expect(title(stage)).to.equal('cracked.webp');
    expect(plain(dialog(stage)!.querySelector('.count')?.textContent), 'nothing of what is broken').to.include('1 of 3');
    await sendKeys({ press: 'ArrowLeft' });
    expect(title(stage)).to.equal('cracked.webp');
    expect(button(stage, 'Previous image').ariaDisabled).to.equal('true');
    await sendKeys({ press: 'ArrowRight' });
    await stage.settle();
    expect(title(stage)).to.equal('ochre.png');
    expect(plain(dialog(stage)!.querySelector('.count')?.textContent)).to.equal('Image from Maya Okafor, 2 of 3');
    button(stage, 'Next image').click();
    await stage.settle();
    expect(title(stage)).to.equal('slate.webp');
    expect(shown(stage).src, 'in full size').to.equal(mugUrl);
    await sendKeys({ press: 'ArrowRight' });
    await stage.settle();
    expect(title(stage)).to.equal('slate.webp');
  });

  it('turns the other way where one reads the other way', async () => {
    const stage = await openStage(talk, { dir: 'rtl', locale: 'ar' });
    await opened(stage);
    await sendKeys({ press: 'ArrowLeft' });
    await stage.settle();
    expect(title(stage)).to.equal('ochre.png');
  });

  it('zooms by keys, buttons, double click and wheel, between 1 and 4', async () => {
    const stage = await openStage(talk);
    await opened(stage);
    expect(button(stage, 'Zoom out').ariaDisabled).to.equal('true');
    button(stage, 'Zoom in').click();
    await still(stage);
    expect(scaleOf(stage)).to.equal(1.5);
    for (let turn = 0; turn < 5; turn++) await sendKeys({ press: '+' });
    await still(stage);
    expect(scaleOf(stage)).to.equal(4);
    expect(button(stage, 'Zoom in').ariaDisabled).to.equal('true');
    await sendKeys({ press: '0' });
    await still(stage);
    expect(scaleOf(stage)).to.equal(1);
    const area = dialog(stage)!.querySelector('.stage')!;
    area.dispatchEvent(new MouseEvent('dblclick', { bubbles: true, clientX: innerWidth / 2, clientY: innerHeight / 2 }));
    await still(stage);
    expect(scaleOf(stage)).to.equal(2.5);
    const wheel = new WheelEvent('wheel', { deltaY: 10_000, bubbles: true, cancelable: true });
    area.dispatchEvent(wheel);
    await still(stage);
    expect(scaleOf(stage)).to.equal(1);
    expect(wheel.defaultPrevented, 'the page stays where it is').to.equal(true);
    expect(stage.shadow.querySelectorAll('[style]')).to.have.length(0);
  });

  it('pans by dragging and by keys, never beyond its edges', async () => {
    const stage = await openStage(talk);
    await opened(stage);
    for (let turn = 0; turn < 4; turn++) await sendKeys({ press: '+' });
    await still(stage);
    const area = dialog(stage)!.querySelector('.stage')!;
    const pointer = (type: string, clientX: number, clientY: number): void =>
      void area.dispatchEvent(new PointerEvent(type, { pointerId: 1, clientX, clientY, bubbles: true, isPrimary: true }));
    pointer('pointerdown', 300, 300);
    pointer('pointermove', 340, 280);
    pointer('pointerup', 340, 280);
    await still(stage);
    expect(placeOf(stage)).to.deep.equal([40, -20]);
    expect(dialog(stage)?.open, 'a drag is no click').to.equal(true);
    await sendKeys({ press: 'ArrowRight' });
    await still(stage);
    expect(placeOf(stage)).to.deep.equal([-40, -20]);
    pointer('pointerdown', 0, 0);
    pointer('pointermove', 90_000, 0);
    pointer('pointerup', 90_000, 0);
    await still(stage);
    const { left } = shown(stage).getBoundingClientRect();
    expect(left).to.be.at.most(area.getBoundingClientRect().left + 1);
    await sendKeys({ press: 'ArrowLeft' }); // at the edge already: nothing further that way but the first picture
    await stage.settle();
    expect(title(stage)).to.equal('cracked.webp');
  });

  it('pinches with two fingers, swipes with one', async () => {
    const stage = await openStage(talk);
    await opened(stage);
    const area = dialog(stage)!.querySelector('.stage')!;
    const finger = (type: string, pointerId: number, clientX: number, clientY = 300): void =>
      void area.dispatchEvent(new PointerEvent(type, { pointerId, clientX, clientY, bubbles: true, pointerType: 'touch' }));
    finger('pointerdown', 1, 500);
    finger('pointerdown', 2, 600);
    finger('pointermove', 2, 700);
    await still(stage);
    expect(scaleOf(stage)).to.equal(2);
    finger('pointermove', 2, 600);
    finger('pointerup', 1, 500);
    finger('pointerup', 2, 600);
    await still(stage);
    expect(scaleOf(stage)).to.equal(1);
    finger('pointerdown', 3, 500);
    finger('pointermove', 3, 350);
    finger('pointerup', 3, 350);
    await stage.settle();
    expect(title(stage)).to.equal('ochre.png');
    finger('pointerdown', 4, 500, 200);
    finger('pointerup', 4, 500, 400);
    await until(() => !dialog(stage), 'closed by a swipe down');
  });

  it('closes by a click beside the picture, not on it', async () => {
    const stage = await openStage(talk);
    await opened(stage);
    const click = (target: Element): void => {
      for (const type of ['pointerdown', 'pointerup']) target.dispatchEvent(new PointerEvent(type, { pointerId: 1, bubbles: true }));
    };
    click(shown(stage));
    await stage.settle();
    expect(dialog(stage)?.open).to.equal(true);
    click(dialog(stage)!.querySelector('.stage')!);
    await until(() => !dialog(stage), 'closed');
  });

  it('keeps its keys from the panel and the page, and the page where it is', async () => {
    const stage = await openStage(talk);
    const tall = document.createElement('div');
    tall.style.blockSize = '5000px';
    document.body.append(tall);
    scrollTo(0, 400);
    const heard: string[] = [];
    const hear = ({ key }: KeyboardEvent): void => void heard.push(key);
    document.addEventListener('keydown', hear);
    try {
      await opened(stage);
      for (const key of ['ArrowDown', 'PageDown', 'End', 'Home']) await sendKeys({ press: key });
      await sleep(100);
      expect(scrollY).to.equal(400);
      await sendKeys({ press: 'Escape' });
      await until(() => !dialog(stage), 'closed');
      expect(heard).to.deep.equal([]);
      expect(stage.chat.state.open).to.equal(true);
      expect(scrollY).to.equal(400);
    } finally {
      document.removeEventListener('keydown', hear);
      tall.remove();
    }
  });

  it('goes with the panel: a page behind nothing would be dead', async () => {
    const stage = await openStage(talk);
    await opened(stage);
    await stage.dispatch({ type: 'panel/closed' });
    await until(() => !dialog(stage), 'closed');
    expect(stage.shadow.querySelector(':modal')).to.equal(null);
  });

  it('leaves no rule behind', async () => {
    const stage = await openStage(talk);
    await opened(stage);
    await sendKeys({ press: 'Escape' });
    await until(() => !dialog(stage), 'closed');
    // Comes with the focus in the list, and stays.
    await until(() => !!stage.root.querySelector('.message-tools'), 'the message’s tools');
    const before = stage.shadow.adoptedStyleSheets.length;
    await opened(stage);
    await sendKeys({ press: 'Escape' });
    await until(() => !dialog(stage), 'closed');
    expect(stage.shadow.adoptedStyleSheets.length).to.equal(before);
  });

  it('shows the thumbnail where the picture does not come, else words', async () => {
    const stage = await openStage(
      talking(maya, [
        said(maya, [picture('a.png', { url: 'https://127.0.0.1:1/a.png', thumbnailUrl: other })], minutesAgo(3)),
      ]),
    );
    thumbnails(stage)[0]!.click();
    await until(() => dialog(stage)?.querySelector('img')?.src === other, 'the thumbnail');
    expect(dialog(stage)!.querySelector('.count')).to.equal(null);
    shown(stage).dispatchEvent(new Event('error'));
    await stage.settle();
    expect(dialog(stage)!.textContent).to.include('This image can’t be shown');
  });

  it('shows what has not left this device yet', async () => {
    const chat = createFakeChat([
      ...talking(maya),
      { type: 'message/saving', message: own('l1', [picture('cup.png', { localKey: 'k' })], NOW) },
    ]);
    chat.files.set('k', await png('cup.png', 40));
    const stage = await openStage([], { chat });
    await until(() => thumbnails(stage)[0], 'a preview');
    await opened(stage);
    expect(shown(stage).src).to.match(/^blob:/);
    const save = dialog(stage)!.querySelector('a')!;
    expect([save.download, plain(save.ariaLabel)]).to.deep.equal(['cup.png', 'Download cup.png']);
  });
});

describe('zooming', () => {
  it('leaves the point under the pointer where it is', () => {
    const at = { x: 100, y: -50 };
    const zoomed = zoomTo({ scale: 1, x: 0, y: 0 }, 2, at);
    expect(zoomed).to.deep.equal({ scale: 2, x: -100, y: 50 });
    expect(zoomTo(zoomed, 1, at)).to.deep.equal({ scale: 1, x: 0, y: 0 });
    expect(zoomTo(zoomed, 99, at).scale).to.equal(4);
    expect(zoomTo(zoomed, 0.1, at).scale).to.equal(1);
  });

  it('keeps a small picture in the middle and the edges of a large one outside', () => {
    const stage = { width: 400, height: 300 };
    expect(keepInside({ scale: 1, x: 50, y: 50 }, { width: 200, height: 100 }, stage)).to.deep.equal({ scale: 1, x: 0, y: 0 });
    expect(keepInside({ scale: 4, x: 900, y: -900 }, { width: 200, height: 100 }, stage)).to.deep.equal({ scale: 4, x: 200, y: -50 });
  });
});
