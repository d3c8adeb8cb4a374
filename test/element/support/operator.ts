import type { ChatWidget } from '../../../src/chat-widget.js';
import { createOperatorClient, type OperatorClient } from '../../server/support/operator-client.js';
import { server } from './fixture.js';

export async function operator(): Promise<OperatorClient> {
  const { url, operatorKey } = await server;
  return createOperatorClient({ url, key: operatorKey });
}

/** The conversation of this widget's visitor, as the operator sees it. */
export async function conversationOf(element: ChatWidget): Promise<string> {
  const visitorId = element.chat?.state.visitorId;
  if (!visitorId) throw new Error('the visitor is not connected');
  return (await (await operator()).waitForConversation(visitorId)).id;
}

export async function operatorSays(element: ChatWidget, text: string): Promise<void> {
  await (await operator()).say(await conversationOf(element), text);
}
