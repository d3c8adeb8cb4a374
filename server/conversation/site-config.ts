/** A form field as the contract describes it. */
export type Field = {
  name: string;
  type: string;
  label: string;
  required?: boolean;
  pattern?: string;
  patternMessage?: string;
  minLength?: number;
  maxLength?: number;
  options?: { value: string; label: string }[];
  default?: string;
  autocomplete?: string;
  visibleIf?: { field: string; is: string };
  help?: string;
  link?: string;
};

export type Department = { id: string; name: string; online?: boolean };

export type Features = {
  upload: boolean;
  typing: boolean;
  receipts: boolean;
  transcript: boolean;
  rating: boolean;
  end: boolean;
  video: boolean;
};

/** What the widget is told about the site; the `config` of the contract. */
export type SiteConfig = {
  title: string | null;
  color: string | null;
  offlineColor?: string;
  position?: string;
  locale?: string;
  messages: Record<string, string>;
  forms: { registration: Field[] | null; offline: Field[] | null };
  departments: Department[];
  triggers: unknown;
  hours?: unknown;
  features: Features;
  upload: { accept: string[]; maxBytes: number };
  maxPerMinute: number;
  /** Longest message of a visitor; the server has a limit of its own beside it. */
  maxLength?: number;
  visible?: boolean | null;
};

/** A part of the config; nested objects are merged one level deep. */
export type SiteConfigPatch = {
  [K in keyof SiteConfig]?: K extends 'messages' | 'forms' | 'features' | 'upload' ? Partial<SiteConfig[K]> : SiteConfig[K];
};

/** How a site treats identities, beside what it shows. */
export type SiteOptions = {
  /** Demands `signature` for every external id. */
  secret?: string;
  /** Believes an external id without a signature: for sites whose visitors cannot forge it. */
  trustExternalId?: boolean;
  config?: SiteConfigPatch;
};

/** What a site gets when it says nothing. */
export const defaultSiteConfig: SiteConfig = {
  title: 'Juniper & Co.',
  color: null,
  messages: {},
  forms: {
    registration: null,
    offline: [
      { name: 'name', type: 'text', label: 'Name', required: true, maxLength: 200, autocomplete: 'name' },
      { name: 'email', type: 'email', label: 'Email', required: true, maxLength: 200, autocomplete: 'email' },
      { name: 'message', type: 'textarea', label: 'Message', required: true, maxLength: 10_000 },
    ],
  },
  departments: [],
  triggers: [],
  features: { upload: true, typing: true, receipts: true, transcript: true, rating: true, end: true, video: false },
  upload: { accept: ['image/png', 'image/jpeg', 'image/gif', 'image/webp'], maxBytes: 10 * 1024 * 1024 },
  maxPerMinute: 30,
};

/** Lays a patch over a config. */
export function mergeSiteConfig(base: SiteConfig, patch: SiteConfigPatch): SiteConfig {
  return {
    ...base,
    ...patch,
    messages: { ...base.messages, ...definedEntries(patch.messages) },
    forms: { ...base.forms, ...patch.forms },
    features: { ...base.features, ...patch.features },
    upload: { ...base.upload, ...patch.upload },
  };
}

function definedEntries(messages: Partial<Record<string, string>> | undefined): Record<string, string> {
  const entries = Object.entries(messages ?? {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
