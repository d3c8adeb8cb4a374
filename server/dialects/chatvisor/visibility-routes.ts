import { Hono } from 'hono';
import { invalid } from '../../conversation/service-error.js';
import { Input } from '../../http/input.js';
import { readJson } from '../../http/json-body.js';
import type { CustomerDesk } from './customer-desk.js';
import { readMoment } from './read-moment.js';
import type { VisibilityOverride } from './visibility.js';
import type { VisibilityBoard } from './visibility-board.js';

const mostOverrides = 1000;

/** `GET` and `PUT /visibility`. */
export function createVisibilityRoutes(board: VisibilityBoard, desk: CustomerDesk, now: () => number): Hono {
  const app = new Hono();
  const show = () => ({ overrides: board.overrides.map(toWireOverride) });

  app.get('/visibility', (c) => c.json(show()));

  app.put('/visibility', async (c) => {
    const body = await readJson(c.req.raw);
    const { scope, target, until } = Input.read(body, (input) => ({
      scope: input.choice('scope', ['site', 'page', 'visitor']) ?? 'site',
      target: input.text('target', 2000),
      until: readMoment('until', input.text('until', 40)),
    }));
    const visible = readVisible(body['visible']);
    if (until !== undefined && until <= now()) throw invalid({ until: 'invalid' }, 'until lies in the past');
    if (board.overrides.length >= mostOverrides && visible !== null) throw invalid({ visible: 'too_many' });
    board.set(scope, readTarget(desk, scope, target), visible, until);
    return c.json(show());
  });

  return app;
}

function readVisible(value: unknown): boolean | null {
  if (value === null || typeof value === 'boolean') return value;
  throw invalid({ visible: value === undefined ? 'required' : 'invalid' }, 'visible is true, false or null');
}

/** @throws ServiceError `invalid`, or `not_found` for a customer that does not exist */
function readTarget(desk: CustomerDesk, scope: VisibilityOverride['scope'], target: string | undefined): string {
  if (scope === 'site') return '';
  if (!target) throw invalid({ target: 'required' });
  if (scope === 'visitor') return desk.visitor(target).id;
  if (!target.startsWith('/')) throw invalid({ target: 'invalid' }, 'a page is named by its path, which begins with /');
  return target;
}

function toWireOverride({ until, target, ...override }: VisibilityOverride) {
  return { ...override, target: target || undefined, until: until && new Date(until).toISOString() };
}
