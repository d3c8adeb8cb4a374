import { Hono } from 'hono';
import { invalid } from '../../conversation/service-error.js';
import { Input } from '../../http/input.js';
import { readJson } from '../../http/json-body.js';
import { type ChatvisorSettings, toConfigPatch } from './chatvisor-settings.js';
import type { ChatvisorTools } from './chatvisor-tools.js';
import type { RoutingRule } from './routing-rule.js';
import { withTextIds } from './text-ids.js';

const texts = ['welcome', 'offline', 'offlineSuccess', 'offlineUnavailable', 'finished', 'transcript', 'registration'];
const color = /^(#[0-9a-f]{3,8}|[a-z]{3,30}|(rgb|hsl|oklch|oklab|lab|lch)a?\([0-9a-z.,%/\s-]{1,60}\))$/i;

/** `GET` and `PUT /settings`: members left out stay, null gives the server's own. */
export function createSettingsRoutes({ documents, announcer }: ChatvisorTools): Hono {
  const app = new Hono();
  app.get('/settings', (c) => c.json(documents.get('settings')));
  app.put('/settings', async (c) => {
    const change = readSettings(await readJson(c.req.raw));
    const before = documents.get('settings');
    const after = Object.fromEntries(
      Object.entries({ ...before, ...change }).filter(([, value]) => value !== null),
    ) as ChatvisorSettings;
    documents.set('settings', after);
    // What was taken back is told as well, as it stands now.
    announcer.config(Object.keys({ ...toConfigPatch(before), ...toConfigPatch(after) }));
    return c.json(after);
  });
  return app;
}

type Change = { [K in keyof ChatvisorSettings]: ChatvisorSettings[K] | null };

/** @throws ServiceError `invalid` with the failed members */
function readSettings(body: Record<string, unknown>): Change {
  const change = Input.read(body, (input) => ({
    color: input.nullableText('color', 80),
    offlineColor: input.nullableText('offlineColor', 80),
    texts: body['texts'] === null ? null : readTexts(input.object('texts')),
    appearance: body['appearance'] === null ? null : readAppearance(input.object('appearance')),
    maxPerMinute: body['maxPerMinute'] === null ? null : input.number('maxPerMinute'),
    routing: body['routing'] === null ? null : input.objects('routing', 100)?.map(readRoutingRule),
  }));
  for (const name of ['color', 'offlineColor'] as const) {
    const value = change[name];
    if (value && !color.test(value)) throw invalid({ [name]: 'invalid' }, `${name} is not a CSS colour`);
  }
  const { maxPerMinute } = change;
  if (typeof maxPerMinute === 'number' && !(Number.isInteger(maxPerMinute) && maxPerMinute >= 1)) {
    throw invalid({ maxPerMinute: 'invalid' }, 'maxPerMinute is a whole number from 1');
  }
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Change;
}

function readTexts(body: Record<string, unknown> | undefined): Record<string, string> | undefined {
  if (!body) return undefined;
  for (const name of Object.keys(body)) {
    if (!texts.includes(name)) throw invalid({ [`texts.${name}`]: 'unknown' }, `texts are ${texts.join(', ')}`);
  }
  const read = Input.read(body, (input) => texts.map((name) => [name, input.text(name, 2000)] as const), 'texts.');
  return Object.fromEntries(read.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function readAppearance(body: Record<string, unknown> | undefined): ChatvisorSettings['appearance'] {
  if (!body) return undefined;
  const read = Input.read(body, (input) => ({
    title: input.text('title', 200),
    position: input.text('position', 40),
    locale: input.text('locale', 35),
  }), 'appearance.');
  // Laid over the server's own, so what was not said must not be there.
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

function readRoutingRule(body: Record<string, unknown>, index: number): RoutingRule {
  const at = `routing[${index}]`;
  const rule = Input.read(withTextIds(body, 'agentId', 'teamId'), (input): RoutingRule => ({
    label: input.text('label'),
    department: input.text('department'),
    agentId: input.text('agentId'),
    teamId: input.text('teamId'),
    leastBusy: body['leastBusy'] === true ? true : undefined,
  }), `${at}.`);
  const { agentId, teamId, leastBusy } = rule;
  if (agentId === undefined && teamId === undefined && !leastBusy) {
    throw invalid({ [at]: 'invalid' }, `${at} names no agentId, no teamId, and not leastBusy`);
  }
  if (agentId !== undefined && (teamId !== undefined || leastBusy)) {
    throw invalid({ [at]: 'invalid' }, `${at} names an agent and something else`);
  }
  return rule;
}
