import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { writePdf } from '../../server/dialects/expertflow/pdf-writer.js';
import { callExpertflow, initChat, openCustomer } from './support/expertflow-customer.js';
import { startTestServer } from './support/test-server.js';

const { url, operator } = await startTestServer({ faults: true });

afterEach(() => operator.changeConfig({ features: { transcript: true } }));

const transcript = (id: string, type: string) => callExpertflow(url, 'GET', `/api/customer/transcript/${id}/${type}`);

async function endedChat(texts: readonly string[], more: Record<string, unknown> = {}): Promise<string> {
  const customer = await openCustomer(url, more);
  for (const text of texts) assert.equal((await customer.say(text))['status'], 200);
  await customer.ask('endConversation', { conversationId: customer.conversationId });
  customer.close();
  return customer.conversationId;
}

/** Reads a PDF by the letter: every offset of the table must point to its object. */
function readPdf(bytes: Uint8Array) {
  const text = Buffer.from(bytes).toString('latin1');
  assert.match(text, /^%PDF-1\.7\n/);
  assert.match(text, /startxref\n\d+\n%%EOF\n$/);
  const start = Number(/startxref\n(\d+)\n/.exec(text)?.[1]);
  const table = /^xref\n0 (\d+)\n/.exec(text.slice(start));
  const count = Number(table?.[1]);
  const rows = text.slice(start + (table?.[0].length ?? 0)).split('\n').slice(0, count);
  assert.ok(rows.every((row) => row.length === 19), 'rows have twenty bytes');
  for (const [number, row] of rows.entries()) {
    if (number === 0) assert.equal(row, '0000000000 65535 f ');
    else assert.ok(text.startsWith(`${number} 0 obj\n`, Number(row.slice(0, 10))), `object ${number}`);
  }
  assert.ok(text.includes(`/Size ${count} `));
  for (const [, length, stream] of text.matchAll(/\/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream\nendobj/g)) {
    assert.equal(stream?.length, Number(length));
  }
  const lines = [...text.matchAll(/^\((.*)\) Tj T\*$/gm)].map(([, line = '']) => line.replace(/\\([\\()])/g, '$1'));
  const attached = /\/EmbeddedFile [^\n]*\nstream\n([\s\S]*?)\nendstream/.exec(text)?.[1] ?? '';
  return { text, lines, pages: Number(/\/Count (\d+)/.exec(text)?.[1]), attached: Buffer.from(attached, 'latin1').toString() };
}

test('404 while the chat lives, for what nobody knows, and for other types', async () => {
  const waiting = await initChat(url);
  assert.equal((await transcript(waiting.conversationId, 'pdf')).status, 404);
  const customer = await openCustomer(url, { email: 'ann@shop.example' });
  await customer.say('hi');
  for (const type of ['pdf', 'email']) {
    const { status, body } = await transcript(customer.conversationId, type);
    assert.equal(status, 404);
    assert.equal(body['error']?.['code'], 404);
  }
  await operator.close(customer.conversationId);
  for (const [id, type] of [['c_nope', 'pdf'], [customer.conversationId, 'doc'], [customer.conversationId, 'PDF'], ['%00', 'pdf']] as const) {
    assert.equal((await transcript(id, type)).status, 404, `${id} ${type}`);
  }
  assert.equal((await transcript(customer.conversationId, 'pdf')).status, 200);
  customer.close();
});

test('pdf: a file with all that was said', async () => {
  const customer = await openCustomer(url);
  await customer.say('Do (these) \\ fit? Grüße – 20 €');
  await operator.say(customer.conversationId, 'Yes');
  await operator.close(customer.conversationId);
  const { bytes, headers } = await transcript(customer.conversationId, 'pdf');
  assert.equal(headers.get('Content-Type'), 'application/pdf');
  assert.match(headers.get('Content-Disposition') ?? '', /attachment; filename="conversation\.pdf"/);
  assert.equal(headers.get('Cache-Control'), 'no-store');
  const { lines, pages } = readPdf(bytes);
  assert.equal(pages, 1);
  assert.ok(lines.includes('Do (these) \\ fit? Gr\u00fc\u00dfe \u0096 20 \u0080'), 'in the letters of Windows-1252');
  assert.ok(lines.includes('Yes'));
  assert.ok(lines.some((line) => line.endsWith('UTC  Ann Lee')));
  assert.ok(lines.some((line) => line.endsWith('UTC  Support')));
  customer.close();
});

test('pdf: other scripts are in the attached text, long words and many lines find room', async () => {
  const id = await endedChat(['привет 👋 你好', 'x'.repeat(200), `${'word '.repeat(60)}end`, ...Array.from({ length: 20 }, (_, n) => `line ${n}\n\nmore`)]);
  const { lines, pages, attached } = readPdf((await transcript(id, 'pdf')).bytes);
  assert.ok(lines.includes('?????? ? ??'));
  assert.match(attached, /привет 👋 你好/);
  assert.ok(pages >= 2);
  assert.ok(lines.every((line) => line.length <= 91));
  assert.equal(lines.filter((line) => /^x+$/.test(line)).join(''), 'x'.repeat(200));
  assert.match(lines.join(' '), /(word ){60}end/);
});

test('pdf: nothing at all is still a page', () => {
  assert.equal(readPdf(writePdf([], { name: 'a(b).txt', text: '' })).pages, 1);
});

test('email: an empty body, and a mail in the outbox', async () => {
  const id = await endedChat(['by mail, please'], { email: 'ann@shop.example' });
  const { status, text, headers } = await transcript(id, 'email');
  assert.deepEqual([status, text], [200, '']);
  assert.equal(headers.get('Content-Type'), null);
  const mail = (await operator.outbox()).at(-1);
  assert.equal(mail?.recipient, 'ann@shop.example');
  assert.match(mail?.body ?? '', /by mail, please/);
});

test('email: without an address, or with one that is none, there is nobody to mail to', async () => {
  const before = (await operator.outbox()).length;
  assert.equal((await transcript(await endedChat(['x']), 'email')).status, 404);
  assert.equal((await transcript(await endedChat(['x'], { email: 'nowhere' }), 'email')).status, 404);
  assert.equal((await operator.outbox()).length, before);
});

test('too often is 503 with the time to wait', async () => {
  const id = await endedChat(['x'], { email: 'ann@shop.example' });
  for (let n = 0; n < 5; n++) assert.equal((await transcript(id, 'email')).status, 200);
  const { status, headers, body } = await transcript(id, 'email');
  assert.equal(status, 503);
  assert.equal(body['error']?.['code'], 503);
  assert.ok(Number(headers.get('Retry-After')) >= 1);
});

test('500 by fault; 404 where the site offers none', async () => {
  const id = await endedChat(['x']);
  await operator.faults({ do: 'status', status: 500, path: '/api/customer/transcript' });
  assert.equal((await transcript(id, 'pdf')).status, 500);
  assert.equal((await transcript(id, 'pdf')).status, 200);
  await operator.changeConfig({ features: { transcript: false } });
  assert.equal((await transcript(id, 'pdf')).status, 404);
});
