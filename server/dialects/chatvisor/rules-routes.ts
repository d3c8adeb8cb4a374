import { Hono } from 'hono';
import { invalid } from '../../conversation/service-error.js';
import { isObject, readJson } from '../../http/json-body.js';
import type { ChatvisorTools } from './chatvisor-tools.js';
import { toGroupsForm } from './groups-form.js';
import { readHours } from './read-hours.js';
import { readRules } from './read-rules.js';

/** `GET` and `PUT /rules` (`?form=groups` exports Chatvisor's form) and `/hours`. */
export function createRulesRoutes({ documents, announcer }: ChatvisorTools): Hono {
  const app = new Hono();

  app.get('/rules', (c) => {
    const rules = documents.get('rules');
    const hours = documents.get('hours');
    return c.json(c.req.query('form') === 'groups' ? { ...toGroupsForm(rules), ...(hours && { hours }) } : rules);
  });

  app.put('/rules', async (c) => {
    const body = await readJson(c.req.raw);
    const rules = readRules(body);
    const hours = isObject(body['hours']) ? readHours(body['hours']) : undefined;
    // An export that could not be made would be found out too late.
    toGroupsForm(rules);
    documents.set('rules', rules);
    if (hours) documents.set('hours', hours);
    announcer.config(hours ? ['triggers', 'hours'] : ['triggers']);
    return c.json(rules);
  });

  app.get('/hours', (c) => c.json({ hours: documents.get('hours') }));

  app.put('/hours', async (c) => {
    const body = await readJson(c.req.raw);
    const { hours = body } = body;
    if (hours !== null && !isObject(hours)) throw invalid({ hours: 'invalid' });
    documents.set('hours', hours && readHours(hours));
    announcer.config(['hours']);
    return c.json({ hours: documents.get('hours') });
  });

  return app;
}
