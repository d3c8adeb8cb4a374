import { expect } from 'chai';
import type { ChatAction } from '../../src/core/actions.js';
import { LOCALES } from '../../src/i18n/load-words.js';
import * as attachments from '../../stories/states/attachments.js';
import { empty, loading, welcome } from '../../stories/states/beginnings.js';
import * as connection from '../../stories/states/connection.js';
import { conversation } from '../../stories/states/conversation.js';
import * as delivery from '../../stories/states/delivery.js';
import * as forms from '../../stories/states/forms.js';
import { answer } from '../../stories/states/markdown.js';
import * as reading from '../../stories/states/reading.js';
import * as rich from '../../stories/states/rich.js';
import { isRightToLeft, wordsFor } from '../../stories/support/words.js';
import { listen } from './support/announcements.js';
import { findCut, withWords } from './support/cut-off.js';
import { closeStages, frames, openStage } from './support/open-stage.js';
import type { TestStage } from './support/open-stage.js';
import { resize } from './support/viewport.js';

const STATES: Record<string, readonly ChatAction[]> = {
  empty, loading, welcome, conversation, answer, ...attachments, ...connection, ...delivery, ...forms, ...reading, ...rich,
};

/** The panel as it is for somebody whose words have come. */
async function openIn(locale: string, actions: readonly ChatAction[]): Promise<TestStage> {
  const dir = isRightToLeft(locale) ? 'rtl' : 'ltr';
  return openStage(actions, { locale, dir, words: await wordsFor(locale), known: { email: 'ana@example.com' } });
}

async function openMenu({ root, settle }: TestStage): Promise<void> {
  root.querySelector<HTMLElement>('chat-widget-menu button')!.click();
  await settle();
}

/** What is said about a field by its name, its hint, its title. */
const NAMES = ['aria-label', 'placeholder', 'title', 'alt'];
/** Where people, pages and backends have the word. */
const FOREIGN = '[part~=bubble], [part~=card], [part~=chip], [part~=link], [part~=name], label, [part~=label], [part~=hint], [part~=avatar], bdi, .lead, [dir=auto], option, time, a, audio, video';

/** What has no bracket at its end was never in a catalogue. */
function findUntranslated({ root }: TestStage): string[] {
  const isOurs = (text: string): boolean => /\p{L}{2}/u.test(text) && !/\]/.test(text);
  const texts = withWords(root)
    .filter((element) => !element.closest(FOREIGN))
    .map((element) => element.innerText.trim());
  const names = [...root.querySelectorAll('chat-widget-panel *')]
    .filter((element) => !element.closest(FOREIGN))
    .flatMap((element) => NAMES.map((name) => element.getAttribute(name) ?? ''));
  // Days and times are the browser's words.
  return [...texts, ...names].filter(isOurs).filter((text) => !/^(Today|Yesterday)$|\d:\d\d/.test(text));
}

describe('the panel in other languages', function () {
  this.timeout(120_000);
  afterEach(async () => {
    closeStages();
    await resize(1280, 800);
  });

  it('speaks English until the words come, then theirs, and keeps draft and focus', async () => {
    const stage = await openStage(conversation, { locale: 'de' });
    const field = stage.part<HTMLTextAreaElement>('textarea');
    expect(field.placeholder).to.equal('Write a message…');
    field.value = 'Halb fertig';
    field.focus();
    stage.handle.update({ ...stage.options, words: await wordsFor('de') });
    await stage.settle();
    expect(field.placeholder).to.equal('Nachricht schreiben\u00a0…');
    expect(stage.part('send').ariaLabel).to.equal('Senden');
    expect([field.value, stage.active()]).to.deep.equal(['Halb fertig', field]);
  });

  for (const locale of Object.keys(LOCALES)) {
    it(`says everything in ${locale}, in its direction`, async () => {
      const said = (of: TestStage): string[] =>
        [...of.parts('menu-item'), of.part('attach'), of.part('send')].map((item) => item.innerText.trim() || item.ariaLabel!);
      const plain = await openStage(forms.wishes, { known: { email: 'ana@example.com' } });
      await openMenu(plain);
      const english = said(plain);
      const stage = await openIn(locale, forms.wishes);
      await openMenu(stage);
      const section = stage.root.querySelector('section')!;
      expect([section.lang, getComputedStyle(section).direction]).to.deep.equal([locale, isRightToLeft(locale) ? 'rtl' : 'ltr']);
      expect(english).to.have.length.above(5);
      // Some are the same word in both.
      const same = said(stage).filter((words, index) => words === english[index] && words !== 'Notifications');
      expect(same).to.deep.equal([]);
    });
  }

  it('says in English what it has no words for, and that it is English', async () => {
    const stage = await openIn('pl', conversation);
    expect(stage.root.querySelector('section')!.lang).to.equal('en');
    expect(stage.part('send').ariaLabel).to.equal('Send');
  });

  it('announces in the language', async () => {
    const stage = await openIn('ar-EG', conversation);
    const spoken = listen(stage);
    await stage.dispatch({ type: 'storage/lost' });
    await frames();
    expect(spoken.map(({ text }) => text)).to.deep.equal(['تبقى هذه المحادثة محفوظة ما دامت هذه الصفحة مفتوحة فقط.']);
  });

  it('leaves to what others have named its own direction', async () => {
    const stage = await openIn('ar', forms.everyField);
    const labels = [...stage.root.querySelectorAll('label, legend')].map((label) => label.querySelector('bdi')!);
    expect(labels).to.have.length.above(6);
    for (const label of labels) expect(getComputedStyle(label).direction, label.textContent!).to.equal('ltr');
  });

  it('has no word outside the catalogue', async () => {
    for (const [name, actions] of Object.entries(STATES)) {
      const stage = await openIn('en-XA', actions);
      if (stage.root.querySelector('chat-widget-menu button')) await openMenu(stage);
      expect(findUntranslated(stage), name).to.deep.equal([]);
      closeStages();
    }
  });

  for (const locale of ['en-XA', 'ar-XB', ...Object.keys(LOCALES)]) {
    it(`cuts nothing off in ${locale} on a screen of 320 px`, async function () {
      if (!(await resize(320, 568))) this.skip();
      for (const [name, actions] of Object.entries(STATES)) {
        const stage = await openIn(locale, actions);
        expect(findCut(stage.root), name).to.deep.equal([]);
        if (stage.root.querySelector('chat-widget-menu button')) {
          await openMenu(stage);
          expect(findCut(stage.root), `${name}, menu`).to.deep.equal([]);
          for (const item of stage.parts('menu-item').slice(-1)) item.click();
          await stage.settle();
          expect(findCut(stage.root), `${name}, question`).to.deep.equal([]);
        }
        closeStages();
      }
    });
  }
});
