import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from '../support/seeded.js';
import { credentials, openDdp, type DdpClient } from './support/ddp-client.js';
import { ask, openRocketVisitor } from './support/rocketchat-visitor.js';
import { startTestServer } from './support/test-server.js';

/** `FULL=1` takes the long way. */
const rounds = process.env['FULL'] ? 100_000 : 4000;
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

const { url, operator, errors } = await startTestServer({ site: { config: { maxPerMinute: 1_000_000 } } });

test(`${rounds} mutated frames (SEED=${seed}) break nothing, and valid traffic flows in between`, { timeout: 600_000 }, async () => {
  const uncaught: unknown[] = [];
  const note = (error: unknown): number => uncaught.push(error);
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
  const random = seeded(seed);
  const visitor = await openRocketVisitor(url);
  const witness = await visitor.follow();
  const valid = validFrames(visitor.rid, visitor.token, visitor.username);
  let client: DdpClient | undefined;
  for (let round = 0; round < rounds; round++) {
    if (!client || client.isClosed()) client = await openDdp(url, { greet: random() < 0.9 });
    client.send(mutate(JSON.stringify(valid[Math.floor(random() * valid.length)]), random));
    if (round % 500 !== 499) continue;
    client.frames.length = 0;
    const heard = witness.event('stream-room-messages', visitor.rid, (each) => String(each['msg']) === `still here ${round}`);
    await operator.say(visitor.rid, `still here ${round}`);
    await heard;
    witness.frames.length = 0;
    if (random() < 0.5) await client.close();
  }
  const fresh = await openDdp(url);
  await fresh.settle();
  await Promise.all([fresh.close(), witness.close(), client?.close()]);
  process.off('uncaughtException', note);
  process.off('unhandledRejection', note);
  assert.deepEqual([uncaught, errors], [[], []]);
});

test(`mutated REST calls (SEED=${seed}) are answered below 500`, { timeout: 600_000 }, async () => {
  const random = seeded(seed);
  const { rid, token } = await openRocketVisitor(url);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const bodies = [
    ['visitor', { visitor: { token, name: 'Eva', email: 'e@shop.example', customFields: [{ key: 'a', value: 'b', overwrite: true }] } }],
    ['message', { token, rid, msg: 'hello', _id: 'x' }],
    ['room.survey', { token, rid, data: [{ name: 'satisfaction', value: '3' }] }],
    ['page.visited', { token, rid, pageInfo: { change: 'url', title: 'T', location: { href: 'https://shop.example' } } }],
    ['custom.fields', { token, customFields: [{ key: 'a', value: 'b', overwrite: true }] }],
    ['offline.message', { name: 'E', email: 'e@shop.example', message: 'x' }],
    ['transcript', { token, rid, email: 'e@shop.example' }],
  ] as const;
  for (let round = 0; round < rounds / 20; round++) {
    const [path, body] = pick(bodies);
    const { status, text } = await ask(url, 'POST', `/api/v1/livechat/${path}`, mutate(JSON.stringify(body), random), { 'Content-Type': 'application/json' });
    assert.ok(status < 500, `${path}: ${status} ${text}`);
  }
  assert.deepEqual(errors, []);
});

function validFrames(rid: string, token: string, username: string): unknown[] {
  const method = (name: string, ...params: unknown[]) => ({ msg: 'method', method: name, params, id: '1' });
  return [
    { msg: 'connect', version: '1', support: ['1'] },
    { msg: 'ping', id: '1' },
    { msg: 'pong' },
    { msg: 'sub', id: 's', name: 'stream-room-messages', params: [rid, credentials(token)] },
    { msg: 'sub', id: 'n', name: 'stream-notify-room', params: [`${rid}/typing`, credentials(token)] },
    { msg: 'unsub', id: 's' },
    method('stream-notify-room', `${rid}/user-activity`, username, ['user-typing'], { token }),
    method('sendMessageLivechat', { _id: 'f', rid, msg: 'hello', token }),
    method('livechat:registerGuest', { token, name: 'Eva', email: 'e@shop.example', customFields: [{ key: 'a', value: 'b', overwrite: true }] }),
    method('livechat:getInitialData', token),
    method('livechat:loadHistory', { token, rid, limit: 5, end: { $date: 1 } }),
    method('livechat:saveSurveyFeedback', token, rid, [{ name: 'satisfaction', value: '3' }]),
    method('livechat:setCustomField', token, 'key', 'value', true),
    method('livechat:pageVisited', token, rid, { title: 'T', location: { href: 'https://shop.example' } }),
    method('livechat:getAgentData', { roomId: rid, token }),
  ];
}

const splices = ['null', '[]', '{}', '""', '-1', '1e999', 'true', '"__proto__"', '"\\u0000"', '"\\ud800"', '{"$date":null}', '{', '}', '[', ']', ',', ':', '"', '\\', '\u0000', '😀'];

/** Breaks a text in up to four places: bytes changed, cut, doubled, values put in. */
function mutate(text: string, random: () => number): string {
  let result = text;
  for (let times = 1 + Math.floor(random() * 4); times > 0; times--) {
    const at = Math.floor(random() * (result.length + 1));
    const length = Math.floor(random() * 12);
    const [head, tail] = [result.slice(0, at), result.slice(at)];
    const splice = splices[Math.floor(random() * splices.length)] ?? '';
    const kinds = [
      () => head + tail.slice(length),
      () => head + splice + tail,
      () => head + tail.slice(0, length) + tail,
      () => head + String.fromCharCode(Math.floor(random() * 256)) + tail.slice(1),
      () => replaceValue(result, splice, random),
    ];
    result = kinds[Math.floor(random() * kinds.length)]?.() ?? result;
  }
  return result;
}

/** Swaps one string value for another value, so that the frame stays JSON and only its types are wrong. */
function replaceValue(text: string, value: string, random: () => number): string {
  const values = [...text.matchAll(/:("(?:[^"\\]|\\.)*"|true|\[|\{)/g)];
  const chosen = values[Math.floor(random() * values.length)];
  if (chosen?.index === undefined || chosen[1]?.length === 1) return text;
  return `${text.slice(0, chosen.index)}:${value}${text.slice(chosen.index + chosen[0].length)}`;
}
