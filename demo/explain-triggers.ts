import type { ChatWidget } from '../src/index.js';
import { explainStyles } from './explain-styles.js';

type Truth = boolean | undefined;
/** What `explainTriggers()` answers, as far as this needs it. */
type Part = { value: Truth; is?: string; condition?: object; now?: string | number; in?: number; all?: Part[]; any?: Part[]; not?: Part };
type Rule = { id: string; value: Truth; when: Part; then: string[]; limit?: string; missing: string[] };

const MARKS = { true: ['●', 'holds'], false: ['○', 'does not hold'], undefined: ['?', 'not known'] } as const;
const LIMITS: Readonly<Record<string, string>> = { once: 'done, once and for all', perVisit: 'done for this visit', cooldown: 'resting' };

function make(tag: string, className: string, ...content: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...content);
  return element;
}

function mark(value: Truth): HTMLElement {
  const [sign, words] = MARKS[`${value}`];
  const element = make('span', `mark ${value}`, sign);
  element.role = 'img';
  element.ariaLabel = words;
  return element;
}

function toWords({ is, condition, now, in: seconds }: Part): string {
  const { is: _, ...parameters } = condition as { is: string };
  const more = Object.values(parameters).join(', ');
  const seen = now === undefined ? '' : ` – now ${String(now)}`;
  return `${is}${more && ` (${more})`}${seen}${seconds === undefined ? '' : ` – in ${seconds} s`}`;
}

function toItem(part: Part): HTMLElement {
  if (part.is) return make('li', '', mark(part.value), toWords(part));
  const [word, parts] = part.all ? ['all of', part.all] : part.any ? ['any of', part.any] : ['not', [part.not!]];
  return make('li', '', mark(part.value), word, make('ul', '', ...parts.map(toItem)));
}

/**
 * Shows live why each rule of a widget does or does not do its part: for whoever writes the rules, not for visitors.
 * @returns the overlay; it ends with its removal from the page
 */
export function explainTriggers(widget: ChatWidget): HTMLElement {
  const host = make('section', 'explain-triggers');
  host.ariaLabel = 'Triggers';
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(explainStyles);
  root.adoptedStyleSheets.push(sheet);
  const list = make('div', 'rules');
  const log = make('p', 'log', 'Nothing has happened yet.');
  root.append(make('h2', '', 'Triggers'), list, log);
  const rows = new Map<string, HTMLElement>();

  function show(rule: Rule): HTMLElement {
    const row = rows.get(rule.id) ?? make('section', 'rule');
    rows.set(rule.id, row);
    const run = row.querySelector('button') ?? make('button', '', 'Run');
    run.ariaLabel = `Run ${rule.id}`;
    run.onclick = () => void widget.runTrigger(rule.id);
    const state = rule.limit ? (LIMITS[rule.limit] ?? rule.limit) : rule.missing.length ? `${rule.missing.length} missing` : 'holds';
    const title = make('h3', '', mark(rule.value), rule.id, make('small', '', ` → ${rule.then.join(', ')} · ${state}`));
    // The button stays the same one: somebody may be about to press it.
    for (const old of [...row.children]) if (old !== run) old.remove();
    row.prepend(title);
    row.append(make('ul', '', toItem(rule.when)));
    if (!run.isConnected) title.after(run);
    return row;
  }

  async function refresh(): Promise<void> {
    const rules = (await (await widget.ready).explainTriggers()) as Rule[];
    const shown = rules.map(show);
    for (const row of [...list.children]) if (!shown.includes(row as HTMLElement)) row.remove();
    shown.forEach((row, index) => list.children[index] !== row && list.insertBefore(row, list.children[index] ?? null));
  }

  const note = ({ detail }: Event & { detail?: { id: string; action: string } }): void => {
    log.textContent = `${new Date().toLocaleTimeString()}: ${detail!.id} → ${detail!.action}`;
    void refresh();
  };
  widget.addEventListener('chat-trigger', note);
  const timer = setInterval(() => {
    if (host.isConnected) return void refresh();
    clearInterval(timer);
    widget.removeEventListener('chat-trigger', note);
  }, 1000);
  void refresh();
  return host;
}
