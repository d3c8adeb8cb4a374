import type { StorybookConfig } from '@storybook/web-components-vite';
// @ts-expect-error -- a plain script, shared with the manifest
import { readOptionTable } from '../scripts/option-table.mjs';

const config: StorybookConfig = {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/**/*.stories.ts'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  // Its sentences are comments, which no browser sees.
  viteFinal: (vite) => ({
    ...vite,
    define: { ...vite.define, OPTION_TABLE: JSON.stringify(readOptionTable()) },
  }),
};

export default config;
