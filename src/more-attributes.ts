/**
 * Options that only later stages read, straight from the attributes of the element: attribute → default.
 * Like those of `attributes.ts`, their sentences are the documentation. Their properties are there once
 * `ready` has resolved.
 */
export const MORE = {
  /** Launcher: `round`, `rounded`, `pill` (with `launcher-label`), `own` (the child in `slot="launcher"`) or `none`. */
  launcher: 'round',
  /** Words on the launcher where it is a `pill`. */
  'launcher-label': '',
  /** Address of a rules document in the page: `#id` of a `<script type="application/json">`. */
  triggers: '',
  /**
   * Whether the visitor agrees that something is kept: `required` (they are asked before the first
   * message; so with any other word), `granted`, `denied` (the chat works, in memory alone). Default: no question.
   */
  consent: '',
  /** The words of that question. The text agreed to is told to the backend with its time. */
  'consent-text': '',
  /** Where the conversation is kept: `local` (this device), `session` (this tab), `cookie` (only who the visitor is), `none`; so with any other word. */
  storage: 'local',
  /** Proves `external-id` to the backend: an HMAC or JWT from your server. As a property also a function that gets one. */
  'identity-token': '',
  /** How much of the page's address the backend is told: `path` (without query and fragment), `full`, or nothing (`off`; so with any other word). */
  'send-page-url': 'path',
  /** Days after which messages kept on this device are removed at the next start. */
  'retention-days': '30',
  /** Opening hours: `#id` of a `<script type="application/json">`. */
  hours: '',
  /** What a visitor sees while nobody is there: `form`, `message`, or nothing at all (`hide`). */
  'when-offline': 'form',
  /** A short text beside the launcher that invites to chat; `unread` shows the newest message that has not been seen. */
  teaser: '',
  /** Forms of the page: `#id` of a `<script type="application/json">` with `registration`, `handOff`, `offline`, `rating`. */
  forms: '',
  /** The registration in short: names with a star where they must be filled in, such as `name email* phone`. */
  fields: '',
  /** When the registration is asked: `before-chat`, in the thread at the `hand-off` to a person, or never (`off`). */
  registration: 'before-chat',
  /** Where messages for later go when the backend takes none: an address for JSON, or `mailto:`. */
  'offline-endpoint': '',
  /** What Enter does in the message field: `send`, or `newline` (Ctrl or ⌘ with Enter sends either way). */
  'enter-key': 'send',
  /** Whether the panel begins with a start: greeting, the recent conversation, quick starts (see `prompts`). */
  home: false,
  /** Quick starts of the home view: `#id` of a `<script type="application/json">` with a list of texts, or of `{title, text}`. */
  prompts: '',
  /** A line at the foot of the home view, such as the opening hours. */
  'home-note': '',
  /** Address of the privacy notice, for a link at the foot of the home view. */
  'privacy-url': '',
  /** How soon somebody usually answers: minutes, or words of your own. */
  'reply-time': '',
  /** Title bar: `quiet`, or `solid` in the accent. Default: quiet, or solid in the colour that the backend has. */
  header: '',
  /** Whether the visitor may change the size of the panel by its corner. */
  resizable: false,
  /** Servers besides the page's and the backend's from which pictures are shown unasked, with spaces between; `*` is all. */
  'image-origins': '',
  /** Whether the page's icon gets a dot while the page is hidden and something is unread. */
  'favicon-badge': false,
};

export type MoreOption = keyof typeof MORE;
