import { ChatError } from '../../core/errors.js';
import type { Visitor } from '../../core/model.js';
import type { Transport, TransportContext } from '../../core/transport.js';
import { createRestTransport } from '../wire/rest/rest-transport.js';
import { withChatWire } from './chat-wire.js';
import { answerCustomerTag } from './customer-alias.js';
import { joinVisitors, toVisitor } from './customer-mapper.js';

/**
 * Chatvisor: the open REST contract below `<endpoint>/chat`, and customers in Chatvisor's words, by
 * `extension('user.tag', customer)` or the page's own `CV.user.tag(customer)`.
 */
export function createTransport(context: TransportContext): Transport {
  const rest = createRestTransport(withChatWire(context));
  /** Said of the customer so far; the next session begins with it. */
  let tagged: Visitor | undefined;
  let isConnected = false;
  let stopAnswering = (): void => undefined;

  const identify = async (visitor: Visitor) => {
    tagged &&= joinVisitors(tagged, visitor);
    return rest.identify?.(visitor);
  };
  const tag = async (customer: unknown): Promise<void> => {
    const visitor = toVisitor(customer);
    if (!visitor) throw new ChatError('invalid', 'nothing is said of the customer');
    tagged = joinVisitors(tagged, visitor);
    // Before there is a session nobody is made a visitor for it.
    if (isConnected) await rest.identify?.(visitor);
  };
  const answer = (): void => {
    stopAnswering();
    // The page is not told what became of it: the next session says it again.
    stopAnswering = answerCustomerTag((customer) => void tag(customer).catch(() => undefined));
  };

  return {
    ...rest,
    identify,
    prepare(signal) {
      answer();
      return rest.prepare!(signal);
    },
    async connect(visitor, resume, signal) {
      isConnected = false;
      answer();
      const said = tagged;
      const connected = await rest.connect({ ...visitor, ...said }, resume, signal);
      isConnected = true;
      // Said while the session was on its way; what fails now is said by the next one.
      if (tagged && tagged !== said) void identify(tagged).catch(() => undefined);
      return connected;
    },
    disconnect() {
      isConnected = false;
      stopAnswering();
      return rest.disconnect();
    },
    async forgetVisitor() {
      tagged = undefined;
      await rest.forgetVisitor?.();
    },
    extension(name, data) {
      if (name === 'user.tag') return tag(data);
      return Promise.reject(new ChatError('unsupported', `no extension "${name}"`));
    },
  };
}
