import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentsOf, initVisitor } from './support/chatgonow-visitor.js';
import type { Json } from './support/rest-visitor.js';
import { png } from './support/sample-images.js';
import { restartServer, startTestServer } from './support/test-server.js';

const server = await startTestServer({ faults: true, heartbeatMs: 50 });
const { url, operator } = server;

async function begin(nickname: string) {
  const visitor = await initVisitor(url, { nickname });
  await visitor.say('hello');
  const conversation = (await operator.conversations()).find(({ visitor: { name } }) => name === nickname);
  assert.ok(conversation);
  const { cursor } = await visitor.poll(visitor.session['cursor']);
  return { visitor, conversation, cursor };
}

const typesOf = (events: Json | undefined): string[] => (events as unknown as Json[]).map((event) => String(event['type']));

test('poll answers what came after the cursor, as the contract has it', async () => {
  const { visitor, conversation, cursor } = await begin('Poll');
  const answer = await operator.say(conversation.id, 'Hi');
  const { events, cursor: next } = await visitor.poll(cursor);
  const [event] = (events as unknown as Json[]).filter(({ type }) => String(type) === 'message');
  assert.match(String(event?.['cursor']), /^\d+$/);
  const { id, conversation_id, ...row } = event?.['message'] as unknown as Record<string, unknown>;
  assert.match(String(id), /^\d+$/);
  assert.match(String(conversation_id), /^\d+$/);
  assert.deepEqual(row, {
    client_id: null, sender_type: 'agent', sender_name: 'Support', message_type: 'text', content: 'Hi', image_url: null,
    created_at: answer.createdAt.slice(0, 19).replace('T', ' '),
  });
  assert.deepEqual((await visitor.poll(next))['events'], []);
});

test('poll waits for an event, and not for what the protocol has no word for', async () => {
  const { visitor, conversation, cursor } = await begin('Waiting');
  const waiting = visitor.poll(cursor, 20);
  await operator.join(conversation.id);
  await operator.say(conversation.id, 'now');
  const { events } = await waiting;
  assert.deepEqual(typesOf(events), ['message']);
  const idle = visitor.poll((await visitor.poll(cursor))['cursor'], 0.2);
  await operator.leave(conversation.id);
  const answer = await idle;
  assert.deepEqual(answer['events'], [], 'empty at the time-out');
  assert.ok(Number(answer['cursor']) > Number(cursor));
});

test('every kind of event has its members', async () => {
  const { visitor, conversation, cursor } = await begin('Kinds');
  const stream = await visitor.stream(cursor);
  const answer = await operator.say(conversation.id, 'first');
  await operator.edit(answer.id, 'second');
  await operator.typing(conversation.id, true);
  await operator.read(conversation.id);
  await operator.setAvailability('offline');
  await operator.setAvailability('online');
  await operator.changeConfig({ color: '#123456' });
  await operator.close(conversation.id);
  await stream.waitForEvent('ended');
  const data = stream.events.map((event) => event.data as unknown as Record<string, unknown>);
  assert.deepEqual(data.map(({ type }) => type), ['message', 'message', 'typing', 'read', 'agent', 'agent', 'config', 'ended']);
  assert.deepEqual(contentsOf(data.slice(0, 2) as unknown as Json), ['first', 'second']);
  const rowId = (event: Record<string, unknown> | undefined) => (event?.['message'] as Json | undefined)?.['id'];
  assert.equal(rowId(data[0]), rowId(data[1]), 'an edit is the same row');
  const plain = data.map(({ cursor: _, ...rest }) => rest);
  assert.deepEqual(plain[2], { type: 'typing', on: true, sender_name: 'Support' });
  assert.deepEqual(plain[3], { type: 'read', up_to: rowId(data[0]) });
  assert.deepEqual(plain.slice(4, 6), [{ type: 'agent', online: false }, { type: 'agent', online: true }]);
  assert.equal((plain[6]?.['config'] as Json | undefined)?.['colors']?.['primary'], '#123456');
  assert.deepEqual(plain[7], { type: 'ended' });
  for (const event of stream.events) {
    assert.equal(event.id, event.data['cursor'], 'SSE id and cursor are one');
    assert.equal(event.type, event.data['type']);
  }
  await stream.close();
});

test('the stream says how to come back, pings, and replays from a cursor', async () => {
  const { visitor, conversation, cursor } = await begin('Stream');
  await operator.say(conversation.id, 'missed');
  const stream = await visitor.stream(cursor);
  assert.equal(stream.response.headers.get('Content-Type'), 'text/event-stream; charset=utf-8');
  await stream.waitForRaw('retry: 2000');
  await stream.waitForRaw(': ping');
  const missed = await stream.waitForEvent('message');
  assert.equal(missed.data['message']?.['content'], 'missed');
  const image = new Blob([new Uint8Array(png())]);
  await operator.sayImage(conversation.id, image, 'with a picture');
  await stream.waitForEvent('message', 3);
  const rows = stream.events.slice(-2);
  assert.equal(rows[0]?.id, rows[1]?.id, 'the rows of one message share its cursor');
  await stream.close();
});

test('a deleted message is neither replayed nor in the history', async () => {
  const { visitor, conversation, cursor } = await begin('Deleted');
  const { id } = await operator.say(conversation.id, 'oops');
  await operator.remove(id);
  assert.deepEqual((await visitor.poll(cursor))['events'], []);
  assert.deepEqual(contentsOf((await visitor.history())['messages']), ['hello']);
});

test('a written answer arrives as a row at its start and whole at its end', async () => {
  const { visitor, conversation, cursor } = await begin('Written');
  const answer = await operator.stream(conversation.id, 'One ');
  await answer.append('two');
  await answer.end();
  const { events } = await visitor.poll(cursor);
  assert.deepEqual(contentsOf(events), ['One two', 'One two']);
});

test('an expired cursor is refused by poll and stream', async () => {
  const { visitor, cursor } = await begin('Expired');
  await operator.faults({ do: 'expireCursors' });
  const polled = await visitor.act('poll', undefined, `&cursor=${String(cursor)}`);
  assert.deepEqual([polled.status, polled.body], [410, { success: false, message: 'cursor expired' }]);
  const stream = await visitor.stream(cursor);
  assert.equal(stream.response.status, 410);
  await stream.close();
});

test('faults meet single actions, streams and frames', async () => {
  const { visitor, conversation, cursor } = await begin('Faults');
  await operator.faults({ do: 'status', status: 500, method: 'POST', path: '/api/visitor_api.php?action=send' });
  assert.equal((await visitor.act('read', { up_to: '0' })).status, 404, 'another action is not met');
  const failed = await visitor.act('send', { client_id: 'f', content: 'x' }).catch(() => undefined);
  assert.equal(failed?.status, 500);
  const stream = await visitor.stream(cursor);
  await operator.faults({ do: 'duplicate', count: 1 });
  await operator.say(conversation.id, 'twice');
  await stream.waitForEvent('message', 2);
  await operator.faults({ do: 'unknown', type: 'unheard-of', data: { a: 1 } });
  const unknown = await stream.waitForEvent('unheard-of');
  assert.deepEqual(unknown.data['data'], { a: 1 });
  await operator.faults({ do: 'dropStreams' });
  await stream.waitForEnd();
  await operator.faults({ do: 'refuseStreams', ms: 10_000 });
  const refused = await visitor.stream(cursor);
  assert.equal(refused.response.status, 503);
  await refused.close();
  assert.ok((await visitor.poll(cursor))['events'], 'polling goes on');
  await operator.clearFaults();
});

test('a restart ends streams and keeps tokens and conversations', async () => {
  const { visitor } = await begin('Restart');
  const stream = await visitor.stream(visitor.session['cursor']);
  await stream.waitForEvent('message');
  await restartServer(server);
  await stream.waitForEnd();
  assert.deepEqual(contentsOf((await visitor.history())['messages']), ['hello']);
});

test('an erased visitor is gone', async () => {
  const { visitor, conversation } = await begin('Erased');
  await operator.eraseVisitor(conversation.visitor.id);
  assert.equal((await visitor.act('history')).status, 401);
});
