import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { toLoaded } from '../../../src/transports/rocketchat/rocketchat-config-mapper.js';
import { eventually } from '../../../src/testing/contract-assert.js';
import { ANA, fakeRocketchat, GUEST, toMessage } from '../support/fake-rocketchat.js';

/** `FULL=1` takes the long way. */
const numRuns = process.env['FULL'] ? 100_000 : 3000;

const changed = (collection: string, eventName: string, ...args: unknown[]): object => ({
  msg: 'changed', collection, id: 'id', fields: { eventName, args },
});
const button = { type: 'button', actionId: 'yes', text: { type: 'plain_text', text: 'Yes' }, value: 'y' };
const blocks = [
  { type: 'actions', appId: 'bot1', blockId: 'b', elements: [button, { type: 'static_select', options: [button] }] },
  { type: 'section', text: { type: 'mrkdwn', text: 'x' }, accessory: button, fields: [{ text: 'y' }] },
];
const attachments = [
  { title: 'a', image_url: '/file-upload/F/a', image_size: 3, image_dimensions: { width: 1, height: 2 }, image_preview: 'AA' },
  { text: 'quoted', message_link: '/x', attachments: [] },
];
const transferData = { scope: 'agent', transferredBy: ANA, transferredTo: ANA, nextDepartment: { name: 'd' } };
const FRAMES: readonly object[] = [
  changed('stream-room-messages', 'R', toMessage('m1', { attachments, blocks, bot: { i: 'x' }, editedAt: { $date: 5 } })),
  changed('stream-room-messages', 'R', toMessage('m2', { u: GUEST, file: { _id: 'F' } })),
  changed('stream-room-messages', 'R', toMessage('m3', { t: 'livechat_transfer_history', transferData })),
  changed('stream-livechat-room', 'R', { type: 'agentData', data: { ...ANA, status: 'online' } }),
  changed('stream-livechat-room', 'R', { type: 'agentStatus', status: 'away' }),
  changed('stream-livechat-room', 'R', { type: 'queueData', data: { spot: 2, estimatedWaitTimeSeconds: 60 } }),
  changed('stream-notify-room', 'R/user-activity', 'ana', ['user-typing']),
  changed('stream-notify-room', 'R/typing', 'ana', true),
  changed('stream-notify-room', 'R/deleteMessage', { _id: 'm1' }),
  changed('stream-notify-room', 'R/deleteMessageBulk', { rid: 'R', ts: { $gt: { $date: 0 } }, users: ['ana'], ids: ['m1'] }),
  changed('stream-notify-room', 'R/messagesRead', { until: { $date: 5000 } }),
  { msg: 'ready', subs: ['stream-room-messages/R'] },
  { msg: 'result', id: '1', error: { error: 404, reason: 'no' } },
  { msg: 'ping', id: '7' },
];

const JUNK: readonly unknown[] = [
  null, true, '', 'x', 0, -1, 1e300, [], {}, [null], { toString: 1, valueOf: 1 }, { $date: 1e300 }, { $date: null }, { $escape: {} },
  '__proto__', 'constructor', 'hasOwnProperty', '\u0000', '🧨'.repeat(50), { length: -1 }, [[[[]]]], JSON.parse('{"__proto__":{"x":1}}'),
];

/** Takes a value apart and puts junk in, at places that the numbers choose. */
function mutate(value: unknown, choices: readonly number[]): unknown {
  const root = { value: structuredClone(value) } as Record<string, unknown>;
  for (const choice of choices) {
    let holder = root;
    let key = 'value';
    for (let depth = choice % 7; depth > 0; depth -= 1) {
      const inner = holder[key];
      if (typeof inner !== 'object' || inner === null || !Object.keys(inner)[0]) break;
      holder = inner as Record<string, unknown>;
      key = Object.keys(inner)[(choice >> depth) % Object.keys(inner).length]!;
    }
    if (choice % 11 === 0 && holder !== root) delete holder[key];
    else holder[key] = structuredClone(JUNK[(choice >> 8) % JUNK.length]);
  }
  return root['value'];
}

const choices = fc.array(fc.nat(), { minLength: 1, maxLength: 4 });

describe('rocketchat: whatever comes', () => {
  it('mutated frames throw nothing, and what follows them is heard', async () => {
    const fake = fakeRocketchat();
    await fake.resumed();
    const { socket } = fake;
    // The code for these comes with the first of them; from then on nothing waits.
    fake.push('stream-room-messages', '', toMessage('m0', { attachments }));
    await eventually('a file', () => fake.told('message').length === 1);
    let heard = 0;
    const check = fc.property(fc.constantFrom(...FRAMES), choices, fc.nat(), (frame, places, cut) => {
      const text = JSON.stringify(mutate(frame, places)) ?? '';
      socket.say(cut % 9 ? text : text.slice(0, cut % (text.length + 1)));
      fake.events.length = 0;
      heard += 1;
      fake.push('stream-room-messages', '', toMessage(`after-${heard}`));
      const isHeard = fake.events.some((event) => 'message' in event && event.message.id === `after-${heard}`);
      assert.ok(isHeard, text);
      assert.deepEqual(Object.keys(Object.prototype), []);
    });
    fc.assert(check, { numRuns });
    await fake.transport.disconnect();
    assert.equal(fake.clock.pending, 0);
  });

  it('mutated configs throw nothing', () => {
    const department = { _id: 'd', name: 'D', showOnRegistration: true, showOnOfflineForm: true };
    const trigger = { _id: 't', conditions: [{ name: 'page-url', value: 'x' }], actions: [{ name: 'send-message', params: { msg: 'm' } }] };
    const config = {
      enabled: true, online: true, settings: { registrationForm: true, hiddenSystemMessages: ['uj'], limitTextLength: 5 },
      theme: { title: 't' }, messages: { offlineMessage: 'o' }, survey: { items: ['a'] }, departments: [department, department],
      triggers: [trigger], customFields: [{ _id: 'c', options: 'a,b', regexp: '[' }], room: { _id: 'R', servedBy: ANA }, guest: GUEST, agent: ANA,
    };
    const rules = { hidden: [], videoCall: true, hidesAgent: false, survey: [] };
    const mapping = { base: 'https://x.example/', now: 0, visitorId: 'V', token: 'T', rid: 'R', rules };
    const check = fc.property(choices, (places) => {
      const loaded = toLoaded(mutate(config, places), mapping);
      structuredClone(loaded); // plain data: it crosses tabs
    });
    fc.assert(check, { numRuns });
  });

  it('mutated histories and answers end in messages or in a ChatError', async () => {
    const page = { messages: [toMessage('m2'), toMessage('m1', { u: GUEST, attachments, blocks })] };
    const fake = fakeRocketchat();
    await fake.resumed();
    const check = fc.asyncProperty(choices, async (places) => {
      const body = JSON.stringify(mutate(page, places)) ?? '';
      fake.routes['GET livechat/messages.history/R'] = () => new Response(body, { status: 200 });
      const outcome = await fake.transport.loadHistory!({ limit: 5 }, fake.signal).then(
        ({ messages }) => messages.length <= 5,
        (error: unknown) => (error as { code?: string }).code === 'protocol',
      );
      assert.ok(outcome, body);
    });
    await fc.assert(check, { numRuns: Math.min(numRuns, 20_000) });
    await fake.transport.disconnect();
  });
});
