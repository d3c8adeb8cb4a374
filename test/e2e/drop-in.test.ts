import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setStage, type Stage } from './support/stage.js';
import { startSite, type StaticSite } from './support/static-site.js';
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

for (const pages of [true, false]) {
  describe(`the embed code of ChatGoNow, with the element from ${pages ? 'its sources' : 'the build'}`, () => {
    let stage: Stage;
    let shop: StaticSite;
    before(async () => {
      stage = await setStage({ pages });
      shop = await startSite({ '/': { html: embed(stage.server.url) } });
    });
    after(async () => {
      await shop.close();
      await stage.close();
    });

    it('is all that a page needs', async () => {
      const page = await stage.open('about:blank');
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(String(error)));
      await page.goto(shop.url);
      const john = visitor(page);
      await john.openChat();
      await john.say('Hello from the shop');
      await john.allSent(1);
      const conversation = await stage.operator.waitForConversation(undefined, 20_000);
      assert.equal(conversation.visitor.name, 'John Doe');
      assert.equal(conversation.visitor.externalId, 'user_12345');
      await stage.operator.say(conversation.id, 'Hello John');
      await john.sees('Hello John');
      assert.deepEqual(faults, []);
    });
  });
}
