import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { byId, operator } from './support/desk.js';
import { PNG, setStage, type Stage } from './support/stage.js';
import { find, sleep, until, visitor } from './support/visitor.js';

const picture = join(tmpdir(), `picture-${process.pid}.png`);

describe('a visitor and an operator in two pages', () => {
  let stage: Stage;
  let shop: Page;
  let desk: Page;

  before(async () => {
    writeFileSync(picture, PNG);
    stage = await setStage();
    shop = await stage.open('/?home=0');
    desk = await stage.open(`/operator?key=${stage.server.operatorKey}`);
  });
  after(() => stage.close());

  it('text both ways', async () => {
    await visitor(shop).openChat();
    await visitor(shop).say('Is the Ember mug dishwasher safe?');
    await (await find(desk, byId('conversation-item'))).click();
    await operator(desk).sees('Is the Ember mug dishwasher safe?');
    await operator(desk).says('It is. We fire everything twice.');
    await visitor(shop).sees('We fire everything twice.');
  });

  it('typing both ways', async () => {
    await visitor(shop).type('I am writ');
    await find(desk, byId('visitor-typing'));
    await (await find(desk, byId('reply-input'))).type('So am I');
    await visitor(shop).seesTyping();
    await visitor(shop).say('ing');
    await operator(desk).sees('I am writing');
    await desk.keyboard.press('Enter');
    await visitor(shop).sees('So am I');
  });

  it('pictures both ways', async () => {
    await visitor(shop).attach(picture);
    await find(desk, byId('message-image'));
    await operator(desk).sends(picture);
    await shop.waitForFunction(
      () => {
        const root = document.querySelector('chat-widget')!.shadowRoot!;
        const images = [...root.querySelectorAll<HTMLImageElement>('[part~=message] img')];
        return images.filter((it) => it.complete && it.naturalWidth === 16).length === 2;
      },
      { polling: 50 },
    );
  });

  it('nothing is lost when both reload, not even what was not sent', async () => {
    const before = await visitor(shop).bubbles();
    await visitor(shop).type('half a sen');
    await Promise.all([shop.reload(), desk.reload()]);
    await visitor(shop).openChat();
    const field = await find(shop, 'chat-widget >>> textarea');
    await until(() => field.evaluate((it) => (it as HTMLTextAreaElement).value === 'half a sen'), 'the draft');
    await field.evaluate((it) => (it as HTMLTextAreaElement).select());
    await field.press('Backspace');
    await visitor(shop).sees('So am I');
    assert.deepEqual(await visitor(shop).bubbles(), before);
    await (await find(desk, byId('conversation-item'))).click();
    await operator(desk).sees('I am writing');
    await visitor(shop).say('Still me');
    await operator(desk).sees('Still me');
    await operator(desk).says('Still here');
    await visitor(shop).sees('Still here');
  });

  it('the server dies in the middle of the conversation and comes back', async () => {
    await visitor(shop).say('before the restart');
    await operator(desk).sees('before the restart');
    const restart = stage.server.restart();
    await visitor(shop).say('during the restart');
    await restart;
    await operator(desk).sees('during the restart');
    await operator(desk).says('welcome back');
    await visitor(shop).sees('welcome back');
    const texts = (await visitor(shop).bubbles()).slice(-3);
    assert.deepEqual(texts, ['before the restart', 'during the restart', 'welcome back']);
  });

  it('thirty seconds without a network: no message lost or doubled, order kept', async () => {
    const { id } = (await stage.operator.conversations(await visitor(shop).visitorId()))[0]!;
    await shop.setOfflineMode(true);
    for (const text of ['offline 1', 'offline 2', 'offline 3']) await visitor(shop).say(text);
    await stage.operator.say(id, 'said meanwhile');
    await sleep(30_000);
    assert.ok((await visitor(shop).statuses()).slice(-3).every((status) => status === 'queued'));
    await shop.setOfflineMode(false);
    await visitor(shop).sees('said meanwhile');
    await stage.operator.waitForMessage(id, ({ text }) => text === 'offline 3');
    const said = (await stage.operator.messages(id)).map(({ text }) => text).slice(-4);
    assert.deepEqual(said, ['said meanwhile', 'offline 1', 'offline 2', 'offline 3']);
    await shop.waitForFunction(
      () => !document.querySelector('chat-widget')!.shadowRoot!.querySelector('[part~=status][part~=sending]'),
    );
    assert.deepEqual((await visitor(shop).bubbles()).slice(-4), said);
  });

  it('the visitor learns by name who ended it', async () => {
    const { id } = (await stage.operator.conversations(await visitor(shop).visitorId()))[0]!;
    await stage.operator.close(id);
    await shop.waitForFunction(() => document.querySelector('chat-widget')!.chat!.state.conversation.by === 'Support');
  });
});
