// Reads the one table of options, src/attributes.ts, with its sentences: they are comments, so only a parser sees them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const FILE = join(import.meta.dirname, '../src/attributes.ts');

const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function variables(source) {
  const found = new Map();
  for (const statement of source.statements.filter(ts.isVariableStatement)) {
    for (const { name, initializer } of statement.declarationList.declarations) {
      let value = initializer;
      while (value && (ts.isAsExpression(value) || ts.isSatisfiesExpression(value))) value = value.expression;
      found.set(name.getText(source), value);
    }
  }
  return found;
}

const members = (object) =>
  object.properties.filter(ts.isPropertyAssignment).map((node) => [node.name.text, node.initializer, node]);

/**
 * @returns {{option: string, attribute: string, type: string, words: string[], default: string | boolean, sentence: string}[]}
 * every option in the order of the table; `words` are the values it knows, where it knows a few only
 */
export function readOptionTable() {
  const source = ts.createSourceFile(FILE, readFileSync(FILE, 'utf8'), ts.ScriptTarget.Latest, true);
  const found = variables(source);
  const words = new Map(members(found.get('WORDS')).map(([name, value]) => [name, value.text.split(' ')]));
  return members(found.get('DEFAULTS')).map(([option, value, node]) => {
    const isBoolean = !ts.isStringLiteral(value);
    const known = words.get(option) ?? [];
    const listed = known.map((word) => `'${word}'`).join(' | ');
    const sentence = ts.getTextOfJSDocComment(node.jsDoc?.at(-1)?.comment) ?? '';
    return {
      option,
      attribute: kebab(option),
      type: isBoolean ? 'boolean' : listed || 'string',
      words: known,
      default: isBoolean ? value.kind === ts.SyntaxKind.TrueKeyword : value.text,
      sentence: sentence.replace(/\s+/g, ' ').trim(),
    };
  });
}
