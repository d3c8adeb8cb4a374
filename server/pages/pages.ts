import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** The demo and the console, compiled on the fly. */
export type Pages = {
  /** Whether a request is for a page rather than for an API. */
  serves(request: IncomingMessage): boolean;
  handle(request: IncomingMessage, response: ServerResponse): void;
  close(): Promise<void>;
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const consolePage = '/server/operator/page/';
/** Where an agent without a login comes to, and where a reload finds them; below it lies an API. */
const agentPage = /^\/chatvisor\/agent(\/s_\w+)?$/;

/**
 * Nothing else of the repository is handed out: the database may lie in it. Of Vite's own paths `/@id/` is
 * left out, since it takes any file for a module (`/@id//…/chat.db?raw`).
 */
const served = ['/demo/', '/examples/', '/src/', '/node_modules/', '/@vite/', consolePage];

const loopback = new Set(['127.0.0.1', 'localhost', '::1']);

/** Opens Vite as middleware; it listens on no port of its own. */
export async function openPages(host: string): Promise<Pages> {
  // Loaded only here, so that a server without pages starts without Vite.
  const { createServer } = await import('vite');
  const vite = await createServer({
    root,
    configFile: false,
    appType: 'mpa',
    logLevel: 'error',
    clearScreen: false,
    plugins: [withoutClient],
    // Two servers may run at once: no shared cache, no second port.
    optimizeDeps: { noDiscovery: true, include: [] },
    resolve: { conditions: ['module', 'browser'] },
    server: {
      middlewareMode: true,
      hmr: false,
      ws: false,
      watch: null,
      // Again for whatever way into Vite the list of paths does not know.
      fs: { strict: true, allow: ['demo', 'examples', 'src', 'node_modules', 'server/operator/page'].map((folder) => `${root}${folder}`) },
      ...(loopback.has(host) ? {} : { allowedHosts: true }),
    },
  });
  return {
    serves: (request) => {
      const path = pathOf(request);
      const isPage = path === '/' || path === '/demo' || path === '/operator' || path === '/operator/';
      return isPage || agentPage.test(path) || isServed(path);
    },
    handle: (request, response) => {
      const path = pathOf(request);
      if (path === '/' || path === '/demo') return welcome(request, response);
      if (path.startsWith('/operator')) {
        request.url = `${consolePage}index.html`;
        protectConsole(response);
      }
      if (agentPage.test(path)) {
        request.url = `${consolePage}agent/agent.html`;
        protectConsole(response, "; require-trusted-types-for 'script'; trusted-types lit-html");
      }
      // Source changes show on reload, never from a stale cache.
      response.setHeader('Cache-Control', 'no-store');
      vite.middlewares(request, response);
    },
    close: () => vite.close(),
  };
}

/** Node leaves dots in the path as they came; URL resolves them before they are judged, but in Node 20 not those behind a folder such as `.x`. */
function pathOf(request: IncomingMessage): string {
  const { url = '/' } = request;
  // Anything but a plain path (a whole address, '//host') is no page, and may not even parse.
  return /^\/(?!\/)/.test(url) && URL.canParse(url, 'http://localhost') ? new URL(url, 'http://localhost').pathname : '';
}

function isServed(path: string): boolean {
  return served.some((prefix) => path.startsWith(prefix)) && !/\/\.\.|%(2e|2f|5c)/i.test(path);
}

/** The start page is the demo, at its own folder so that its relative addresses hold. */
function welcome(request: IncomingMessage, response: ServerResponse): void {
  const query = new URL(request.url ?? '/', 'http://localhost').search;
  response.writeHead(302, { Location: `/demo/${query}` }).end();
}

/** The key may be in the address, and the console must not be framed by other pages. */
function protectConsole(response: ServerResponse, more = ''): void {
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader(
    'Content-Security-Policy',
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob: data:; " +
      `base-uri 'none'; form-action 'none'; frame-ancestors 'none'${more}`,
  );
}

/** Vite's live-reload client would look for a socket that is not there. */
const withoutClient: Plugin = {
  name: 'without-live-reload',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replace(/<script type="module" src="\/@vite\/client"><\/script>\s*/, ''),
  },
};
