import { Hono } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import { isEmail } from '../../conversation/check-fields.js';
import type { Claims } from '../../conversation/identity.js';
import type { Visitor } from '../../conversation/model.js';
import { invalid, notFound } from '../../conversation/service-error.js';
import { Input } from '../../http/input.js';
import { readJson } from '../../http/json-body.js';
import { chatvisorSite } from './chatvisor-site.js';
import type { ChatvisorTools } from './chatvisor-tools.js';
import type { Assignment } from './customer-desk.js';
import { withTextIds } from './text-ids.js';

const listLimit = 200;
const statuses = ['UNREAD', 'UNRESOLVED', 'DONE'] as const;

/** `/customers`: who they are, who has them, and how far their conversation has come. */
export function createCustomerRoutes({ service, desk, wire, documents, originOf }: ChatvisorTools): Hono {
  const app = new Hono();
  const { context } = service;

  app.get('/customers', (c) => {
    const asked = Object.entries(c.req.query());
    const visitors = context.visitors.ofSite(chatvisorSite, 10_000).filter((visitor) => fits(visitor, asked));
    return c.json({ customers: visitors.slice(0, listLimit).map((visitor) => wire.customer(visitor, originOf(c))) });
  });

  app.get('/customers/:id', (c) => c.json({ customer: wire.customer(desk.visitor(c.req.param('id')), originOf(c)) }));

  app.on(['PUT', 'POST'], '/customers/:id/tag', async (c) => {
    const body = await readJson(c.req.raw);
    const visitor = desk.visitor(c.req.param('id'));
    const tagged = tagCustomer(service, visitor, body);
    return c.json({ customer: wire.customer(tagged, originOf(c)) });
  });

  app.put('/customers/:id/assign', async (c) => {
    const body = await readJson(c.req.raw);
    const visitor = desk.visitor(c.req.param('id'));
    const assignment = readAssignment(body);
    const agents = documents.get('agents');
    const { agentId, teamId } = assignment;
    if (agentId !== undefined && !agents.some(({ id }) => id === agentId)) throw notFound('agent');
    if (teamId !== undefined && !agents.some(({ teamIds }) => teamIds.includes(teamId))) throw notFound('team');
    context.work.run(() => desk.assign(visitor, assignment));
    return c.json({ customer: wire.customer(visitor, originOf(c)) });
  });

  app.put('/customers/:id/status', async (c) => {
    const body = await readJson(c.req.raw);
    const visitor = desk.visitor(c.req.param('id'));
    const status = Input.read(body, (input) => input.choice('status', statuses));
    if (status === undefined) throw invalid({ status: 'required' });
    context.work.run(() => {
      desk.setStatus(visitor, status);
      const current = service.conversations.current(visitor);
      // Done for the agents is over for the visitor: the next message begins a new conversation.
      if (status === 'DONE' && current) service.conversations.end(current, 'agent');
    });
    return c.json({ customer: wire.customer(desk.visitor(visitor.id), originOf(c)) });
  });

  return app;
}

/** All that was asked for must hold; names that are no question (the token) are passed over. */
function fits(visitor: Visitor, asked: readonly [string, string][]): boolean {
  const { externalId, email, labels = [], fields = {} } = visitor;
  const known: Record<string, unknown> = { id: externalId, email, firstname: fields['firstname'], lastname: fields['lastname'] };
  return asked.every(([name, value]) =>
    name === 'label' ? labels.includes(value) : !Object.hasOwn(known, name) || known[name] === value,
  );
}

/** Chatvisor's tag: what is named replaces, labels add up, null removes. Whoever calls is trusted. */
function tagCustomer({ identity }: ChatService, visitor: Visitor, body: Record<string, unknown>): Visitor {
  const { names, claims } = Input.read(withTextIds(body, 'id'), (input) => ({
    names: { firstname: input.nullableText('firstname', 100), lastname: input.nullableText('lastname', 100) },
    claims: {
      externalId: input.text('id', 500),
      email: input.nullableText('email', 254),
      labels: input.nullableTexts('labels'),
    },
  }));
  if (body['id'] === null || claims.externalId === '') throw invalid({ id: 'invalid' }, 'an id can be changed, not removed');
  if (claims.email && !isEmail(claims.email)) throw invalid({ email: 'invalid' });
  return identity.update(visitor, { ...claims, ...toNameClaims(visitor, names) }, true).visitor;
}

type Names = { firstname?: string | null; lastname?: string | null };

function toNameClaims({ fields = {} }: Visitor, { firstname, lastname }: Names): Pick<Claims, 'name' | 'fields'> {
  if (firstname === undefined && lastname === undefined) return {};
  const known = { firstname: fields['firstname'], lastname: fields['lastname'] };
  const changed = { firstname: firstname === undefined ? known.firstname : firstname, lastname: lastname === undefined ? known.lastname : lastname };
  const name = [changed.firstname, changed.lastname].filter((part) => typeof part === 'string' && part !== '').join(' ');
  return { name: name || null, fields: changed };
}

/** @throws ServiceError `invalid`: an agent and a team exclude each other */
function readAssignment(body: Record<string, unknown>): Assignment {
  const { agentId, teamId } = Input.read(withTextIds(body, 'agentId', 'teamId'), (input) => ({
    agentId: input.nullableText('agentId', 200),
    teamId: input.nullableText('teamId', 200),
  }));
  if (agentId === undefined && teamId === undefined) throw invalid({ agentId: 'required' }, 'name an agentId or a teamId');
  if (agentId && teamId) throw invalid({ teamId: 'invalid' }, 'either an agent or a team');
  return agentId ? { agentId } : teamId ? { teamId } : {};
}
