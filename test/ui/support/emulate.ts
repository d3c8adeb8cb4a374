import { executeServerCommand } from '@web/test-runner-commands';
import type { Protocol } from 'puppeteer-core';
import type { CdpCall } from '../../support/cdp-plugin.js';

/** Asks the developer tools of Chromium; false in other browsers. */
export const cdp = <T = object>(method: string, params = {}): Promise<T | false> =>
  executeServerCommand<T | false, CdpCall>('cdp', { method, params }) as Promise<T | false>;

/**
 * Media features, by name, until the next call; none are those of the machine. `touch` is a finger in the mouse's place.
 * Answers false where the browser's driver cannot do it.
 */
export async function emulate({ touch = '', ...media }: Readonly<Record<string, string>> = {}): Promise<boolean> {
  const features = Object.entries(media).map(([name, value]) => ({ name, value }));
  await cdp('Emulation.setEmulatedMedia', { features });
  return Boolean(await cdp('Emulation.setTouchEmulationEnabled', { enabled: Boolean(touch) }));
}

/** What assistive technology gets of an element. */
export type TreeNode = { role: string; name: string; states: Record<string, unknown> };

/** What assistive technology gets of this page, in order; nothing where the browser's driver cannot tell. */
export async function accessibilityTree(): Promise<TreeNode[]> {
  const tree = await cdp<Protocol.Accessibility.GetFullAXTreeResponse>('Accessibility.getFullAXTree');
  if (!tree) return [];
  return tree.nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name, properties = [] }) => ({
      role: String(role?.value ?? ''),
      name: String(name?.value ?? ''),
      states: Object.fromEntries(properties.map((property) => [property.name, property.value.value as unknown])),
    }));
}
