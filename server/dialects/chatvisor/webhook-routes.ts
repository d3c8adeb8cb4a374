import { Hono } from 'hono';
import { randomId, randomSecret } from '../../conversation/random-id.js';
import { invalid } from '../../conversation/service-error.js';
import { Input, readInput } from '../../http/input.js';
import type { ChatvisorTools } from './chatvisor-tools.js';
import { problemOfUrl } from './webhook-guard.js';
import { type Webhook, type WebhookType, webhookTypes } from './webhook-model.js';

const mostWebhooks = 20;

/** `GET` and `PUT /webhooks`: the whole list of receivers. A secret is told once, when it is made. */
export function createWebhookRoutes({ service, documents, options, rememberOrigin }: ChatvisorTools): Hono {
  const app = new Hono();
  const { context } = service;

  app.get('/webhooks', (c) => c.json({ webhooks: documents.get('webhooks').map(withoutSecret) }));

  app.put('/webhooks', async (c) => {
    const known = documents.get('webhooks');
    const list = await readInput(c.req.raw, (input) => input.objects('webhooks', mostWebhooks));
    const { webhooks, made } = readWebhooks(list, known, options().webhookLoopback);
    context.work.run(() => {
      documents.set('webhooks', webhooks);
      rememberOrigin(c);
      for (const { id } of known) if (!webhooks.some((each) => each.id === id)) context.webhooks.removeFor(id);
    });
    return c.json({ webhooks: webhooks.map((each) => (made.has(each.id) ? each : withoutSecret(each))) });
  });

  return app;
}

function withoutSecret({ secret: _, ...webhook }: Webhook) {
  return webhook;
}

/** @throws ServiceError `invalid`, naming the receiver by its place in the list */
function readWebhooks(
  list: Record<string, unknown>[] | undefined,
  known: readonly Webhook[],
  allowsLoopback: boolean,
): { webhooks: Webhook[]; made: ReadonlySet<string> } {
  if (!list) throw invalid({ webhooks: 'required' });
  const made = new Set<string>();
  const webhooks = list.map((each, index) => {
    const at = `webhooks[${index}]`;
    const { types, secret: given, ...webhook } = Input.read(each, (input) => ({
      id: input.text('id', 200) || randomId('w'),
      url: input.requiredText('url', 2000),
      secret: input.text('secret', 200),
      mode: input.choice('mode', ['event', 'chatvisor']) ?? 'event',
      types: input.texts('types') ?? [...webhookTypes],
    }), `${at}.`);
    const problem = problemOfUrl(webhook.url, allowsLoopback);
    if (problem) throw invalid({ [`${at}.url`]: 'invalid' }, `${at}.url ${problem}`);
    if (!types.every(isType)) throw invalid({ [`${at}.types`]: 'invalid' }, `types are ${webhookTypes.join(', ')}`);
    const secret = given || known.find(({ id }) => id === webhook.id)?.secret;
    if (secret === undefined) made.add(webhook.id);
    return { ...webhook, types, secret: secret ?? randomSecret() };
  });
  if (new Set(webhooks.map(({ id }) => id)).size < webhooks.length) throw invalid({ webhooks: 'invalid' }, 'an id is there twice');
  return { webhooks, made };
}

function isType(text: string): text is WebhookType {
  return (webhookTypes as readonly string[]).includes(text);
}
