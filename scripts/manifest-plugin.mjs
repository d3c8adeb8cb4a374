// Makes of what the analyser found the one element that a page sees: `<chat-widget>`, with everything documented for it.
import { readOptionTable } from './option-table.mjs';
import { readPageFacts, readPageMethods } from './page-methods.mjs';

const byName = (name) => (declaration) => declaration.name === name;
const text = (value) => value?.replace(/\s+/g, ' ').trim();

/** What the platform and Lit call themselves is nobody else's to call; a handler of an inner element looks like a member. */
const isOfPlatform = ({ name }) => /Callback$|^observedAttributes$|^on[a-z]+$/.test(name);
const isPublic = (member) =>
  member.privacy !== 'private' && member.privacy !== 'protected' && !member.name.startsWith('#') && !isOfPlatform(member);

const quoted = (value) => (typeof value === 'boolean' ? String(value) : `'${value}'`);

function toAttribute({ option, attribute, type, default: value, sentence }) {
  // `open` is a method: as a property it could not be read as a boolean.
  const field = option === 'open' ? {} : { fieldName: option };
  return { name: attribute, type: { text: type }, default: quoted(value), description: sentence, ...field };
}

function toField({ option, attribute, type, default: value, sentence }) {
  return {
    kind: 'field',
    name: option,
    privacy: 'public',
    type: { text: type },
    default: quoted(value),
    description: sentence,
    attribute,
    reflects: true,
  };
}

/** The sentence of a getter: the analyser keeps the last one only, which is the setter's. */
function sentenceOfGetter(ts, source, name) {
  const getters = source.statements.filter(ts.isClassDeclaration).flatMap(({ members }) => members.filter(ts.isGetAccessor));
  const getter = getters.find((node) => node.name.getText(source) === name);
  return getter && ts.getTextOfJSDocComment(getter.jsDoc?.at(-1)?.comment);
}

/** The getter that answers a function is, for those who use it, a method. */
function toOpenMethod(description) {
  return {
    kind: 'method',
    name: 'open',
    privacy: 'public',
    return: { type: { text: 'Promise<void>' } },
    description: text(description),
  };
}

function toMember(member) {
  const { kind, name, type, parameters, static: isStatic, readonly, return: answer } = member;
  const description = text(member.description);
  return {
    kind,
    name,
    privacy: 'public',
    ...(isStatic && { static: true }),
    ...(readonly && { readonly }),
    ...(type && { type }),
    ...(parameters && { parameters }),
    ...(answer && { return: answer }),
    ...(description && { description }),
  };
}

/** The element's own of that name answers when the code for it has come. */
function toAnswering(member) {
  const text = member.return?.type?.text ?? 'void';
  return { ...member, return: { type: { text: text.startsWith('Promise<') ? text : `Promise<${text}>` } } };
}

const documented = (items = []) => items.map((item) => ({ ...item, description: text(item.description) }));

/** @returns {import('@custom-elements-manifest/analyzer').Plugin} */
export function chatWidgetPlugin() {
  let openSentence;
  return {
    name: 'chat-widget',
    collectPhase({ ts, node }) {
      if (ts.isSourceFile(node)) openSentence ??= sentenceOfGetter(ts, node, 'open');
    },
    packageLinkPhase({ customElementsManifest }) {
      const all = customElementsManifest.modules.flatMap(({ declarations }) => declarations ?? []);
      const host = all.find(byName('ChatWidget'));
      const panel = all.find(byName('ChatWidgetPanel'));
      const page = all.find(byName('Page'));
      const options = readOptionTable();
      const own = host.members.filter(isPublic);
      const isOption = ({ name }) => options.some(({ option }) => option === name);
      const rest = own.filter((member) => member.name !== 'open' && !isOption(member)).map(toMember);
      const methods = readPageMethods();
      const late = page.members.filter(({ name }) => methods.includes(name)).map(toMember);
      const element = {
        kind: 'class',
        customElement: true,
        name: 'ChatWidget',
        tagName: 'chat-widget',
        description: text(host.description),
        superclass: { name: 'HTMLElement' },
        attributes: options.map(toAttribute),
        members: [...options.filter(({ option }) => option !== 'open').map(toField), toOpenMethod(openSentence), ...rest, ...readPageFacts(), ...late.map(toAnswering)],
        events: documented(host.events),
        // One shadow root: what the panel documents is the element's.
        cssParts: documented([...(host.cssParts ?? []), ...(panel.cssParts ?? [])]),
        cssProperties: documented([...(host.cssProperties ?? []), ...(panel.cssProperties ?? [])]),
        cssStates: documented(host.cssStates),
        slots: documented([...(host.slots ?? []), ...(panel.slots ?? [])]),
      };
      const path = 'dist/index.js';
      const declaration = { name: 'ChatWidget', module: path };
      customElementsManifest.modules = [
        {
          kind: 'javascript-module',
          path,
          declarations: [element],
          exports: [
            { kind: 'js', name: 'ChatWidget', declaration },
            { kind: 'custom-element-definition', name: 'chat-widget', declaration },
          ],
        },
      ];
    },
  };
}
