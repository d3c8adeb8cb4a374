/** Where something lies: IndexedDB `chat-widget`/`keyval`, localStorage, sessionStorage, a cookie. */
export type Place = 'IndexedDB' | 'localStorage' | 'sessionStorage' | 'cookie';

export type Entry = { place: Place; name: string; when: string; holds: string; until: string };

const FORGOTTEN = 'reset, forget or revoked consent';

/**
 * All that the widget may leave on a device. `docs/privacy.md` is written from it, and a real run is compared
 * with it; it is in no chunk. In front of each name stands the scope (IndexedDB: `scope|name`, texts:
 * `chat-widget:scope:name`); `*` stands for an id.
 */
export const INVENTORY: readonly Entry[] = [
  { place: 'IndexedDB', name: 'session', when: 'a conversation begins', holds: 'the newest 100 messages, the visitor’s id and token at the backend, how far they have read', until: `\`retention-days\` (messages), ${FORGOTTEN}` },
  { place: 'IndexedDB', name: 'outbox', when: 'a message is written', holds: 'messages that the backend does not have yet', until: 'they are sent; at most 7 days' },
  { place: 'IndexedDB', name: 'blob:*', when: 'a file is attached', holds: 'the file, until it is sent', until: 'it is sent; at most 7 days' },
  { place: 'IndexedDB', name: 'owner', when: 'the page calls `chat.identify()` with an id', holds: 'that id, so that the words before it never become another’s', until: FORGOTTEN },
  { place: 'localStorage', name: 'chatted', when: 'the first message', holds: '`1`: the next page connects without being asked', until: FORGOTTEN },
  { place: 'localStorage', name: 'epoch', when: 'a chat runs', holds: 'how many tabs have led so far, a number', until: FORGOTTEN },
  { place: 'localStorage', name: 'lease', when: 'a chat runs on plain http', holds: 'which tab leads, by a random id', until: FORGOTTEN },
  { place: 'localStorage', name: 'consent', when: 'the visitor agrees', holds: 'what they agreed to, and when', until: FORGOTTEN },
  { place: 'localStorage', name: 'draft', when: 'something is typed', holds: 'words in the message field that have not been sent, so that a reload does not lose them', until: 'they are sent or taken away' },
  { place: 'localStorage', name: 'muted', when: 'the sound is switched off', holds: '`1`', until: 'it is switched on' },
  { place: 'localStorage', name: 'notify', when: 'notifications are switched on in the menu', holds: '`1`', until: 'they are switched off' },
  { place: 'localStorage', name: 'ring', when: 'an answer comes', holds: 'when a tab last rang, so that one rings for all', until: FORGOTTEN },
  { place: 'localStorage', name: 'size', when: 'the panel is resized or made larger', holds: 'its width and height, and whether it was made larger', until: FORGOTTEN },
  { place: 'localStorage', name: 'registered', when: 'a registration is sent', holds: '`registration`, `hand-off`: which form is not asked again', until: FORGOTTEN },
  { place: 'localStorage', name: 'rated', when: 'a conversation is rated', holds: 'the id of that conversation', until: FORGOTTEN },
  { place: 'localStorage', name: 'teaser', when: 'an invitation is shown or dismissed', holds: 'which, and when, so that none comes too often', until: FORGOTTEN },
  { place: 'localStorage', name: 'triggers', when: 'a rule of the page needs memory', holds: 'pages and visits, counted, and when each rule did its part', until: FORGOTTEN },
  { place: 'sessionStorage', name: 'form', when: 'a form is filled in', holds: 'what was typed and not sent yet', until: 'it is sent; the tab is closed' },
  { place: 'cookie', name: 'chat-widget-*', when: '`storage="cookie"`, a conversation begins', holds: 'the visitor’s id and token at the backend; no words, no names', until: `180 days, ${FORGOTTEN}` },
  { place: 'cookie', name: 'ocs_external_id', when: '`transport="chatgonow"` connects', holds: 'the random id by which that system’s own widget knows the visitor (in localStorage too)', until: `180 days, ${FORGOTTEN}` },
];

/** Requests to `endpoint` of the open REST contract; other backends have the same under their own names. */
export const REQUESTS: readonly { request: string; when: string; holds: string }[] = [
  { request: 'GET config', when: 'the panel opens', holds: 'site and language; nobody becomes a visitor' },
  { request: 'POST session', when: 'the first message; later pages with a conversation', holds: 'what the page said of its visitor, language, page address as `send-page-url` allows, page title, agreement with its time' },
  { request: 'GET messages', when: 'a connection opens, older messages are wanted', holds: 'where to read on' },
  { request: 'POST messages', when: 'a message is sent', holds: 'its words, an id made on this device' },
  { request: 'GET events', when: 'connected', holds: 'where to read on' },
  { request: 'POST uploads', when: 'a file is sent', holds: 'the file; pictures without their metadata' },
  { request: 'POST typing', when: 'the visitor types', holds: 'that they do, not what' },
  { request: 'POST read', when: 'answers are seen', holds: 'the id of the newest' },
  { request: 'POST page', when: 'the page’s address changes while connected', holds: 'address and title, as `send-page-url` allows' },
  { request: 'PATCH visitor', when: '`identify`, `setFields`, labels, consent given later', holds: 'what the page said' },
  { request: 'POST register', when: 'the registration is sent', holds: 'its values, consent with its text and time' },
  { request: 'POST offline', when: 'a message for later is sent', holds: 'its values' },
  { request: 'POST department', when: 'a department is chosen', holds: 'its id' },
  { request: 'POST end', when: 'the visitor ends the conversation', holds: '–' },
  { request: 'POST transcript', when: 'a transcript is wanted', holds: 'the address it goes to' },
  { request: 'POST rating', when: 'the conversation is rated', holds: 'score and comment' },
  { request: 'DELETE visitor', when: 'the visitor is forgotten', holds: '–' },
];

const rowsOf = (rows: readonly (readonly string[])[]): string => rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The tables of `docs/privacy.md`. */
export const toTables = (): string =>
  [
    '| Place | Name | Written when | Holds | Until |\n| --- | --- | --- | --- | --- |',
    rowsOf(INVENTORY.map(({ place, name, when, holds, until }) => [place, `\`${name}\``, when, holds, until])),
    '',
    '| Request | When | Holds |\n| --- | --- | --- |',
    rowsOf(REQUESTS.map(({ request, when, holds }) => [`\`${request}\``, when, holds])),
  ].join('\n');
