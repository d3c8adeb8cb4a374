import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import type { AddressInfo } from 'node:net';
import { openDdp } from './support/ddp-client.js';
import { openVisitor } from './support/rest-visitor.js';
import { ask, livechat, openRocketVisitor, succeed } from './support/rocketchat-visitor.js';
import { startTestServer } from './support/test-server.js';

const patch = (url: string, options: Record<string, unknown>) =>
  fetch(`${url}/faults/dialects/rocketchat`, { method: 'PATCH', body: JSON.stringify(options) });

test('every field of the old table can be overridden, in both forms of the config', async () => {
  const config = {
    enabled: true, title: 'T', color: '#123456', registrationForm: true, triggers: [{ _id: 't', conditions: [], actions: [] }],
    departments: [{ _id: 'd', name: 'D', showOnRegistration: true }], allowSwitchingDepartments: true, online: false, offlineColor: '#654321',
    offlineMessage: 'om', offlineSuccessMessage: 'os', offlineUnavailableMessage: 'ou', displayOfflineForm: false, videoCall: true,
    conversationFinishedMessage: 'bye', nameFieldRegistrationForm: false, emailFieldRegistrationForm: true, offlineTitle: 'ot', language: 'de',
    transcript: false, transcriptMessage: 'tm', room: { _id: 'r' }, visitor: { _id: 'v' }, agentData: { _id: 'a' },
  };
  const { url, operator } = await startTestServer({ dialects: { rocketchat: { config } } });
  const client = await openDdp(url);
  assert.deepEqual((await client.call('livechat:getInitialData', 'x'))['result'], config);
  await client.close();
  const nested = (await succeed(url, 'GET config'))['config'] ?? {};
  const flat = { ...nested, ...nested['settings'], ...nested['theme'], ...nested['messages'], visitor: nested['guest'], agentData: nested['agent'] };
  for (const [name, value] of Object.entries(config)) assert.deepEqual(flat[name as keyof typeof flat], value, name);
  const visitor = await openRocketVisitor(url);
  await operator.close(visitor.rid);
  const [closed] = await visitor.history();
  assert.equal(String(closed?.['msg']), 'bye', 'the last line says what the site says at the end');
});

test('the site\'s own words and form stand in the config', async () => {
  const { url } = await startTestServer({
    site: {
      config: {
        title: 'Lamps', color: '#00ff00', locale: 'de', offlineColor: '#111111',
        messages: { offline: 'away', finished: 'done', registration: 'who are you?' },
        forms: {
          registration: [
            { name: 'name', type: 'text', label: 'Name' },
            { name: 'size', type: 'select', label: 'Size', required: true, options: [{ value: 's', label: 'Small' }, { value: 'l', label: 'Large' }] },
          ],
          offline: null,
        },
        features: { end: false, transcript: false },
      },
    },
  });
  const { config } = await succeed(url, 'GET config');
  assert.deepEqual([config?.['theme']?.['title'], config?.['theme']?.['color'], config?.['theme']?.['offlineColor']], ['Lamps', '#00ff00', '#111111']);
  const settings = config?.['settings'];
  assert.deepEqual(
    ['registrationForm', 'nameFieldRegistrationForm', 'emailFieldRegistrationForm', 'displayOfflineForm', 'transcript', 'visitorsCanCloseChat', 'language', 'limitTextLength'].map((name) => settings?.[name]),
    [true, true, false, false, false, false, 'de', 10_000],
  );
  assert.deepEqual([config?.['messages']?.['offlineMessage'], config?.['messages']?.['conversationFinishedMessage'], config?.['messages']?.['registrationFormMessage']], ['away', 'done', 'who are you?']);
  assert.deepEqual(config?.['customFields'], [
    { _id: 'size', label: 'Size', type: 'select', required: true, regexp: '', options: 's,l', defaultValue: '', scope: 'visitor', visibility: 'visible', public: true },
  ]);
  const { rid, token } = await openRocketVisitor(url);
  assert.equal((await livechat(url, 'POST room.close', { rid, token })).body['error'], 'error-not-allowed-to-close-conversation');
});

test('options change while it runs', async () => {
  const { url, operator } = await startTestServer({ faults: true });
  await patch(url, { config: { enabled: false } });
  assert.deepEqual((await succeed(url, 'GET config'))['config'], { enabled: false });
  await patch(url, { config: { limitTextLength: 5, agentHiddenInfo: true } });
  const visitor = await openRocketVisitor(url);
  assert.equal((await livechat(url, 'POST message', { ...visitor, msg: '123456' })).body['error'], 'message-length-exceeds-character-limit');
  const client = await visitor.follow();
  await operator.say(visitor.rid, 'guess who');
  const news = await client.event('stream-livechat-room', visitor.rid);
  assert.deepEqual(news[0], { type: 'agentData', data: { hiddenInfo: true } });
  const said = await client.event('stream-room-messages', visitor.rid, (each) => String(each['msg']) === 'guess who');
  assert.deepEqual(said[0]?.['u'], { _id: 'operator' });
  assert.deepEqual((await succeed(url, `GET agent.info/${visitor.rid}/${visitor.token}`))['agent'], { hiddenInfo: true });
  await client.close();
  await patch(url, { profile: 'ddp' });
  assert.equal((await livechat(url, 'GET config')).status, 404);
  await patch(url, { profile: 'both', systemMessages: false, config: {}, acceptWithNoAgents: true });
  assert.deepEqual((await visitor.history()).map((each) => String(each['msg'])), ['guess who']);
  await succeed(url, 'POST room.close', visitor);
  assert.equal(String((await visitor.history())[0]?.['t']), 'livechat-close', 'the end is always written');
  await operator.setAvailability('offline');
  assert.equal((await succeed(url, `GET room?token=${visitor.token}`))['newRoom'], true);
});

test('CORS: open by default, refused as a real server does when the option is off', async () => {
  const { url } = await startTestServer({ faults: true });
  const preflight = () =>
    fetch(`${url}/rocketchat/api/v1/livechat/message`, {
      method: 'OPTIONS',
      headers: { Origin: 'https://shop.example', 'Access-Control-Request-Method': 'PUT', 'Access-Control-Request-Headers': 'x-visitor-token,content-type' },
    });
  const open = await preflight();
  assert.equal(open.status, 204);
  assert.equal(open.headers.get('Access-Control-Allow-Origin'), '*');
  assert.match(open.headers.get('Access-Control-Allow-Headers') ?? '', /x-visitor-token/i);
  assert.match(open.headers.get('Access-Control-Allow-Methods') ?? '', /PUT/);
  const refused = await livechat(url, 'GET visitor/nobody', undefined, { Origin: 'https://shop.example' });
  assert.equal(refused.headers.get('Access-Control-Allow-Origin'), '*', 'refusals can be read, too');
  assert.equal(refused.headers.get('Access-Control-Expose-Headers'), null, 'what a real server does not expose is not exposed');
  await patch(url, { cors: false });
  const closed = await preflight();
  assert.equal(closed.status, 405);
  assert.equal(closed.headers.get('Access-Control-Allow-Origin'), null);
  assert.equal((await livechat(url, 'GET config')).headers.get('Access-Control-Allow-Origin'), null);
});

test('the limits of a real server, per route, with the wait in the sentence', async () => {
  let now = Date.now();
  const { url } = await startTestServer({ now: () => now, dialects: { rocketchat: { rateLimits: true } } });
  const rounds = async (call: string, times: number, body?: () => unknown) => {
    for (let index = 0; index < times; index++) assert.equal((await livechat(url, call, body?.())).status, 200, `${call} ${index}`);
    return livechat(url, call, body?.());
  };
  const refused = await rounds('POST visitor', 5, () => ({ visitor: { token: 'limited' } }));
  assert.equal(refused.status, 429);
  assert.deepEqual(refused.body, {
    success: false,
    error: 'Error, too many requests. Please slow down. You must wait 60 seconds before trying this endpoint again. [error-too-many-requests]',
  });
  assert.equal(refused.headers.get('x-ratelimit-limit'), '5');
  assert.equal(refused.headers.get('x-ratelimit-remaining'), '0');
  assert.ok(Number(refused.headers.get('x-ratelimit-reset')) > now);
  assert.equal((await rounds('GET room?token=limited', 5)).status, 429);
  const rid = String((await succeed(url, 'GET config?token=limited'))['config']?.['room']?.['_id']);
  assert.equal((await rounds('POST message', 10, () => ({ token: 'limited', rid, msg: 'x' }))).status, 429);
  assert.equal((await rounds('GET config', 9)).status, 429);
  assert.equal((await livechat(url, 'GET visitor/limited')).status, 200, 'a route of its own');
  const form = { name: 'E', email: 'e@shop.example', message: 'x' };
  const offline = await rounds('POST offline.message', 1, () => form);
  assert.match(String(offline.body['error']), /wait 5 seconds/);
  now += 5000;
  assert.equal((await livechat(url, 'POST offline.message', form)).status, 200);
  now += 56_000;
  assert.equal((await livechat(url, 'GET config')).status, 200);
  const client = await openDdp(url);
  for (let index = 0; index < 10; index++) assert.equal((await client.call('stream-notify-room'))['error'], undefined);
  const { error } = await client.call('stream-notify-room');
  assert.equal(error?.['error'], 'too-many-requests');
  assert.match(String(error?.['reason']), /You must wait 10 seconds/);
  assert.equal((await client.call('livechat:loginByToken', 'x'))['error'], undefined, 'another method');
  await client.close();
});

test('the site\'s own limit is told in the same words', async () => {
  const { url } = await startTestServer({ site: { config: { maxPerMinute: 2 } } });
  const visitor = await openRocketVisitor(url);
  await visitor.say('one');
  await visitor.say('two');
  const refused = await livechat(url, 'POST message', { ...visitor, msg: 'three' });
  assert.equal(refused.status, 429);
  assert.match(String(refused.body['error']), /^Error, too many requests\. .* wait \d+ seconds .* \[error-too-many-requests\]$/);
  const client = await openDdp(url);
  const { error } = await client.call('sendMessageLivechat', { _id: 'x', rid: visitor.rid, msg: 'three', token: visitor.token });
  assert.equal(error?.['error'], 'too-many-requests');
  await client.close();
});

test('a trigger asks its service, and says so when that fails', async () => {
  const asked: unknown[] = [];
  const service = createServer((request, response) => {
    request.on('data', (chunk) => asked.push(JSON.parse(String(chunk))));
    request.on('end', () => {
      response.statusCode = request.url === '/good' ? 200 : 500;
      if (request.url === '/away') response.writeHead(307, { Location: '/good' });
      response.end(JSON.stringify({ contents: [{ msg: 'hello', order: 0 }] }));
    });
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  after(() => service.close());
  const trigger = (_id: string) => {
    const serviceUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}/${_id}`;
    const params = { sender: 'custom', name: 'Bot', serviceUrl, serviceTimeout: 5000, serviceFallbackMessage: 'sorry' };
    return { _id, conditions: [{ name: 'time-on-site', value: 1 }], actions: [{ name: 'use-external-service', params }] };
  };
  const triggers = [trigger('good'), trigger('bad'), trigger('away')];
  const { url } = await startTestServer({ dialects: { rocketchat: { config: { triggers } } } });
  assert.deepEqual((await succeed(url, 'GET config'))['config']?.['triggers'], triggers);
  const { token } = await openRocketVisitor(url);
  const extraData = [{ key: 'plan', value: 'gold' }];
  const call = (id: string) => livechat(url, `POST triggers/${id}/external-service/call`, { token, extraData });
  assert.deepEqual((await call('good')).body, { _id: 'good', response: { statusCode: 200, contents: [{ msg: 'hello', order: 0 }] }, success: true });
  assert.deepEqual(asked[0], { metadata: extraData });
  const failed = await call('bad');
  assert.deepEqual([failed.status, failed.body['response']?.['fallbackMessage']], [400, 'sorry']);
  assert.equal((await call('away')).status, 400, 'nobody is sent on to another address');
  const many = await Promise.all(Array.from({ length: 30 }, () => call('bad')));
  assert.ok(many.some(({ status }) => status === 429), 'a visitor cannot make the server ask without end');
});

test('tokens of the two sites do not open each other', async () => {
  const { url } = await startTestServer();
  const other = await openVisitor(url);
  assert.equal((await livechat(url, `GET visitor/${other.token}`)).body['error'], 'invalid-token');
  const { token, id } = await openRocketVisitor(url);
  assert.equal((await openVisitor(url, {}, token)).id === id, false);
  assert.equal((await ask(url, 'GET', '/nothing')).status, 404);
});
