import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, createAdmin, openCustomer } from './support/chatvisor-client.js';
import { openVisitor } from './support/rest-visitor.js';
import { restartServer, startTestServer } from './support/test-server.js';

const adminToken = 'settings-token';
const server = await startTestServer({ dialects: { chatvisor: { adminToken } } });
const { url, operator } = server;
const admin = createAdmin(url, adminToken);
const config = async () => (await ask(url, 'GET', '/chatvisor/chat/config')).body['config'];
const groups = {
  version: 1,
  default: 'hidden',
  rules: [
    {
      id: 'proactive-pricing', level: 'page', kind: 'any', priority: 10,
      groups: [
        { all: [{ is: 'agentAvailable' }, { is: 'onPageFor', seconds: 20 }, { is: 'urlMatches', pattern: '/pricing*' }] },
        { all: [{ is: 'pageVisits', min: 2 }, { is: 'openingHours', not: true }] },
      ],
      actions: [{ do: 'show' }, { do: 'invite', text: 'Need help choosing?' }],
      frequency: { per: 'session', max: 1, cooldownSeconds: 0 },
    },
  ],
  hours: { tz: 'Europe/Vienna', week: { mon: [['09:00', '17:00']], sat: [] }, except: { '2026-12-25': [] } },
};
const own = {
  version: 1,
  default: 'hidden',
  rules: [
    {
      id: 'proactive-pricing', level: 'page', kind: 'any', priority: 10, perVisit: 1,
      when: {
        any: [
          { all: [{ is: 'agentAvailable' }, { is: 'onPageFor', seconds: 20 }, { is: 'urlMatches', pattern: '/pricing*' }] },
          { all: [{ is: 'pageVisits', min: 2 }, { not: { is: 'openingHours' } }] },
        ],
      },
      then: [{ do: 'show' }, { do: 'invite', text: 'Need help choosing?' }],
    },
  ],
};

test('rules in Chatvisor’s form are stored in the widget’s, and come back as they were', async () => {
  const stored = await admin.put('/rules', groups);
  assert.equal(stored.status, 200, stored.text);
  assert.deepEqual(stored.body, own);
  assert.deepEqual((await admin.get('/rules')).body, own);
  assert.deepEqual((await admin.get('/hours')).body['hours'], groups.hours);
  assert.deepEqual((await admin.get('/rules?form=groups')).body, groups);
});

test('rules in the widget’s own form come back as they were, and as alternatives for Chatvisor', async () => {
  const rules = {
    version: 1,
    default: 'visible',
    rules: [
      {
        id: 'deep', once: true, cooldown: 60,
        when: { not: { any: [{ is: 'agentsOffline' }, { all: [{ is: 'label', has: 'vip' }, { not: { is: 'messageSent' } }] }] } },
        then: [{ do: 'open' }],
      },
    ],
  };
  assert.deepEqual((await admin.put('/rules', rules)).body, rules);
  const exported = (await admin.get('/rules?form=groups')).body['rules']?.[0] as unknown as Record<string, unknown>;
  assert.deepEqual(exported['groups'], [
    { all: [{ is: 'agentsOffline', not: true }, { is: 'label', has: 'vip', not: true }] },
    { all: [{ is: 'agentsOffline', not: true }, { is: 'messageSent' }] },
  ]);
  assert.deepEqual(exported['frequency'], { per: 'visitor', max: 1, cooldownSeconds: 60 });
  const back = (await admin.put('/rules', { version: 1, rules: [exported] })).body['rules']?.[0];
  assert.deepEqual([back?.['once'], back?.['cooldown']], [true, 60]);
});

test('rules that make no sense are refused by their place, and nothing is changed', async () => {
  const before = (await admin.get('/rules')).text;
  const rule = { id: 'x', when: { is: 'exitIntent' }, then: [{ do: 'open' }] };
  let deep: object = { is: 'exitIntent' };
  for (let n = 0; n < 20; n++) deep = { not: deep };
  const wide = { all: Array.from({ length: 12 }, () => ({ any: [{ is: 'exitIntent' }, { is: 'messageSent' }] })) };
  const cases: [object, string][] = [
    [{}, 'rules'], [{ version: 2, rules: [] }, 'version'], [{ default: 'maybe', rules: [] }, 'default'],
    [{ rules: [{ ...rule, id: '' }] }, 'rules[0].id'], [{ rules: [rule, rule] }, 'rules'],
    [{ rules: [{ ...rule, then: [] }] }, 'rules[0].then'], [{ rules: [{ ...rule, then: [{ do: 'dance' }] }] }, 'rules[0].then[0]'],
    [{ rules: [{ ...rule, then: [{ do: 'invite' }] }] }, 'rules[0].then[0]'],
    [{ rules: [{ ...rule, when: undefined }] }, 'rules[0].when'], [{ rules: [{ ...rule, when: { is: 'fullMoon' } }] }, 'rules[0].when'],
    [{ rules: [{ ...rule, when: { is: 'constructor' } }] }, 'rules[0].when'],
    [{ rules: [{ ...rule, when: { all: [{ is: 'onPageFor', seconds: '20' }] } }] }, 'rules[0].when.all[0]'],
    [{ rules: [{ ...rule, when: deep }] }, 'rules[0].when.not.not.not.not.not.not.not.not.not'],
    [{ rules: [{ ...rule, when: wide }] }, 'rules'],
    [{ rules: [{ id: 'g', groups: [{}], actions: [] }] }, 'rules[0].groups[0].all'],
    [{ rules: [{ id: 'g', groups: 'x', actions: [] }] }, 'rules[0].groups'],
    [{ rules: [{ ...groups.rules[0], frequency: { per: 'year' } }] }, 'rules[0].frequency.per'],
    [{ rules: [rule], hours: { tz: 'Mars' } }, 'hours.tz'],
  ];
  for (const [body, field] of cases) {
    const { status, body: answer } = await admin.put('/rules', body);
    assert.equal(status, 422, JSON.stringify(body));
    assert.ok(answer['error']?.['fields']?.[field], `${field}: ${JSON.stringify(answer)}`);
  }
  assert.equal((await admin.get('/rules')).text, before);
});

test('opening hours are checked, kept and removed', async () => {
  const { hours } = groups;
  assert.deepEqual((await admin.put('/hours', hours)).body['hours'], hours);
  const wrong: [object, string][] = [
    [{ week: {} }, 'hours.tz'], [{ tz: 'UTC' }, 'hours.week'], [{ tz: 'UTC', week: { monday: [] } }, 'hours.week.monday'],
    [{ tz: 'UTC', week: { mon: [['9:00', '17:00']] } }, 'hours.week.mon'], [{ tz: 'UTC', week: { mon: [['17:00', '09:00']] } }, 'hours.week.mon'],
    [{ tz: 'UTC', week: { mon: [['09:00', '25:00']] } }, 'hours.week.mon'], [{ tz: 'UTC', week: {}, except: { xmas: [] } }, 'hours.except.xmas'],
    [{ tz: 'UTC', week: {}, except: { '2026-13-01': [] } }, 'hours.except.2026-13-01'], [{ hours: 'always' }, 'hours'],
  ];
  for (const [body, field] of wrong) {
    const { status, body: answer } = await admin.put('/hours', body);
    assert.equal(status, 422, JSON.stringify(body));
    assert.ok(answer['error']?.['fields']?.[field], `${field}: ${JSON.stringify(answer)}`);
  }
  assert.deepEqual((await admin.get('/hours')).body['hours'], hours);
  assert.equal((await admin.put('/hours', { hours: null })).body['hours'], null);
  assert.equal((await config())?.['hours'], undefined);
});

test('settings, rules and hours reach open widgets at once, new ones with the session, and nobody else', async () => {
  const customer = await openCustomer(url);
  const stranger = await openVisitor(url);
  const [hears, foreign] = [await customer.stream(), await stranger.stream(String(stranger.session['cursor']))];
  const settings = {
    color: '#123456', texts: { welcome: 'Servus!' }, appearance: { title: 'Lamp shop', position: 'bottom-left' }, maxPerMinute: 7,
  };
  assert.deepEqual((await admin.put('/settings', settings)).body, settings);
  const told = (await hears.waitForEvent('config')).data as unknown as Record<string, unknown>;
  assert.deepEqual(
    [told['color'], (told['messages'] as Record<string, string>)['welcome'], told['title'], told['position'], told['maxPerMinute']],
    ['#123456', 'Servus!', 'Lamp shop', 'bottom-left', 7],
  );
  await admin.put('/rules', groups);
  const live = (await hears.waitForEvent('config', 2)).data as unknown as Record<string, unknown>;
  assert.deepEqual([live['triggers'], live['hours']], [own, groups.hours]);
  const session = (await openCustomer(url)).session['config'] as unknown as Record<string, unknown>;
  assert.deepEqual([session['triggers'], session['hours'], session['title']], [own, groups.hours, 'Lamp shop']);

  await admin.put('/settings', { appearance: null });
  assert.equal((await hears.waitForEvent('config', 3)).data['title'], 'Juniper & Co.', 'taken back to the server’s own');
  assert.deepEqual(foreign.types(), []);
  assert.equal((await openVisitor(url)).session['config']?.['title'], 'Juniper & Co.');
  await Promise.all([hears.close(), foreign.close()]);
});

test('what the operator changes for all sites does not replace what this one set', async () => {
  await admin.put('/settings', { appearance: { title: 'Lamp shop' } });
  const customer = await openCustomer(url);
  const hears = await customer.stream();
  await operator.changeConfig({ title: 'Another', offlineColor: '#999999' });
  const { data } = await hears.waitForEvent('config');
  assert.deepEqual([data['title'], data['offlineColor']], ['Lamp shop', '#999999']);
  await hears.close();
});

test('the rate limit is this site’s own', async () => {
  await admin.put('/settings', { maxPerMinute: 2 });
  const customer = await openCustomer(url);
  await customer.say('1');
  await customer.say('2');
  const third = await customer.post('/messages', { localId: 'third', text: '3' });
  assert.equal(third.status, 429);
  assert.ok(Number(third.headers.get('Retry-After')) >= 1);
  const elsewhere = await openVisitor(url);
  for (const text of ['1', '2', '3']) await elsewhere.say(text);
  await admin.put('/settings', { maxPerMinute: null });
});

test('settings that make no sense are refused by name; all of it survives a restart', async () => {
  const cases: [object, string][] = [
    [{ color: 'red; background: url(x)' }, 'color'], [{ offlineColor: 'url(x)' }, 'offlineColor'], [{ color: 7 }, 'color'],
    [{ texts: { hello: 'x' } }, 'texts.hello'], [{ texts: { welcome: 7 } }, 'texts.welcome'], [{ maxPerMinute: 0 }, 'maxPerMinute'],
    [{ maxPerMinute: 1.5 }, 'maxPerMinute'], [{ appearance: { title: 7 } }, 'appearance.title'], [{ appearance: 'big' }, 'appearance'],
    [{ routing: [{}] }, 'routing[0]'], [{ routing: [{ agentId: 'a', teamId: 'b' }] }, 'routing[0]'], [{ routing: [{ label: 7 }] }, 'routing[0].label'],
  ];
  for (const [body, field] of cases) {
    const { status, body: answer } = await admin.put('/settings', body);
    assert.equal(status, 422, JSON.stringify(body));
    assert.ok(answer['error']?.['fields']?.[field], `${field}: ${JSON.stringify(answer)}`);
  }
  for (const body of ['nonsense', '[]', '7']) {
    assert.equal((await ask(url, 'PUT', '/chatvisor/api/v1/settings', body, { Authorization: `Bearer ${adminToken}` })).status, 422);
  }
  const before = await config();
  await restartServer(server);
  assert.deepEqual(await config(), before);
});
