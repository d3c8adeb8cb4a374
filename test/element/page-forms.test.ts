import type { ChatWidget } from '../../src/chat-widget.js';
import { createOperatorClient } from '../server/support/operator-client.js';
import { cleanUp, until, widget } from './support/fixture.js';

/** A server of this file's own. */
const told = fetch('/reference-server.json?name=page-forms').then(
  (it) => it.json() as Promise<{ url: string; operatorKey: string }>,
);

const BACKENDS: Record<string, Record<string, string>> = {
  rest: {},
  rocketchat: {},
  expertflow: {},
  pancake: { 'page-id': 'web_demo' },
  chatgonow: { key: 'demo-key' },
  chatvisor: {},
};
const FIELDS = 'name* email* order';

let ids = 0;
async function open(transport: string, more: Record<string, string> = {}, before?: (element: ChatWidget) => Promise<void>): Promise<{ element: ChatWidget; name: string }> {
  const { url } = await told;
  const name = `Ana ${transport} ${(ids += 1)}`;
  const element = widget({ transport, endpoint: `${url}/${transport}`, site: `forms-${ids}`, fields: FIELDS, ...BACKENDS[transport], ...more });
  await before?.(element);
  if (before) await until(() => element.chat?.state.connection.status === 'online', 'the connection');
  await element.open();
  return { element, name };
}

const inside = <E extends Element>(element: ChatWidget, selector: string): E[] => [...element.shadowRoot!.querySelectorAll<E & Element>(selector)];

async function answer(element: ChatWidget, values: Record<string, string>): Promise<void> {
  const form = await until(() => inside<HTMLFormElement>(element, 'form.form')[0], 'the form');
  for (const [label, value] of Object.entries(values)) {
    const found = inside<HTMLLabelElement>(element, '.form label').find((each) => each.textContent!.includes(label))!;
    const input = inside<HTMLInputElement>(element, `#${found.htmlFor}`)[0]!;
    input.value = value;
    input.dispatchEvent(new Event('input'));
  }
  form.requestSubmit();
  await until(() => !inside(element, 'form.form')[0], `the form to be taken: ${inside(element, '.intake')[0]?.textContent}`);
}

/** Until the operator sees all of whoever has this name. */
async function isSeen(name: string, ...said: string[]): Promise<void> {
  const { url, operatorKey } = await told;
  const desk = createOperatorClient({ url, key: operatorKey });
  await until(async () => {
    for (const conversation of await desk.conversations()) {
      const words = JSON.stringify([conversation, await desk.messages(conversation.id)]);
      if ([name, '4711', 'ana@example.com', ...said].every((each) => words.includes(each))) return true;
    }
    return false;
  }, `the agents see ${name}`);
}

describe('a registration of the page', function () {
  this.timeout(20_000);
  afterEach(cleanUp);

  for (const transport of Object.keys(BACKENDS)) {
    it(`reaches the agents over ${transport}, before the chat`, async () => {
      const { element, name } = await open(transport);
      await answer(element, { Name: name, Email: 'ana@example.com', order: '4711' });
      await element.send('Hello');
      await isSeen(name, 'Hello');
    });

    it(`is asked and reaches the agents over ${transport}, though the page has connected before`, async () => {
      const { element, name } = await open(transport, {}, (it) => it.connect());
      await answer(element, { Name: name, Email: 'ana@example.com', order: '4711' });
      await element.send('Hello');
      await isSeen(name, 'Hello');
    });

    it(`reaches the agents over ${transport}, asked in the thread`, async () => {
      const { element, name } = await open(transport, { registration: 'hand-off' });
      await element.send('Hello');
      const { url, operatorKey } = await told;
      const desk = createOperatorClient({ url, key: operatorKey });
      const { id } = await until(() => element.chat?.state.messages.find((message) => message.id), 'the message').then(() => latest(desk, 'Hello'));
      await desk.say(id, 'Good morning');
      await answer(element, { Name: name, Email: 'ana@example.com', order: '4711' });
      await until(() => inside<HTMLElement>(element, '[part~=log]')[0]!.innerText.includes('Good morning'), 'the answer, in a thread that can be read');
      // Pancake takes such things along with a message.
      await element.send('And?');
      await isSeen(name, 'And?');
    });
  }
});

/** The newest conversation that ends in these words. */
const latest = (desk: ReturnType<typeof createOperatorClient>, words: string): Promise<{ id: string }> =>
  until(async () => (await desk.conversations()).find(({ lastMessage }) => lastMessage?.text === words), `a conversation with "${words}"`);
