import type { ContractBackend, ContractFailure, ContractFeature } from '../../../src/testing/contract-backend.js';
import type { OperatorClient } from '../../server/support/operator-client.js';
import { pngFile } from './png-file.js';
import type { ReferenceServer } from './reference-server.js';

/** What cannot be tried here, whatever the transport. */
export const lacksHere = ({ restart }: ReferenceServer): Partial<Record<ContractFeature, string>> => ({
  ...(!restart && { restart: 'the server runs in another process than this page' }),
  ...(typeof XMLHttpRequest === 'undefined' && { uploadProgress: 'fetch tells no progress of a request body, and Node has no XMLHttpRequest' }),
});

export const inAMinute = (): string => new Date(Date.now() + 60_000).toUTCString();

/** What happens to a call. @param refusals what a server of this wire says itself */
export function toFault(failure: ContractFailure, refusals: Partial<Record<ContractFailure, object>>): object {
  if (refusals[failure]) return refusals[failure];
  if (failure === 'html') return { do: 'status', status: 200, body: '<!doctype html><p>Sign in', headers: { 'content-type': 'text/html' } };
  if (failure === 'hang') return { do: 'hang' };
  return { do: failure === 'network' ? 'drop' : 'dropAfter', times: 'always' };
}

type OfTheWire =
  | 'config' | 'fetch' | 'WebSocket' | 'newestVisitor' | 'countOpen' | 'stored' | 'say' | 'fail' | 'duplicateNext'
  | 'sendUnknown' | 'sendMalformed' | 'sendForeign' | 'silence' | 'drop';

/** What an operator does and sees, and what the server takes and refuses, whatever the wire. */
export function onReferenceServer(
  server: ReferenceServer, operator: OperatorClient, thread: (visitorId: string) => Promise<string>,
): Omit<ContractBackend, OfTheWire> {
  const conversation = async (visitorId: string) => operator.conversation(await thread(visitorId));
  return {
    countVisitors: async () => (await operator.visitors()).length,
    typing: async (visitorId, on) => void (await operator.typing(await thread(visitorId), on)),
    read: async (visitorId) => void (await operator.read(await thread(visitorId))),
    setAvailability: async (state) => void (await operator.setAvailability(state)),
    end: async (visitorId) => void (await operator.close(await thread(visitorId))),
    readTo: async (visitorId) => (await conversation(visitorId)).readTo ?? undefined,
    offlineMessages: async () => (await operator.offlineMessages()).length,
    rating: async (visitorId) => (await conversation(visitorId)).rating?.score,
    name: async (visitorId) => (await conversation(visitorId)).visitor.name,
    page: async (visitorId) => (await conversation(visitorId)).visitor.page?.url,
    stream: () => Promise.reject(new Error('not in pieces')),
    expire: async () => void (await operator.faults({ do: 'expireCursors' })),
    heal: async () => void (await operator.clearFaults()),
    restart: async () => server.restart?.(),
    file: pngFile,
    refusedFiles: () => ({
      large: pngFile(11 * 1024 * 1024),
      wrong: new File(['MZ'], 'setup.exe', { type: 'application/x-msdownload' }),
    }),
    refusedRegistration: () => ({ values: { email: 'not an address' }, field: 'email' }),
    close: async () => void (await operator.clearFaults()),
  };
}

/** The visitor's own messages of these threads, oldest first. */
export async function ownMessages(operator: OperatorClient, threads: readonly { id: string }[]) {
  const pages = await Promise.all(threads.map(({ id }) => operator.messages(id)));
  return pages
    .flat()
    .filter(({ author }) => author.role === 'visitor')
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
}
