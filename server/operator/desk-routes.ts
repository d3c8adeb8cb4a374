import { Hono } from 'hono';
import type { ChatService } from '../conversation/chat-service.js';
import { invalid } from '../conversation/service-error.js';
import type { SiteConfigPatch } from '../conversation/site-config.js';
import { Input } from '../http/input.js';
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
    const input = new Input(await readJson(c.req.raw));
    const availability = input.choice('availability', ['online', 'busy', 'offline']);
    const name = input.text('name', 100)?.trim();
    const avatarUrl = input.text('avatarUrl', 2000);
    input.done();
    if (name === '') throw invalid({ name: 'required' });
    presence.update({
      ...(availability === undefined ? {} : { availability }),
      ...(name === undefined ? {} : { name }),
      ...(avatarUrl === undefined ? {} : { avatarUrl }),
    });
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
