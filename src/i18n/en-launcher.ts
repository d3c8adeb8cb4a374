import { launcherStrings } from './launcher-strings.js';

/** What a closed launcher is called, under the keys that locales have for it. */
export const enLauncher = {
  'launcher.label': launcherStrings.label,
  'launcher.labelGeneric': launcherStrings.labelGeneric,
} as const;
