/** What a closed launcher is called, under the keys that locales have for it; `appearance.ts` says the same in English. */
export const enLauncher = {
  'launcher.label': 'Chat with {brand}',
  'launcher.labelGeneric': 'Chat',
} as const;
