import { createServer, type Server } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const CDN = process.env['CDN_FOLDER'] ?? join(import.meta.dirname, '../../../dist/cdn');
const TYPES: Record<string, string> = { '.js': 'text/javascript', '.html': 'text/html; charset=utf-8' };

export type SitePage = { html: string; headers?: Record<string, string> };

export type StaticSite = {
  url: string;
  port: number;
  /** Every path that was asked for, in order. */
  requests: string[];
  close(): Promise<void>;
};

/** Somebody's website with the built script on it, as a content delivery network would serve it. */
export async function startSite(pages: Record<string, SitePage>): Promise<StaticSite> {
  if (!existsSync(join(CDN, 'chat-widget.js'))) throw new Error('there is no CDN build: npm run build');
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://localhost');
    if (pathname === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    requests.push(request.url!);
    const page = pages[pathname];
    if (page) {
      response.writeHead(200, { 'Content-Type': TYPES['.html'], ...page.headers }).end(page.html);
      return;
    }
    const file = join(CDN, pathname.replace(/^\/cdn\//, '/'));
    if (!pathname.startsWith('/cdn/') || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    // Modules need CORS where the page is of another origin, a sandboxed frame included.
    const headers = { 'Content-Type': TYPES[extname(file)]!, 'Access-Control-Allow-Origin': '*' };
    response.writeHead(200, headers).end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A page of three lines, as the README says. */
export const pageWith = (attributes: string, more = ''): string => `<!doctype html>
<html lang="en"><title>Shop</title>
<script type="module" src="/cdn/chat-widget.js"></script>
<h1>Shop</h1><chat-widget ${attributes}></chat-widget>${more}</html>`;
