import { createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { guardedLookup, hostOf, isAllowedAddress } from './webhook-guard.js';

export type WebhookPost = {
  url: string;
  body: string;
  headers: Record<string, string>;
  timeoutMs: number;
  allowsLoopback: boolean;
  signal: AbortSignal;
};

/** `t=<seconds since 1970>,v1=<hex HMAC-SHA256(secret, t.body)>`: the receiver can tell who sent it, and when. */
export function signBody(secret: string, body: string, nowMs: number): string {
  const t = Math.floor(nowMs / 1000);
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
}

/**
 * Posts once. Nothing is read of the answer but its status, and no redirect is followed.
 * @throws Error when the address is not allowed, nobody answers in time, or the answer is no success
 */
export async function postWebhook(post: WebhookPost): Promise<void> {
  const url = new URL(post.url);
  const host = hostOf(url);
  // A literal address is never looked up, so it is checked here.
  if (isIP(host) && !isAllowedAddress(host, post.allowsLoopback)) throw new Error(`${host} is not on the public Internet`);
  const status = await send(url, post);
  if (status < 200 || status > 299) throw new Error(`the receiver answered ${status}`);
}

function send(url: URL, { body, headers, timeoutMs, allowsLoopback, signal }: WebhookPost): Promise<number> {
  const bytes = Buffer.from(body);
  const open = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = open(url, {
      method: 'POST',
      agent: false,
      lookup: guardedLookup(allowsLoopback),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      headers: { ...headers, 'Content-Type': 'application/json', 'Content-Length': bytes.length },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      resolve(response.statusCode ?? 0);
      response.on('error', () => undefined); // cut off below
      response.destroy();
    });
    request.end(bytes);
  });
}
