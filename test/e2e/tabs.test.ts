import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'puppeteer-core';
import type { ChatWidget } from '../../src/chat-widget.js';
import { setStage, type Stage } from './support/stage.js';
import { pageWith, startSite, type StaticSite } from './support/static-site.js';
import { until, visitor } from './support/visitor.js';

/** Both ways of electing a leader: locks, and the lease that plain http needs. */
for (const address of ['localhost', 'insecure.test']) {
  describe(`two tabs of one visitor on http://${address}`, () => {
    let stage: Stage;
    let person: BrowserContext;
    let first: Page;
    let second: Page;

    let site: StaticSite;

    before(async () => {
      stage = await setStage({ pages: false }, ['--host-resolver-rules=MAP insecure.test 127.0.0.1']);
      site = await startSite({ '/': { html: pageWith(`endpoint="${stage.server.url}/rest"`) } });
    });
    after(async () => {
      await site.close();
      await stage.close();
    });

    const open = async (): Promise<Page> => {
      const page = await stage.open(`http://${address}:${site.port}/`, person);
      page.on('request', (request) => {
        if (/\/rest\/events/.test(request.url())) streams.add(page);
      });
      return page;
    };
    const streams = new Set<Page>();
    const say = (page: Page, text: string): Promise<unknown> =>
      page.$eval('chat-widget', (it, words) => (it as ChatWidget).send(words), text);
    const texts = (page: Page): Promise<string[]> =>
      page.$eval('chat-widget', (it) =>
        ((it as ChatWidget).chat?.state.messages ?? []).flatMap(({ parts }) =>
          parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])),
        ),
      );
    const unread = (page: Page): Promise<string> =>
      page.$eval('chat-widget >>> .launcher', (it) => it.textContent!.trim());
    const conversation = async (): Promise<string> => {
      const id = await visitor(first).visitorId();
      return (await stage.operator.waitForConversation(id)).id;
    };

    beforeEach(async () => {
      await stage.operator.clearFaults();
      streams.clear();
      person = await stage.person();
      first = await open();
      await first.bringToFront();
      await say(first, 'hello from the first');
      await visitor(first).allSent(1);
      second = await open();
      await until(async () => (await texts(second)).length === 1, 'the second tab has the message');
    });

    it('is in the kind of context that it says', async () => {
      const hasLocks = await first.evaluate(() => 'locks' in navigator);
      assert.equal(hasLocks, address === 'localhost');
    });

    it('one connection, messages and unread in both', async () => {
      assert.deepEqual([...streams], [first], 'only one tab holds a stream');
      const id = await conversation();
      await stage.operator.say(id, 'for both');
      for (const page of [first, second]) {
        await until(async () => (await texts(page)).includes('for both'), 'the message in both tabs');
        await until(async () => (await unread(page)) === '1', 'the badge in both tabs');
      }
      await second.bringToFront();
      await visitor(second).openChat();
      for (const page of [first, second]) await until(async () => (await unread(page)) === '', 'read in both');
      await say(second, 'from the second');
      await until(async () => (await texts(first)).includes('from the second'), 'in the first too');
      await visitor(first).allSent(2);
      const said = (await stage.operator.messages(id)).map(({ text }) => text);
      assert.deepEqual(said, ['hello from the first', 'for both', 'from the second']);
      assert.deepEqual([...streams], [first]);
    });

    it('the leader dies in the middle of a send: nothing lost or doubled', async () => {
      const id = await conversation();
      // Committed, but the answer never comes.
      await stage.operator.faults([
        { do: 'dropAfter', method: 'POST', path: '/messages' },
        { do: 'delay', method: 'POST', path: '/messages', ms: 1_500, times: 3 },
      ]);
      await say(second, 'in the middle 1');
      await say(second, 'in the middle 2');
      await say(first, 'in the middle 3');
      await first.close();
      await until(async () => (await stage.operator.messages(id)).length === 4, 'all arrive', 30_000);
      await visitor(second).allSent(4);
      const said = (await stage.operator.messages(id)).map(({ text }) => text);
      assert.deepEqual([...said].sort(), [
        'hello from the first', 'in the middle 1', 'in the middle 2', 'in the middle 3',
      ]);
      assert.deepEqual(await texts(second), said);
      await stage.operator.say(id, 'are you there?');
      await until(async () => (await texts(second)).includes('are you there?'), 'the second tab leads');
    });

    it('the only tab reloads with messages in the outbox', async () => {
      const id = await conversation();
      await second.close();
      await first.setOfflineMode(true);
      await say(first, 'kept 1');
      await say(first, 'kept 2');
      // The page itself comes from the server, so the network must be back to load it.
      await first.setOfflineMode(false);
      await stage.operator.faults([{ do: 'drop', method: 'POST', path: '/messages', times: 2 }]);
      await first.reload();
      await until(async () => (await stage.operator.messages(id)).length === 3, 'both arrive', 30_000);
      const said = (await stage.operator.messages(id)).map(({ text }) => text);
      assert.deepEqual(said, ['hello from the first', 'kept 1', 'kept 2']);
      await visitor(first).allSent(3);
      assert.deepEqual(await texts(first), said);
    });
  });
}
