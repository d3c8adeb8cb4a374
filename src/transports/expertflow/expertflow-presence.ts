import type { Agent, Author, AuthorRole, Availability, Conversation, ConversationState } from '../../core/model.js';
import type { Prepared } from '../../core/transport.js';
import type { ExpertflowTools } from './expertflow-tools.js';

/** Who is there in one conversation, and what state it is in therefore. */
export class Presence {
  /** Of those who told it when they joined. */
  readonly roles = new Map<string, AuthorRole>();
  readonly #tools: ExpertflowTools;
  readonly #conversationId: string;
  #agents = new Map<string, Agent>();
  #availability: Availability | undefined;
  #endedBy: string | undefined;

  constructor(tools: ExpertflowTools, conversationId: string) {
    this.#tools = tools;
    this.#conversationId = conversationId;
  }

  get conversation(): Conversation {
    const { state } = this.#tools.session;
    return { id: this.#conversationId, state, ...(this.#endedBy && { by: this.#endedBy }) };
  }

  get prepared(): Prepared {
    return this.#availability ? { availability: this.#availability, agents: [...this.#agents.values()] } : {};
  }

  /** Tells a new state of the conversation. */
  move(state: ConversationState, by?: string): void {
    const { session, voice } = this.#tools;
    if (session.state === state) return;
    session.state = state;
    this.#endedBy = by;
    voice.emit({ type: 'conversation', conversation: this.conversation });
  }

  /** Somebody came or went; only agents make a difference to the visitor. */
  change(who: Author, isHere: boolean): void {
    this.#note(who, isHere);
    if (who.role !== 'agent') return;
    this.#tell(isHere ? 'online' : (this.#availability ?? 'unknown'));
    this.move(this.#agents.size ? 'active' : 'queued');
  }

  /** All who are there, as a join tells it. */
  reset(all: readonly Author[]): void {
    this.#agents.clear();
    for (const who of all) this.#note(who, true);
    if (!this.#agents.size) return;
    this.#tell('online');
    this.move('active');
  }

  /** No agent can be had. */
  nobody(): void {
    this.#agents.clear();
    this.#tell('offline');
    if (this.#tools.session.state === 'queued') this.move('bot');
  }

  #note({ role, id, name }: Author, isHere: boolean): void {
    if (!id || role === 'visitor') return;
    this.roles.set(id, role);
    if (!isHere) this.#agents.delete(id);
    else if (role === 'agent') this.#agents.set(id, { id, ...(name && { name }) });
  }

  #tell(state: Availability): void {
    this.#availability = state;
    this.#tools.voice.emit({ type: 'availability', state, agents: [...this.#agents.values()] });
  }
}
