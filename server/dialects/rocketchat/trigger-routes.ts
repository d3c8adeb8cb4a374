import { Hono } from 'hono';
import { guestOf } from './guests.js';
import type { Livechat } from './livechat.js';
import { isObject } from '../../http/json-body.js';
import { objectIn, objectsIn, requiredTextIn, textIn } from './read-texts.js';
import { bodyOf, success } from './rest-answers.js';
import { RocketError } from './rocket-error.js';

const defaultTimeoutMs = 10_000;

/**
 * `POST triggers/:id/external-service/call`: the server, not the browser, asks the service that the
 * trigger names. Triggers come from the option `config.triggers`.
 */
export function createTriggerRoutes(livechat: Livechat): Hono {
  const app = new Hono();
  app.post('/triggers/:id/external-service/call', async (c) => {
    const body = await bodyOf(c);
    const guest = guestOf(livechat, requiredTextIn(body, 'token'));
    const id = c.req.param('id');
    const params = externalService(livechat, id);
    if (!params) throw new RocketError('invalid-trigger');
    const { limiter, site } = livechat.service.context;
    limiter.take(`rocketchat.trigger:${guest.id}`, site.config.maxPerMinute);
    const response = await ask(params, objectsIn(body, 'extraData') ?? []);
    return c.json(success({ _id: id, response }));
  });
  return app;
}

/** The parameters of that trigger's action, if it is one that asks a service. */
function externalService({ options }: Livechat, id: string): Record<string, unknown> | undefined {
  const trigger = objectsIn(options.config, 'triggers')?.find((each) => each['_id'] === id);
  const action = objectsIn(trigger, 'actions')?.[0];
  return action?.['name'] === 'use-external-service' ? objectIn(action, 'params') : undefined;
}

async function ask(params: Record<string, unknown>, extraData: readonly Record<string, unknown>[]) {
  const url = requiredTextIn(params, 'serviceUrl', 8192);
  const timeout = Number(params['serviceTimeout'] ?? defaultTimeoutMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ metadata: extraData }),
      signal: AbortSignal.timeout(timeout),
      // It was the site's owner who chose the address, not whoever answers there.
      redirect: 'error',
    });
    const answer: unknown = await response.json();
    const contents: unknown = isObject(answer) ? answer['contents'] : undefined;
    if (!response.ok || !Array.isArray(contents)) throw new TypeError('not an answer');
    return { statusCode: response.status, contents };
  } catch {
    // Whatever went wrong there, the client has words of its own for it.
    const fallbackMessage = textIn(params, 'serviceFallbackMessage', 10_000);
    throw new RocketError('error-external-service', {
      body: { error: 'error-external-service', response: { error: 'error-external-service', fallbackMessage } },
    });
  }
}
