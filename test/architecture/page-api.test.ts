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
  it('tells of methods that are there', () => {
    const members = membersOf('src/page/page.ts', 'Page');
    assert.deepEqual((readPageMethods() as string[]).filter((name) => !members.includes(name)), []);
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
