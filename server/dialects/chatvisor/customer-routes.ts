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
    const input = new Input(body);
    const status = input.choice('status', statuses);
    input.done();
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
  const input = new Input(withTextIds(body, 'id'));
  const said = {
    externalId: input.text('id', 500),
    email: input.nullableText('email', 254),
    labels: input.nullableTexts('labels'),
    firstname: input.nullableText('firstname', 100),
    lastname: input.nullableText('lastname', 100),
  };
  input.done();
  if (body['id'] === null || said.externalId === '') throw invalid({ id: 'invalid' }, 'an id can be changed, not removed');
  if (said.email && !isEmail(said.email)) throw invalid({ email: 'invalid' });
  const { firstname, lastname, ...rest } = said;
  const claims = { ...rest, ...toNameClaims(visitor, { firstname, lastname }) };
  return identity.update(visitor, withoutUndefined(claims), true).visitor;
}

type Names = { firstname?: string | null | undefined; lastname?: string | null | undefined };

function toNameClaims({ fields = {} }: Visitor, { firstname, lastname }: Names): Pick<Claims, 'name' | 'fields'> {
  if (firstname === undefined && lastname === undefined) return {};
  const [first, last] = [firstname ?? (firstname === null ? '' : fields['firstname']), lastname ?? (lastname === null ? '' : fields['lastname'])];
  const name = [first, last].filter((part) => typeof part === 'string' && part !== '').join(' ');
  return { name: name || null, fields: withoutUndefined({ firstname, lastname }) };
}

/** @throws ServiceError `invalid`: an agent and a team exclude each other */
function readAssignment(body: Record<string, unknown>): Assignment {
  const input = new Input(withTextIds(body, 'agentId', 'teamId'));
  const agentId = input.nullableText('agentId', 200);
  const teamId = input.nullableText('teamId', 200);
  input.done();
  if (agentId === undefined && teamId === undefined) throw invalid({ agentId: 'required' }, 'name an agentId or a teamId');
  if (agentId && teamId) throw invalid({ teamId: 'invalid' }, 'either an agent or a team');
  return agentId ? { agentId } : teamId ? { teamId } : {};
}

function withoutUndefined<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
