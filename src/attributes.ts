/**
 * The one table of options: property → default. The attribute is the property in kebab-case.
 * Booleans are false by default. Its sentences are the documentation: they go into the
 * custom-elements manifest, the README and Storybook, and cost no byte.
 */
export const DEFAULTS = {
  /** Name of the backend's protocol: `rest`, `rocketchat`, `expertflow`, `pancake`, `chatgonow`, `chatvisor`, `mock`, or one given to `registerTransport`. */
  transport: 'rest',
  /** Address of the backend, absolute or relative to the page. */
  endpoint: '',
  /** Which of the backend's sites this is, where one backend serves several. */
  site: '',
  /** Key of the site, where the backend gives out one: what its own script carries. */
  key: '',
  /** Which page, bot or channel of the account this chat belongs to, where the backend tells them apart. */
  pageId: '',
  /** Whether the panel is open. */
  open: false,
  /** Corner of the page: `end` or `start` in the direction of reading. */
  position: 'end',
  /** Language of the widget as a BCP 47 tag; by default that of the page. */
  locale: '',
  /** Who the visitor talks to, for the launcher's name and the title. */
  brand: '',
  /** One CSS colour; text on it meets WCAG AA whatever it is. */
  accent: '',
  /**
   * When the widget connects: `auto` (on open, or at idle where somebody has chatted before),
   * `eager` (at idle, always), `intent` (on open only), `manual` (on `connect()` or open).
   */
  load: 'auto',
  /** `popover` (above everything), `fixed` (an ordinary fixed box), `inline` (fills its container). */
  placement: 'popover',
  /** The page's own id of this visitor: the same id is the same visitor. Default: `window.OCS.externalId`. */
  externalId: '',
  /** The visitor's name, if the page knows it. Default: `window.OCS.nickname`. */
  name: '',
  /** The visitor's e-mail address, if the page knows it. */
  email: '',
};

export type Options = typeof DEFAULTS;
export type OptionName = keyof Options;

export const toAttribute = (option: string): string =>
  option.replace(/[A-Z]/g, '-$&').toLowerCase();
