import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';
// @ts-expect-error -- a plain script, shared with the analyser
import { readPageMethods } from '../../scripts/page-methods.mjs';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const page = read('docs/page-api.md');
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found]) => found!);

/** The names of the members of a class, interface or type literal, private ones apart. */
function membersOf(file: string, owner: string): string[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isOwner = (ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node)) && node.name?.text === owner;
    if (isOwner) {
      for (const { name } of node.members) if (name && !ts.isPrivateIdentifier(name)) found.push(name.getText().replace(/'/g, ''));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('the page about the page API', () => {
  it('has every event, and no other', () => {
    const events = membersOf('src/events.ts', 'ChatEventDetails');
    const [, table = ''] = page.split('## Events');
    const named = all(table.split('```')[0]!, /`(chat-[a-z-]+)`/g);
    assert.deepEqual([...new Set(named)].sort(), events.sort());
  });

  it('names every method of the element', () => {
    const own = membersOf('src/chat-widget.ts', 'ChatWidget').filter((name) => /^(open|close|toggle|send)$/.test(name));
    const later = readPageMethods() as string[];
    const members = membersOf('src/page/page.ts', 'Page');
    assert.deepEqual(later.filter((name) => !members.includes(name)), []);
    const missing = [...own, ...later].filter((name) => !new RegExp(`\\b${name}\\(`).test(page) && !page.includes(`\`${name}\``));
    assert.deepEqual(missing, []);
  });

  it('names everything that a conversation and the page object can do', () => {
    const names = [...membersOf('src/core/chat.ts', 'Chat'), ...membersOf('src/testing/chat-driver.ts', 'ChatDriver')];
    const inner = ['show', 'reset', 'forget', 'identify', 'setTyping', 'availability', 'storage', 'setHours', 'extension'];
    assert.deepEqual(names.filter((name) => !inner.includes(name) && !new RegExp(`\\b${name}\\b`).test(page)), []);
  });

  it('names only methods of the page object that it has', () => {
    const [, tests = ''] = page.split('## Tests of your own site');
    const used = all(tests, /\bchat\.(\w+)\(/g);
    const known = membersOf('src/testing/chat-driver.ts', 'ChatDriver');
    assert.deepEqual(used.filter((name) => !known.includes(name)), []);
  });
});
