import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { currentCaller } from '../../conversation/current-caller.js';
import { ServiceError } from '../../conversation/service-error.js';
import { absoluteAttachment } from '../../http/absolute-urls.js';
import { notOffered } from '../../http/error-response.js';
import { noStore } from '../../http/no-store.js';
import { refuseUpgrade } from '../../http/refuse-upgrade.js';
import { requestOrigin } from '../../http/request-origin.js';
import { readUploadedFile } from '../../http/uploaded-file.js';
import type { CreateDialect } from '../dialect.js';
import { createVisitorTopics } from './pancake-channel.js';
import { PancakeCustomers } from './pancake-customers.js';
import { PancakeError, pancakeErrorResponse } from './pancake-error.js';
import { createPancakeMessageRoutes } from './pancake-message-routes.js';
import { readPancakeOptions, troubleWith } from './pancake-options.js';
import { storeForAnybody } from './pancake-pictures.js';
import { PhoenixServer } from './phoenix-server.js';

/** Uploads of nobody in particular that one address may leave in a minute. */
const uploadsPerMinute = 60;
const pageParameter = 'pke_chat_plugin_page_id';

/**
 * The website plugin of Pancake: REST for messages, a Phoenix socket for news, and an upload that
 * stands in for the page's own, since `images` takes addresses only.
 */
export const createPancakeDialect: CreateDialect = (service, settings) => {
  const options = () => readPancakeOptions(settings.options);
  const customers = new PancakeCustomers(service);
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(cors({ origin: '*', allowMethods: ['GET', 'POST'], allowHeaders: ['Content-Type'], exposeHeaders: ['Retry-After'], maxAge: 7200 }));
  app.use(noStore);
  app.route('/', createPancakeMessageRoutes(service, customers, options));
  app.get('/socket/websocket', (c) => c.text("'connection' header must contain 'upgrade'", 400));
  app.post('/upload', async (c) => {
    const { features, upload } = service.context.site.config;
    if (!features.upload) return notOffered();
    const caller = currentCaller();
    if (caller !== undefined) service.context.limiter.take(`pancake.upload:${caller}`, uploadsPerMinute);
    const file = await readUploadedFile(c.req.raw, upload.maxBytes);
    return c.json({ url: absoluteAttachment(storeForAnybody(service, file), requestOrigin(c.req.raw)).url }, 201);
  });
  app.onError((error) => {
    if (!(error instanceof ServiceError || error instanceof PancakeError)) settings.onError(error);
    return pancakeErrorResponse(error);
  });

  const sockets = new PhoenixServer(
    {
      admits: (query) => options().push !== false && troubleWith(query.get(pageParameter) ?? '', options()) === undefined,
      channels: (address, belongsTo) => {
        const pageId = new URL(address.url).searchParams.get(pageParameter) ?? '';
        return createVisitorTopics({ service, customers, options, pageId, origin: requestOrigin(address), belongsTo });
      },
      idleMs: () => options().idleMs,
    },
    settings,
  );

  return {
    app,
    upgrade: (request, socket, head) => {
      if (/^\/pancake\/socket\/websocket(?:\?|$)/.test(request.url ?? '')) sockets.upgrade(request, socket, head);
      else refuseUpgrade(socket, 404);
    },
    close: () => sockets.close(),
  };
};
