import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { ChatService } from '../conversation/chat-service.js';
import type { DialectOptions } from '../dialects/open-dialects.js';
import { bearerToken } from '../http/bearer-token.js';
import { answerErrors } from '../http/error-response.js';
import { readJson } from '../http/json-body.js';
import type { RequestFault } from './fault-instruction.js';
import type { FaultPlan } from './fault-plan.js';
import { parseInstructions } from './parse-instructions.js';

type Bindings = { Bindings: HttpBindings };

/**
 * `POST /faults` adds instructions (one or a list), `DELETE /faults` clears them,
 * `PATCH /faults/dialects/<name>` changes options of a dialect.
 */
export function createFaultRoutes(plan: FaultPlan, options: DialectOptions, report: (error: unknown) => void): Hono<Bindings> {
  const app = new Hono<Bindings>();
  app.use(cors({ origin: '*', allowMethods: ['POST', 'DELETE', 'PATCH'] }));
  app.onError(answerErrors(report));
  app.post('/', async (c) => {
    plan.add(parseInstructions(await c.req.json().catch(() => undefined)));
    return c.body(null, 204);
  });
  app.delete('/', (c) => {
    plan.clear();
    return c.body(null, 204);
  });
  app.patch('/dialects/:name', async (c) => {
    Object.assign(options.of(c.req.param('name')), await readJson(c.req.raw));
    return c.body(null, 204);
  });
  return app;
}

/** Lets the plan meet every call below `prefix`. */
export function faultMiddleware(plan: FaultPlan, service: ChatService, prefix: string): MiddlewareHandler<Bindings> {
  return async (c, next) => {
    // A preflight is not the call: instructions wait for the real one.
    if (c.req.method === 'OPTIONS') return next();
    const { pathname, search } = new URL(c.req.url);
    // Some protocols name the call in the query: `/api.php?action=send`.
    const path = `${pathname.slice(prefix.length)}${search}`;
    const visitorId = service.identity.owner(bearerToken(c.req.raw))?.id;
    const isStream = (c.req.header('Accept') ?? '').includes('text/event-stream');
    const refusal = isStream ? plan.refusal(visitorId) : undefined;
    if (refusal !== undefined) return openToAll({ do: 'status', status: refusal });
    for (const fault of plan.take({ method: c.req.method, path, visitorId })) {
      if (fault.do === 'delay') await pause(fault.ms);
      else return inflict(fault, c, next);
    }
    return next();
  };
}

async function inflict(fault: RequestFault, c: Context<Bindings>, next: () => Promise<void>): Promise<Response> {
  const { socket } = c.env.incoming;
  if (fault.do === 'status') return openToAll(fault);
  if (fault.do === 'dropAfter') await next();
  if (fault.do === 'hang') await new Promise((resolve) => socket.once('close', resolve));
  socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** CORS is part of every answer, or a browser could not read the status. */
function openToAll(fault: Extract<RequestFault, { do: 'status' }>): Response {
  const body = fault.body === undefined || typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body);
  return new Response(body ?? null, {
    status: fault.status,
    headers: {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': 'Retry-After',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...fault.headers,
    },
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
