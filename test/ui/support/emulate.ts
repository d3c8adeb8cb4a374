import { executeServerCommand } from '@web/test-runner-commands';
import type { TreeNode } from '../../support/look-plugin.js';

/** Media features until the next call; none are those of the machine. Answers false where the browser's driver cannot do it. */
export async function emulate(features: Readonly<Record<string, string>> = {}): Promise<boolean> {
  return (await executeServerCommand('emulate', features).catch(() => false)) as boolean;
}

/** What assistive technology gets of this page, in order; undefined where the browser's driver cannot tell. */
export async function accessibilityTree(): Promise<TreeNode[] | undefined> {
  const nodes = (await executeServerCommand('accessibility-tree', {}).catch(() => undefined)) as TreeNode[] | false | undefined;
  return nodes || undefined;
}
