// Reads the two tables of options, src/attributes.ts and src/more-attributes.ts, with their sentences: they are comments, so only a parser sees them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const SOURCES = join(import.meta.dirname, '../src');

const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

function variables(file) {
  const path = join(SOURCES, file);
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
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
 * @returns {{option: string, attribute: string, type: string, words: string[], default: string | boolean, sentence: string, isLate: boolean}[]}
 * every option in the order of the tables; `words` are the values it knows, where it knows a few only;
 * `isLate` those of `more-attributes.ts`
 */
export function readOptionTable() {
  const words = new Map(members(variables('option-words.ts').get('WORDS')).map(([name, value]) => [name, value.text.split(' ')]));
  const toLine = (isLate) => ([name, value, node]) => {
    const attribute = kebab(name);
    const isBoolean = !ts.isStringLiteral(value);
    const known = words.get(attribute) ?? [];
    const listed = known.map((word) => `'${word}'`).join(' | ');
    const sentence = ts.getTextOfJSDocComment(node.jsDoc?.at(-1)?.comment) ?? '';
    return {
      option: camel(name),
      attribute,
      type: isBoolean ? 'boolean' : listed || 'string',
      words: known,
      default: isBoolean ? value.kind === ts.SyntaxKind.TrueKeyword : value.text,
      sentence: sentence.replace(/\s+/g, ' ').trim(),
      isLate,
    };
  };
  return [
    ...members(variables('attributes.ts').get('DEFAULTS')).map(toLine(false)),
    ...members(variables('more-attributes.ts').get('MORE')).map(toLine(true)),
  ];
}
