import { expect } from 'chai';
import 'axe-core';
import '../../src/ui/consent-view.js';
import { sleep } from '../support/until.js';
import { closeStages, openStage, type TestStage } from './support/open-stage.js';

type Host = HTMLElement & { grantConsent?(text: string): Promise<void> };

const ask = async (known: Record<string, string> = {}): Promise<TestStage> => {
  const stage = await openStage([{ type: 'panel/opened' }], { known: { consent: 'required', ...known } });
  await stage.settle();
  return stage;
};

describe('the question before the first message', () => {
  afterEach(closeStages);

  it('stands alone: no field, no message, no form, and says what the page wants it to', async () => {
    const stage = await ask({ 'consent-text': '<b>Your</b> words', fields: 'name email*' });
    expect(stage.part('consent-text').textContent).to.equal('<b>Your</b> words');
    for (const other of ['chat-widget-composer', 'chat-widget-messages']) {
      expect(getComputedStyle(stage.root.querySelector(other)!).display, other).to.equal('none');
    }
    expect(stage.root.querySelector('chat-widget-intake')).to.equal(null);
    // While the panel comes up its colours are half there.
    for (const motion of stage.shadow.getAnimations()) motion.finish();
    const { violations } = await (globalThis as unknown as { axe: { run(it: Element): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> } }).axe.run(stage.host);
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => html + failureSummary)])).to.deep.equal([]);
  });

  it('agreed, it hands on the words that were agreed to, and makes way for the chat', async () => {
    const stage = await ask();
    const said: string[] = [];
    (stage.host as Host).grantConsent = async (text) => {
      said.push(text);
      stage.host.setAttribute('consent', 'granted');
    };
    const words = stage.part('consent-text').textContent;
    stage.part('consent-agree').focus();
    stage.part('consent-agree').click();
    await stage.settle();
    await sleep(0);
    await stage.settle();
    expect(said).to.deep.equal([words]);
    expect(stage.parts('consent')).to.deep.equal([]);
    expect(stage.active()).to.equal(stage.root.querySelector('textarea'));
  });

  it('declined, it closes and grants nothing', async () => {
    const stage = await ask();
    (stage.host as Host).grantConsent = async () => expect.fail('not asked for');
    stage.host.style.setProperty('--chat-button-height', '61px');
    expect(getComputedStyle(stage.part('consent-decline')).minHeight).to.equal('61px');
    stage.part('consent-decline').click();
    expect(stage.chat.state.open).to.equal(false);
  });

  it('takes the focus when the chat was opened by a gesture, and links only to what is a page', async () => {
    for (const [address, href] of [['https://shop.example/p', 'https://shop.example/p'], ['/p', `${location.origin}/p`], ['javascript:alert(1)', undefined], ['', undefined]] as const) {
      const stage = await ask({ 'privacy-url': address });
      stage.handle.focus();
      await stage.settle();
      await sleep(30);
      expect(stage.active()?.textContent).to.equal('Before we chat');
      expect(stage.part('consent').querySelector('a')?.href).to.equal(href);
      closeStages();
    }
  });
});
