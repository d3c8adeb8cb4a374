import { Hono } from 'hono';
import { findGuest, guestOf, readCustomField, setCustomField, visitPage } from './guests.js';
import type { Livechat } from './livechat.js';
import { invalidParams, objectIn, objectsIn, requiredTextIn, textIn } from './read-texts.js';
import { bodyOf, success } from './rest-answers.js';

/** What else is known about the visitor: `page.visited`, `custom.field`, `custom.fields`. */
export function createGuestDetailRoutes(livechat: Livechat): Hono {
  const app = new Hono();

  app.post('/page.visited', async (c) => {
    const body = await bodyOf(c);
    const token = requiredTextIn(body, 'token');
    const pageInfo = objectIn(body, 'pageInfo');
    if (!pageInfo || !objectIn(pageInfo, 'location')) throw invalidParams("must have required property 'pageInfo'");
    // Pages are reported before anybody is registered, too; nobody keeps those.
    const guest = findGuest(livechat, token);
    const page = guest && visitPage(livechat, guest, pageInfo);
    if (!page || !textIn(body, 'rid')) return c.json({ success: true });
    const navigation = { page: { change: textIn(pageInfo, 'change') ?? 'url', title: page.title, location: { href: page.url } }, token };
    return c.json(success({ page: { msg: `${page.title} - ${page.url}`, navigation } }));
  });

  app.post('/custom.field', async (c) => {
    const body = await bodyOf(c);
    const guest = guestOf(livechat, requiredTextIn(body, 'token'));
    const field = readCustomField(body);
    if (!field) throw invalidParams("must have required properties 'key', 'value', 'overwrite'");
    setCustomField(livechat, guest, field);
    return c.json(success({ field }));
  });

  app.post('/custom.fields', async (c) => {
    const body = await bodyOf(c);
    const token = requiredTextIn(body, 'token');
    guestOf(livechat, token);
    const fields = objectsIn(body, 'customFields')?.map(readCustomField) ?? [undefined];
    if (!fields.every((field) => field !== undefined)) throw invalidParams('must be an array of custom fields');
    for (const field of fields) setCustomField(livechat, guestOf(livechat, token), field);
    return c.json(success({ fields }));
  });

  return app;
}
