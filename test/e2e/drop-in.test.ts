import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { startServer, type RunningServer } from '../../server/start-server.js';
import { createOperatorClient } from '../server/support/operator-client.js';
import { browserFlags, findBrowser } from '../server/support/find-browser.js';
import { visitor } from './support/visitor.js';

/** The embed code as ChatGoNow's document has it, in the head, before there is a body. */
const embed = (server: string): string => `<!doctype html><html lang="en"><head><title>Shop</title>
<script>
// Optional: Set visitor ID and nickname before loading script, for deduplication and display
window.OCS = {
  externalId: 'user_12345',
  nickname: 'John Doe'
};
</script>
<script>(function(){
  var s=document.createElement('script');
  s.src='${server}/chatgonow/api/widget.js?key=demo-key';
  s.async=true;document.head.appendChild(s);
})();</script>
</head><body><h1>Shop</h1></body></html>`;

function serve(html: () => string): Promise<{ site: Server; url: string }> {
  const site = createServer((_request, response) => void response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(html()));
  return new Promise((resolve) => {
    site.listen(0, '127.0.0.1', () => resolve({ site, url: `http://127.0.0.1:${(site.address() as AddressInfo).port}/` }));
  });
}

for (const pages of [true, false]) {
  describe(`the embed code of ChatGoNow, with the element from ${pages ? 'its sources' : 'the build'}`, () => {
    let server: RunningServer;
    let shop: Awaited<ReturnType<typeof serve>>;
    let browser: Browser;
    let page: Page;
    before(async () => {
      server = await startServer({ port: 0, pages, operatorKey: 'k' });
      shop = await serve(() => embed(server.url));
      browser = await puppeteer.launch({ executablePath: findBrowser()!, args: browserFlags });
      page = await browser.newPage();
    });
    after(async () => {
      await browser.close();
      shop.site.close();
      await server.close();
    });

    it('is all that a page needs', async () => {
      const operator = createOperatorClient({ url: server.url, key: 'k' });
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(String(error)));
      await page.goto(shop.url);
      const john = visitor(page);
      await john.openChat();
      await john.say('Hello from the shop');
      await john.allSent(1);
      const conversation = await operator.waitForConversation(undefined, 20_000);
      assert.equal(conversation.visitor.name, 'John Doe');
      assert.equal(conversation.visitor.externalId, 'user_12345');
      await operator.say(conversation.id, 'Hello John');
      await john.sees('Hello John');
      assert.deepEqual(faults, []);
    });
  });
}
