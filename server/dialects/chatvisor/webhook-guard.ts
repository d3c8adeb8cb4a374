import { lookup as resolve, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Networks that are not the public Internet: this machine, this house, the cloud's own services, reserved ones. */
const inner = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12],
  ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15],
  ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) inner.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const) {
  inner.addSubnet(net, prefix, 'ipv6');
}
/** Beside it IPv6 has nothing public. */
const publicIpv6 = new BlockList();
publicIpv6.addSubnet('2000::', 3, 'ipv6');

/** Whether requests of somebody else's choosing may go to this address. */
export function isAllowedAddress(address: string, allowsLoopback: boolean): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  if (allowsLoopback && loopback.check(address, type)) return true;
  if (inner.check(address, type)) return false;
  return family === 4 || publicIpv6.check(address, 'ipv6');
}

/** Why an address that somebody typed cannot be a receiver, undefined when it can. */
export function problemOfUrl(text: string, allowsLoopback: boolean): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return 'must be an http or https address';
  if (url.username || url.password) return 'must not carry a name or password';
  const host = hostOf(url);
  if (isIP(host) && !isAllowedAddress(host, allowsLoopback)) return 'must be an address of the public Internet';
  return undefined;
}

/** The host name, an IPv6 address without its brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/**
 * A name lookup for `http.request` that knows inner addresses for none: checked at the moment of
 * connecting, since a name may lead elsewhere than it did before.
 */
export function guardedLookup(allowsLoopback: boolean): LookupFunction {
  return (hostname, options, answer) => {
    resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return answer(error, '', 0);
      const [first] = addresses;
      const isAllowed = addresses.every(({ address }) => isAllowedAddress(address, allowsLoopback));
      if (!first || !isAllowed) return answer(new Error(`${hostname} is not on the public Internet`), '', 0);
      if (options.all) answer(null, addresses);
      else answer(null, first.address, first.family);
    });
  };
}
