import type { SettingStore } from '../../store/setting-store.js';
import type { Agent } from './agent-model.js';
import type { ChatvisorSettings } from './chatvisor-settings.js';
import type { RuleDocument } from './rule-form.js';
import type { VisibilityOverride } from './visibility.js';
import type { Webhook } from './webhook-model.js';

/** What the management API keeps, each as one document. */
export type ChatvisorDocuments = {
  settings: ChatvisorSettings;
  rules: RuleDocument;
  /** As it was given: the widget owns its meaning. Null: none. */
  hours: Record<string, unknown> | null;
  visibility: VisibilityOverride[];
  agents: Agent[];
  webhooks: Webhook[];
};

const empty: ChatvisorDocuments = {
  settings: {},
  rules: { version: 1, default: 'visible', rules: [] },
  hours: null,
  visibility: [],
  agents: [],
  webhooks: [],
};

/** Reads and writes them; one process is the only writer, so what was read once stays true. */
export class DocumentStore {
  readonly #settings: SettingStore;
  readonly #known: Partial<ChatvisorDocuments> = {};

  constructor(settings: SettingStore) {
    this.#settings = settings;
  }

  get<K extends keyof ChatvisorDocuments>(name: K): ChatvisorDocuments[K] {
    const known: ChatvisorDocuments[K] = this.#known[name] ?? this.#read(name);
    this.#known[name] = known;
    return known;
  }

  set<K extends keyof ChatvisorDocuments>(name: K, value: ChatvisorDocuments[K]): void {
    this.#settings.set(`chatvisor.${name}`, JSON.stringify(value));
    this.#known[name] = value;
  }

  #read<K extends keyof ChatvisorDocuments>(name: K): ChatvisorDocuments[K] {
    const text = this.#settings.get(`chatvisor.${name}`);
    return text === undefined ? empty[name] : (JSON.parse(text) as ChatvisorDocuments[K]);
  }
}
