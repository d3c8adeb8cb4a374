/** The schema, one entry per version. Entries are only ever added: databases remember how many they ran. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);

  CREATE TABLE visitors (
    id TEXT PRIMARY KEY,
    site TEXT NOT NULL DEFAULT '',
    external_id TEXT,
    external_verified INTEGER NOT NULL DEFAULT 0,
    name TEXT, email TEXT, phone TEXT,
    fields TEXT, labels TEXT, consent TEXT,
    locale TEXT, page TEXT, department_id TEXT,
    conversation_id TEXT,
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL
  );
  CREATE INDEX visitors_by_external ON visitors (site, external_id);

  CREATE TABLE tokens (hash TEXT PRIMARY KEY, visitor_id TEXT NOT NULL, created_at TEXT NOT NULL);
  CREATE INDEX tokens_by_visitor ON tokens (visitor_id);

  CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    visitor_id TEXT NOT NULL,
    state TEXT NOT NULL,
    department_id TEXT,
    created_at TEXT NOT NULL,
    ended_at TEXT, ended_by TEXT,
    score INTEGER, comment TEXT,
    visitor_read INTEGER NOT NULL DEFAULT 0,
    visitor_delivered INTEGER NOT NULL DEFAULT 0,
    operator_read INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX conversations_by_visitor ON conversations (visitor_id);

  CREATE TABLE messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    visitor_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    local_id TEXT,
    author TEXT NOT NULL,
    role TEXT NOT NULL,
    text TEXT NOT NULL,
    format TEXT NOT NULL,
    attachments TEXT NOT NULL,
    extras TEXT,
    created_at TEXT NOT NULL,
    edited_at TEXT,
    deleted_at TEXT
  );
  CREATE UNIQUE INDEX messages_by_local_id ON messages (visitor_id, local_id) WHERE local_id IS NOT NULL;
  CREATE INDEX messages_by_visitor ON messages (visitor_id, seq);
  CREATE INDEX messages_by_conversation ON messages (conversation_id, seq);

  CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    visitor_id TEXT NOT NULL,
    type TEXT NOT NULL,
    data TEXT NOT NULL,
    subject TEXT,
    created_ms INTEGER NOT NULL,
    expires_ms INTEGER
  );
  CREATE INDEX events_by_visitor ON events (visitor_id, seq);
  CREATE INDEX events_by_age ON events (created_ms);

  CREATE TABLE uploads (
    id TEXT PRIMARY KEY,
    secret TEXT NOT NULL UNIQUE,
    visitor_id TEXT NOT NULL,
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    size INTEGER NOT NULL,
    width INTEGER, height INTEGER,
    bytes BLOB NOT NULL,
    used INTEGER NOT NULL DEFAULT 0,
    created_ms INTEGER NOT NULL
  );
  CREATE INDEX uploads_by_visitor ON uploads (visitor_id);

  CREATE TABLE offline_messages (
    id TEXT PRIMARY KEY,
    visitor_id TEXT NOT NULL,
    form TEXT NOT NULL,
    handled INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL
  );

  CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    visitor_id TEXT NOT NULL,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at TEXT NOT NULL
  );
  `,
  `
  CREATE TABLE aliases (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    alias TEXT NOT NULL,
    id TEXT NOT NULL,
    visitor_id TEXT NOT NULL,
    UNIQUE (kind, alias)
  );
  CREATE INDEX aliases_by_id ON aliases (kind, id);
  CREATE INDEX aliases_by_visitor ON aliases (visitor_id);
  `,
  `
  CREATE TABLE customers (
    visitor_id TEXT PRIMARY KEY,
    status TEXT NOT NULL,
    unread INTEGER NOT NULL DEFAULT 0,
    agent_id TEXT,
    team_id TEXT,
    changed_at TEXT NOT NULL
  );
  CREATE INDEX customers_by_change ON customers (changed_at);

  CREATE TABLE webhook_deliveries (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    webhook_id TEXT NOT NULL,
    visitor_id TEXT NOT NULL,
    type TEXT NOT NULL,
    body TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    due_ms INTEGER NOT NULL
  );
  CREATE INDEX webhook_deliveries_by_visitor ON webhook_deliveries (visitor_id);

  CREATE TABLE agent_passes (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    visitor_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    agent_id TEXT,
    expires_ms INTEGER NOT NULL
  );
  CREATE INDEX agent_passes_by_visitor ON agent_passes (visitor_id);
  CREATE INDEX visitors_by_site ON visitors (site);
  `,
  // Sites used to be as pages named them; now those of the open contract stand under its name.
  `
  UPDATE visitors SET site = CASE site WHEN '' THEN 'rest' ELSE 'rest:' || site END
    WHERE site NOT IN ('chatvisor', 'expertflow', 'rocketchat') AND site NOT LIKE 'chatgonow:%' AND site NOT LIKE 'pancake:%';
  `,
  // How much there is, and what may go, is asked at every upload: without this their bytes would be walked through.
  'CREATE INDEX uploads_by_age ON uploads (used, created_ms, size)',
];
