// The manifest in memory: what `npm run analyze` writes to custom-elements.json, read anew from the sources.
import { join } from 'node:path';
// @ts-expect-error -- the analyser types its plugins only
import { cli } from '@custom-elements-manifest/analyzer/cli.js';

type Named = { name: string; description?: string };
type Typed = Named & { type?: { text: string }; default?: string };

export type ManifestMember = Typed & {
  kind: 'field' | 'method';
  static?: boolean;
  readonly?: boolean;
  attribute?: string;
  parameters?: Typed[];
  return?: { type: { text: string } };
};

/** `<chat-widget>` as the manifest describes it. */
export type ManifestElement = {
  tagName: string;
  attributes: (Typed & { fieldName?: string })[];
  members: ManifestMember[];
  events: Typed[];
  cssParts: Named[];
  cssProperties: Typed[];
  cssStates: Named[];
  slots: Named[];
};

const CONFIG = 'custom-elements-manifest.config.mjs';

export async function readManifest(): Promise<ManifestElement> {
  const manifest = (await cli({
    argv: ['analyze', '--config', CONFIG, '--quiet'],
    cwd: join(import.meta.dirname, '..'),
    noWrite: true,
  })) as { modules: { declarations: ManifestElement[] }[] };
  const element = manifest.modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName === 'chat-widget');
  if (!element) throw new Error('the manifest has no <chat-widget>');
  return element;
}
