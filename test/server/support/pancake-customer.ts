import assert from 'node:assert/strict';
import type { OperatorClient } from './operator-client.js';
import { type Answer, type Json, listOf } from './rest-visitor.js';

/** One call of the plugin's message endpoint. */
export async function callPancake(url: string, method: 'GET' | 'POST', query: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${url}/pancake/api/v1/pke_chat_plugin/messages${query}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as Json };
}

export type PancakeCustomer = Awaited<ReturnType<typeof openCustomer>>;

/** A customer of page `web_demo` who has just said something for the first time. */
export async function openCustomer(
  { url, operator }: { url: string; operator: OperatorClient },
  text: string,
  more: Record<string, unknown> = {},
) {
  const query = '?page_id=web_demo';
  const known = new Set((await operator.visitors()).map(({ id }) => id));
  const first = await callPancake(url, 'POST', query, { message: text, ...more });
  assert.equal(first.status, 200, first.text);
  const visitorId = (await operator.visitors()).find(({ id }) => !known.has(id))?.id ?? '';
  const [fromId, conversationId] = [String(first.body['from_id']), String(first.body['conversation_id'])];
  const history = async (offset = 0): Promise<Json[]> => {
    const answer = await callPancake(url, 'GET', `${query}&conversation_id=${encodeURIComponent(conversationId)}&offset=${offset}`);
    assert.ok(Array.isArray(answer.body), answer.text);
    return listOf(answer.body);
  };
  return {
    fromId,
    conversationId,
    firstId: String(first.body['id']),
    history,
    say: (message: string, rest: Record<string, unknown> = {}) =>
      callPancake(url, 'POST', query, { message, from_id: fromId, conversation_id: conversationId, ...rest }),
    /** The same person's id at the operator's. */
    visitorId,
  };
}
