import type { IncomingMessage } from 'node:http';

/**
 * Who calls, for limits; undefined for this machine itself. Only a proxy on this machine is believed when it
 * names somebody else, and only the last name: the others are what its own caller said.
 */
export function callerOf({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): string | undefined {
  const peer = plain(socket.remoteAddress ?? '');
  if (!isLoopback(peer)) return networkOf(peer);
  const forwarded = [headers['x-forwarded-for']].flat().at(-1)?.split(',').at(-1)?.trim();
  return forwarded ? networkOf(plain(forwarded)) : undefined;
}

/** Without the prefix that sockets give to IPv4, and the port that some proxies add. */
function plain(address: string): string {
  return address.replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1').replace(/^::ffff:(?=[\d.]+$)/i, '');
}

function isLoopback(address: string): boolean {
  return address === '' || address === '::1' || address.startsWith('127.');
}

/** One household has 2^64 addresses of IPv6: they count as one. */
function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = head.split(':').filter(Boolean);
  const behind = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const zeros = Array<string>(Math.max(0, 8 - groups.length - behind.length)).fill('0');
  return [...groups, ...zeros, ...behind].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':');
}
