import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { requestOrigin } from '../../http/request-origin.js';
import type { DialectSettings } from '../dialect.js';
import { type ChatgonowOptions, findSite } from './chatgonow-options.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * `widget.js?key=…`, which is all that a page needs, and beside it what the build made of the element.
 * In `npm start` the element comes from its sources instead.
 */
export function createWidgetScripts(settings: DialectSettings): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.get('/widget.js', async (c) => {
    const options = settings.options as ChatgonowOptions;
    const key = c.req.query('key') ?? '';
    if (!findSite(options, 'key', key)) return script(`console.warn('ChatGoNow: ${key ? 'invalid' : 'missing'} key')`);
    const code = await readDropIn(settings);
    if (code === undefined) return script(`console.warn('ChatGoNow: the widget is not built, run "npm run build"')`);
    const own = new URL(`${requestOrigin(c.req.raw)}${c.req.path}`);
    const inlined = {
      transport: 'chatgonow',
      endpoint: own.href.replace(/\/api\/widget\.js$/, ''),
      key,
      module: new URL(options.module ?? (settings.sources ? '/src/define.ts' : 'chat-widget.js'), own).href,
    };
    return script(`(function (chatWidgetSettings) {\n${code}\n})(${toLiteral(inlined)});\n`);
  });

  app.get('/:file{[\\w.-]+\\.js}', async (c) => {
    const code = await readBuilt(settings, c.req.param('file'));
    return code === undefined ? c.notFound() : script(code);
  });

  return app;
}

/** The script that makes the element, for `widget.js` to wrap. */
async function readDropIn(settings: DialectSettings): Promise<string | undefined> {
  if (!settings.sources) return readBuilt(settings, 'drop-in.js');
  // The pages have loaded Vite already; without them the server starts without.
  const { transformWithOxc } = await import('vite');
  const file = join(root, 'src/drop-in.ts');
  return (await transformWithOxc(await readFile(file, 'utf8'), file, { sourcemap: false })).code;
}

/** What the build made, undefined where it did not. */
async function readBuilt({ options }: DialectSettings, name: string): Promise<string | undefined> {
  const { scripts = join(root, 'dist/cdn') } = options as ChatgonowOptions;
  return readFile(join(scripts, name), 'utf8').catch(() => undefined);
}

/** JSON that stays data inside a script whatever it holds. */
function toLiteral(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function script(code: string): Response {
  return new Response(code, {
    headers: {
      'Content-Type': 'text/javascript; charset=utf-8',
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      // Modules are fetched with CORS.
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': 'no-cache',
    },
  });
}
