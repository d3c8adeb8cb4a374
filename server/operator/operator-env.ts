import type { HttpBindings } from '@hono/node-server';
import type { Operator } from '../conversation/model.js';

/** What every operator call knows: who is calling. */
export type OperatorEnv = { Bindings: HttpBindings; Variables: { operator: Operator } };
