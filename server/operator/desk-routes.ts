import { Hono } from 'hono';
import type { ChatService } from '../conversation/chat-service.js';
import { invalid } from '../conversation/service-error.js';
import type { SiteConfigPatch } from '../conversation/site-config.js';
import { readInput } from '../http/input.js';
import { readJson } from '../http/json-body.js';
import type { OperatorEnv } from './operator-env.js';

/** The operator's desk: own state and the site's config. */
export function createDeskRoutes(service: ChatService): Hono<OperatorEnv> {
  const app = new Hono<OperatorEnv>();
  const { context, presence } = service;
  const state = () => ({
    availability: presence.availability,
    operator: presence.operator,
    site: { title: context.site.config.title, upload: context.site.config.upload },
  });

  app.get('/state', (c) => c.json(state()));

  app.patch('/state', async (c) => {
    const change = await readInput(c.req.raw, (input) => ({
      availability: input.choice('availability', ['online', 'busy', 'offline']),
      name: input.text('name', 100)?.trim(),
      avatarUrl: input.text('avatarUrl', 2000),
    }));
    if (change.name === '') throw invalid({ name: 'required' });
    presence.update(change);
    return c.json(state());
  });

  app.get('/config', (c) => c.json({ config: context.site.config }));

  app.patch('/config', async (c) => {
    // The operator's own words about their own site: merged, not second-guessed.
    const patch = (await readJson(c.req.raw)) as SiteConfigPatch;
    return c.json({ config: context.site.change(patch) });
  });

  return app;
}
