import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { ChatWidget } from '../../src/chat-widget.js';
import { createAdmin } from '../server/support/chatvisor-client.js';
import { setStage, type Stage } from './support/stage.js';
import { pageWith, startSite, type StaticSite } from './support/static-site.js';
import { find, until } from './support/visitor.js';

const ADMIN = 'triggers-token';
const rules = (list: object[]): string => `<script type="application/json" id="rules">${JSON.stringify(list)}</script>
<script>
  window.fired = [];
  addEventListener('chat-trigger', ({ detail }) => fired.push(detail.id));
  document.querySelector('chat-widget').triggerFunctions = { note() {} };
</script>`;
const note = (id: string, when: object, more: object = {}): object => ({ id, when, then: [{ do: 'run', name: 'note' }], ...more });

/** Somebody's service, as Rocket.Chat's server asks it. */
async function startService(): Promise<{ url: string; asked: string[]; server: Server }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => {
      asked.push(body);
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ contents: [{ msg: 'Second', order: 1 }, { msg: 'From the service', order: 0 }] }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, server };
}

const fired = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { fired: string[] }).fired);
const ready = (page: Page): Promise<unknown> => page.$eval('chat-widget', async (it) => ((await (it as ChatWidget).ready).explainTriggers() as Promise<unknown[]>).then((all) => all.length));
const isShown = (page: Page): Promise<boolean> => page.$eval('chat-widget >>> .root', (it) => getComputedStyle(it).display !== 'none');
const teaser = async (page: Page): Promise<string> => {
  await find(page, 'chat-widget >>> .teaser');
  return page.$eval('chat-widget >>> .teaser', (it) => it.textContent ?? '');
};

describe('triggers in real pages', () => {
  let stage: Stage;
  let site: StaticSite;
  let service: Awaited<ReturnType<typeof startService>>;

  before(async () => {
    service = await startService();
    const trigger = (id: string, condition: object, action: object): object => ({ _id: id, enabled: true, runOnce: false, conditions: [condition], actions: [action] });
    const say = (msg: string): object => ({ name: 'send-message', params: { sender: 'custom', name: 'Ana', msg } });
    const triggers = [
      trigger('elsewhere', { name: 'page-url', value: '/nowhere/(' }, say('never: no regular expression')),
      trigger('cart', { name: 'page-url', value: '/rocket-(cart|pay)' }, say('About your cart?')),
      trigger('called', { name: 'after-guest-registration' }, { name: 'use-external-service', params: { sender: 'queue', serviceUrl: service.url, serviceTimeout: 5000 } }),
    ];
    stage = await setStage({ pages: false, dialects: { chatvisor: { adminToken: ADMIN }, rocketchat: { config: { triggers, registrationForm: false } } } });
    const { url } = stage.server;
    const counted = [note('cap', { is: 'event', name: 'both' }, { perVisit: 1 }), note('second', { is: 'pageVisits', min: 2 }), note('pages', { is: 'sessionPages', min: 3 })];
    site = await startSite({
      '/a': { html: pageWith(`endpoint="${url}/rest" triggers="#rules"`, rules(counted)) },
      '/b': { html: pageWith(`endpoint="${url}/rest" triggers="#rules"`, rules(counted)) },
      '/chatvisor': { html: pageWith(`transport="chatvisor" endpoint="${url}/chatvisor" triggers="server"`) },
      '/rocket-cart': { html: pageWith(`transport="rocketchat" endpoint="${url}/rocketchat" triggers="server"`) },
      '/rocket': { html: pageWith(`transport="rocketchat" endpoint="${url}/rocketchat" triggers="server"`) },
    });
  });
  after(async () => {
    service.server.close();
    await site.close();
    await stage.close();
  });

  it('one tab alone does what may be done once in a visit', async () => {
    const person = await stage.person();
    const pages = [await stage.open(`${site.url}/a`, person), await stage.open(`${site.url}/b`, person)];
    await Promise.all(pages.map(ready));
    await Promise.all(pages.map((page) => page.evaluate(() => void dispatchEvent(new Event('both')))));
    for (const page of pages) {
      await page.bringToFront();
      await page.evaluate(() => void dispatchEvent(new Event('both')));
    }
    const all = (await Promise.all(pages.map(fired))).flat();
    assert.deepEqual(all.filter((id) => id === 'cap'), ['cap']);
  });

  it('the second visit of a page, and the third page, are counted over pages', async () => {
    const page = await stage.open(`${site.url}/a`);
    await ready(page);
    assert.deepEqual(await fired(page), []);
    await page.goto(`${site.url}/b`);
    await ready(page);
    assert.deepEqual(await fired(page), []);
    await page.goto(`${site.url}/a?again`);
    await ready(page);
    await until(async () => (await fired(page)).length === 2, 'both rules');
    assert.deepEqual((await fired(page)).sort(), ['pages', 'second']);
    assert.ok(!site.requests.some((path) => /mount-panel|rest-/.test(path)), 'neither panel nor transport was loaded');
  });

  it('Chatvisor’s action rules, set by its API, invite and hide; its visibility beats them, live', async () => {
    const admin = createAdmin(stage.server.url, ADMIN);
    const invite = (id: string, text: string): object => ({
      id, level: 'page', kind: 'any', groups: [{ all: [{ is: 'agentAvailable' }, { is: 'urlMatches', pattern: '/chatvisor*' }, { is: 'messageSent', not: true }] }],
      actions: [{ do: 'invite', text }], frequency: { per: 'session', max: 1, cooldownSeconds: 0 },
    });
    assert.equal((await admin.put('/rules', { version: 1, default: 'visible', rules: [invite('hello', 'Need help choosing?')] })).status, 200);
    const page = await stage.open(`${site.url}/chatvisor`);
    assert.match(await teaser(page), /Need help choosing\?/);
    assert.equal(await page.$('chat-widget >>> dialog'), null, 'the panel is not there');
    // Live, on an open connection.
    await page.$eval('chat-widget', (it) => (it as ChatWidget).connect());
    await until(() => page.$eval('chat-widget', (it) => (it as ChatWidget).chat?.state.connection.status === 'online'), 'the connection');
    await admin.put('/rules', { version: 1, default: 'visible', rules: [{ id: 'away', when: { is: 'urlMatches', pattern: '*' }, then: [{ do: 'hide' }] }] });
    await until(async () => !(await isShown(page)), 'hidden by a rule');
    await admin.put('/visibility', { visible: true, scope: 'site' });
    await until(() => isShown(page), 'shown by the API');
    await admin.put('/visibility', { visible: null, scope: 'site' });
    await until(async () => !(await isShown(page)), 'the rule counts again');
    await page.$eval('chat-widget', (it) => (it as ChatWidget).send('Hello'));
    await until(() => isShown(page), 'a live conversation is never hidden');
  });

  it('Rocket.Chat’s triggers speak where their address is, and its server asks their service', async () => {
    const page = await stage.open(`${site.url}/rocket-cart`);
    const words = await teaser(page);
    assert.match(words, /About your cart\?/);
    assert.match(words, /Ana/);
    const other = await stage.open(`${site.url}/rocket`);
    await until(() => other.$eval('chat-widget', (it) => (it as ChatWidget).chat?.state.config.triggers), 'the config');
    await ready(other);
    assert.equal(await other.$('chat-widget >>> .teaser'), null, 'no address of theirs');
    await other.$eval('chat-widget', (it) => (it as ChatWidget).open());
    await other.$eval('chat-widget', (it) => (it as ChatWidget).send('Hello'));
    const bubbles = (): Promise<string[]> => other.$$eval('chat-widget >>> [part~=bubble]', (all) => all.map((each) => each.textContent ?? ''));
    await until(async () => (await bubbles()).some((text) => text.includes('Second')), 'what the service said');
    const said = (await bubbles()).join('|');
    assert.ok(said.indexOf('From the service') < said.indexOf('Second'), 'in its order');
    assert.equal(service.asked.length, 1);
  });
});
