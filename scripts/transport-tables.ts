// What the transports themselves say of what they can: tables for the README, made from the code.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { ChatConfig } from '../src/core/config.js';
import type { CreateTransport, Transport } from '../src/core/transport.js';
import { createContractClock } from '../src/testing/contract-clock.js';

const FOLDER = join(import.meta.dirname, '../src/transports');

/** In the order of the README. */
export const TRANSPORTS = ['rest', 'rocketchat', 'expertflow', 'pancake', 'chatgonow', 'chatvisor', 'mock'] as const;
type Name = (typeof TRANSPORTS)[number];

/** Everything that any of them insists on. */
const OPTIONS = { key: 'key', 'page-id': 'page' };

/** @param fetch told of whatever the transport asks */
async function create(name: Name, uploader?: ChatConfig['uploader'], fetch = globalThis.fetch): Promise<Transport> {
  const { createTransport } = (await import(join(FOLDER, name, `${name}.ts`))) as { createTransport: CreateTransport };
  return createTransport({
    config: {
      transport: name,
      endpoint: 'https://chat.example',
      site: '',
      locale: 'en',
      options: OPTIONS,
      ...(uploader && { uploader }),
    },
    emit: () => undefined,
    clock: createContractClock(),
    fetch,
    WebSocket: class {} as unknown as typeof WebSocket,
  });
}

type Level = 'native' | 'emulated' | '–';
type Feature = { label: string; level(plain: Transport, withUploader: Transport, asks: boolean): Level };

const method = (label: string, name: keyof Transport, otherwise: Level = '–'): Feature => ({
  label,
  level: (plain, withUploader) => (plain[name] ? 'native' : withUploader[name] ? 'emulated' : otherwise),
});

const FEATURES: readonly Feature[] = [
  {
    label: 'Texts and colours before anybody is known',
    level: (_plain, _withUploader, asks) => (asks ? 'native' : '–'),
  },
  method('Earlier messages, page by page', 'loadHistory'),
  {
    label: 'A lost answer is no second message',
    level: ({ idempotentSend, loadHistory }) => (idempotentSend ? 'native' : loadHistory ? 'emulated' : '–'),
  },
  method('Pictures and files', 'upload'),
  method('Typing of the visitor', 'setTyping'),
  method('Read receipts of the visitor', 'markRead'),
  method('Registration', 'register'),
  method('A message while nobody is there', 'sendOfflineMessage'),
  method('Change of department', 'selectDepartment'),
  method('End by the visitor', 'endConversation'),
  method('Transcript', 'requestTranscript', 'emulated'),
  method('Rating', 'rate'),
  method('What the page learns of the visitor later', 'identify'),
  method('The page the visitor is on', 'setPage'),
  method('Erasure of the visitor', 'forgetVisitor'),
];

export type Table = { head: string[]; rows: string[][] };

/** Whether the backend is asked before anybody is known; otherwise only the transport speaks. */
async function asksFirst(name: Name): Promise<boolean> {
  let isAsked = false;
  const transport = await create(name, undefined, () => {
    isAsked = true;
    return Promise.reject(new TypeError('nobody is there'));
  });
  await transport.prepare?.(new AbortController().signal).catch(() => undefined);
  await transport.disconnect();
  return isAsked;
}

/** Backend × feature. */
export async function capabilityTable(): Promise<Table> {
  const made = await Promise.all(
    TRANSPORTS.map(async (name) => {
      return [await create(name), await create(name, () => Promise.resolve('')), await asksFirst(name)] as const;
    }),
  );
  return {
    head: ['', ...TRANSPORTS.map((name) => `\`${name}\``)],
    rows: FEATURES.map(({ label, level }) => [label, ...made.map((each) => level(...each))]),
  };
}

/** The attributes that only one transport reads, from the type that describes them. */
export function optionTable(name: Name): Table {
  const file = join(FOLDER, name, `${name}-options.ts`);
  const head = ['Attribute', 'Type', 'What it does'];
  if (!existsSync(file)) return { head, rows: [] };
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const rows: string[][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertySignature(node) && node.type) {
      const attribute = ts.isStringLiteral(node.name) ? node.name.text : node.name.getText();
      const comment = ts.getJSDocCommentsAndTags(node).map((doc) => (doc as ts.JSDoc).comment).join(' ').replace(/\s+/g, ' ');
      rows.push([attribute, node.type.getText(), comment]);
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { head, rows };
}
