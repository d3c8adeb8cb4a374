import { Hono } from 'hono';
import { invalid } from '../../conversation/service-error.js';
import { Input, readInput } from '../../http/input.js';
import { isWebAddress } from '../../http/is-web-address.js';
import type { Agent } from './agent-model.js';
import type { ChatvisorTools } from './chatvisor-tools.js';
import { withTextIds } from './text-ids.js';

const mostAgents = 1000;

/** `GET` and `PUT /agents`: the accounts of the third party's environment, always the whole list. */
export function createAgentRoutes({ service, documents, desk, passes, announcer }: ChatvisorTools): Hono {
  const app = new Hono();
  const { context } = service;

  app.get('/agents', (c) => c.json({ agents: documents.get('agents') }));

  app.put('/agents', async (c) => {
    const agents = readAgents(await readInput(c.req.raw, (input) => input.objects('agents', mostAgents)));
    context.work.run(() => {
      documents.set('agents', agents);
      const ids = agents.map(({ id }) => id);
      const teams = agents.flatMap(({ teamIds }) => teamIds);
      passes.keepAgents(ids);
      // Nobody stays routed to somebody who is gone.
      for (const { visitorId, agentId, teamId } of context.customers.assigned()) {
        const isThere = agentId === undefined ? teams.includes(teamId ?? '') : ids.includes(agentId);
        if (!isThere) desk.assign(desk.visitor(visitorId), {});
      }
      announcer.staff();
    });
    return c.json({ agents });
  });

  return app;
}

/** @throws ServiceError `invalid`, naming the agent by its place in the list */
function readAgents(list: Record<string, unknown>[] | undefined): Agent[] {
  if (!list) throw invalid({ agents: 'required' });
  const agents = list.map((each, index) => readAgent(each, `agents[${index}]`));
  const seen = new Set<string>();
  for (const [index, { id }] of agents.entries()) {
    if (seen.has(id)) throw invalid({ [`agents[${index}].id`]: 'invalid' }, `the id ${id} is there twice`);
    seen.add(id);
  }
  return agents;
}

function readAgent(body: Record<string, unknown>, at: string): Agent {
  const agent = Input.read(withTextIds(body, 'id'), (input): Agent => ({
    id: input.requiredKey('id', 200),
    name: input.requiredText('name', 100),
    teamIds: input.texts('teamIds') ?? [],
    availability: input.choice('availability', ['online', 'busy', 'offline']) ?? 'offline',
    email: input.text('email', 254) || undefined,
    avatarUrl: input.text('avatarUrl', 2000),
    maxChats: input.number('maxChats'),
  }), `${at}.`);
  const { avatarUrl, maxChats } = agent;
  if (avatarUrl !== undefined && !isWebAddress(avatarUrl)) throw invalid({ [`${at}.avatarUrl`]: 'invalid' });
  if (maxChats !== undefined && !(Number.isInteger(maxChats) && maxChats > 0)) throw invalid({ [`${at}.maxChats`]: 'invalid' });
  return agent;
}
