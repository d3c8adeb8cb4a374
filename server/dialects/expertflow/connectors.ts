import type { CustomerSocket } from './customer-socket.js';
import type { ConnectorCard, ChatMessage } from './expertflow-wire.js';

/** Gateways to other channels, such as SMS, that are connected at the moment. */
export class Connectors {
  readonly #byChannel = new Map<string, Map<CustomerSocket, ConnectorCard>>();

  /** Again on every connect; the newest of a channel gets its messages. */
  register(card: ConnectorCard, socket: CustomerSocket): void {
    const connectors = this.#byChannel.get(card.channel) ?? new Map<CustomerSocket, ConnectorCard>();
    connectors.delete(socket);
    this.#byChannel.set(card.channel, connectors.set(socket, card));
  }

  remove(socket: CustomerSocket): void {
    for (const [channel, connectors] of this.#byChannel) {
      connectors.delete(socket);
      if (connectors.size === 0) this.#byChannel.delete(channel);
    }
  }

  serves(channel: string): boolean {
    return this.#byChannel.has(channel);
  }

  /** Hands a message to one connector only, or the customer would get it twice; answers whether there is one. */
  deliver(channel: string, message: ChatMessage): boolean {
    const newest = [...(this.#byChannel.get(channel)?.keys() ?? [])].at(-1);
    newest?.emit('messageArrived', message);
    return newest !== undefined;
  }
}
