import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import type { Field } from '../forms/fields.js';
import { askedFor, needsPatterns, problemOf, toSubmission, usePatterns, validate } from '../forms/validate.js';
import type { FormValues, Problem } from '../forms/validate.js';
import { fieldView, labelOf } from './field-view.js';
import { createKeep, scopeOf } from '../storage/keep.js';
import type { Keep } from '../storage/keep.js';
import { knownFor } from './forms/known-for.js';
import { keepTyped, readTyped } from './forms/typed.js';
import { icons } from './icons.js';
import { PanelPart } from './panel-part.js';
import { problemWords } from './problem-words.js';

const importRegExp = () => import('../triggers/reg-exp.js');

/** Rejections of `submit` as the transports make them. */
type Refusal = { fields?: Record<string, string>; code?: string; retryAfterMs?: number };

const REASONS: Readonly<Record<string, Problem['code']>> = { required: 'required', too_long: 'tooLong' };

/**
 * One form: its fields, and what is wrong with them, told only once somebody has left a field or
 * has tried to send. Values stay whatever happens, until they are sent.
 */
export class ChatWidgetForm extends PanelPart {
  static override properties: PropertyDeclarations = {
    kind: { attribute: false },
    fields: { attribute: false },
    known: { attribute: false },
    label: { attribute: false },
    submit: { attribute: false },
    typed: { state: true },
    problems: { state: true },
    failure: { state: true },
    isBusy: { state: true },
    hasTried: { state: true },
  };
  /** Which form it is, for the page. */
  declare kind: string;
  declare fields: readonly Field[];
  /** What is known already: a field that nobody has typed into has it. */
  declare known: FormValues;
  /** Of the button. */
  declare label: unknown;
  /** Sends the values; a rejection leaves them where they are, and so does the answer false. */
  declare submit: (values: FormValues) => Promise<boolean | void>;
  /** The visitor's own, by field; what a form before this one has not sent is among them. */
  declare typed: FormValues;
  declare problems: Record<string, Problem>;
  declare failure: string;
  declare isBusy: boolean;
  declare hasTried: boolean;
  #patterns: Promise<void> | undefined;
  /** Of the visitor for whom the form was opened, whoever is there when it has been sent. */
  #keep: Keep | undefined;

  constructor() {
    super();
    this.kind = 'form';
    this.known = {};
    this.typed = {};
    this.#reset();
  }

  /** Everything that is in the form. */
  get values(): FormValues {
    return Object.fromEntries(this.fields.map((field) => [field.name, this.#valueOf(field)]));
  }

  #valueOf(field: Field): string {
    const { name, type, default: first = '' } = field;
    if (type === 'hidden') return first;
    const value = this.typed[name] ?? knownFor(field, this.known) ?? first;
    // No option shows what is not among them.
    return problemOf(field, value)?.code === 'choice' ? '' : value;
  }

  /** Takes a value out, because it goes on elsewhere. */
  take(name: string): string {
    const { [name]: value = '', ...typed } = this.typed;
    this.typed = typed;
    this.#keepTyped();
    return value.trim();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.get('kind')) {
      this.#reset();
      this.typed = readTyped(this.#keep!);
    }
    if (changed.has('fields') && needsPatterns(this.fields)) this.#loadPatterns();
    if (this.#keep) return;
    const { host } = this.scope;
    this.#keep = createKeep(host, true, scopeOf(host));
    this.typed = { ...readTyped(this.#keep), ...this.typed };
  }

  /** Without the code for them the backend checks. */
  #loadPatterns(): void {
    this.#patterns = importRegExp().catch(importRegExp).then(({ compileRegExp }) => usePatterns(compileRegExp), () => {});
  }

  /** Nothing is wrong yet: also of another form in the same place, whatever was wrong with the last one. */
  #reset(): void {
    this.problems = {};
    this.failure = '';
    this.hasTried = false;
    this.isBusy = false;
  }

  protected override render(): TemplateResult {
    const { t } = this.scope.localize;
    const shown = this.#shown();
    return html`<form class="form" part="form" novalidate @submit=${this.#handleSubmit}>
      ${this.#summary(shown)}
      ${shown.map((field) => fieldView(field, this.#context(field)))}
      ${this.failure ? html`<p class="complaint" part="error" role="alert">${icons.alert}${this.failure}</p>` : nothing}
      <footer>
        <button class="button main" part="submit" aria-disabled=${this.isBusy}>
          ${this.isBusy ? t('form.sending') : this.label}
        </button>
      </footer>
    </form>`;
  }

  #shown(): Field[] {
    return askedFor(this.fields, this.values).filter(({ type }) => type !== 'hidden');
  }

  #id({ name }: Field): string {
    return `${this.kind}-${this.fields.findIndex((field) => field.name === name)}`;
  }

  #context(field: Field) {
    const { name } = field;
    const problem = this.problems[name];
    const { localize } = this.scope;
    return {
      id: this.#id(field),
      value: this.values[name] ?? '',
      problem: problem && problemWords(problem, localize),
      localize,
      onInput: (value: string) => this.#input(field, value),
      onBlur: () => this.#check(field),
    };
  }

  /** Takes the focus after a failed try; each line leads to its field. */
  #summary(shown: readonly Field[]): TemplateResult | typeof nothing {
    const wrong = shown.filter(({ name }) => this.problems[name]);
    if (!this.hasTried || !wrong.length) return nothing;
    const { localize } = this.scope;
    return html`<div class="summary" part="error-summary" role="alert" tabindex="-1">
      ${icons.alert}
      <div>
        <b>${localize.t('error.summary', { count: wrong.length })}</b>
        <ul>
          ${wrong.map((field) => html`<li>${this.#wayTo(field)}</li>`)}
        </ul>
      </div>
    </div>`;
  }

  #wayTo(field: Field): TemplateResult {
    const { localize } = this.scope;
    const label = labelOf(field, localize);
    // A question needs no colon.
    return html`<a href="#${this.#id(field)}" @click=${(event: Event) => this.#go(event, field)}
      ><bdi>${label}</bdi>${/[?!.:؟？]$/.test(label) ? '' : ':'} ${problemWords(this.problems[field.name]!, localize)}</a
    >`;
  }

  #go(event: Event, field: Field): void {
    event.preventDefault();
    const place = this.querySelector<HTMLElement>(`#${this.#id(field)}`);
    (place?.querySelector<HTMLElement>('input') ?? place)?.focus();
  }

  #input(field: Field, value: string): void {
    this.typed = { ...this.typed, [field.name]: value };
    this.#keepTyped();
    // What was said to be wrong is taken back as soon as it is right, and not before.
    if (this.problems[field.name]) this.#check(field);
  }

  #check(field: Field): void {
    const { [field.name]: _, ...others } = this.problems;
    const value = this.values[field.name];
    const problem = this.#malformed(field) ?? problemOf(field, value);
    // Who only passes through a field has not left it empty by mistake.
    const isTold = problem && (this.hasTried || value?.trim() || this.#malformed(field));
    this.problems = isTold ? { ...others, [field.name]: problem } : others;
  }

  /** A consent is given anew each time. */
  #keepTyped(): void {
    const consents = this.fields.filter(({ type }) => type === 'consent').map(({ name }) => name);
    keepTyped(this.#keep!, Object.fromEntries(Object.entries(this.typed).filter(([name]) => !consents.includes(name))));
  }

  /** Half a date or half a number: the browser holds it back, and its value looks empty. */
  #malformed(field: Field): Problem | undefined {
    const input = this.querySelector<HTMLInputElement>(`#${this.#id(field)}`);
    return input?.validity?.badInput ? { code: field.type === 'date' ? 'date' : 'number' } : undefined;
  }

  #validate(): Record<string, Problem> {
    const problems = validate(this.fields, this.values);
    for (const field of this.#shown()) problems[field.name] = this.#malformed(field) ?? problems[field.name]!;
    return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem));
  }

  #handleSubmit = (event: Event): void => {
    event.preventDefault();
    void this.#send();
  };

  /** The page may keep it back: then nothing happens, and everything stays. */
  #isAllowed(values: FormValues): boolean {
    const detail = { kind: this.kind, fields: Object.keys(values) };
    const event = new CustomEvent('chat-form-submit', { detail, cancelable: true, bubbles: true, composed: true });
    return this.scope.host.dispatchEvent(event);
  }

  async #send(): Promise<void> {
    await this.#patterns;
    if (this.isBusy) return;
    this.failure = '';
    this.hasTried = true;
    this.problems = this.#validate();
    if (Object.keys(this.problems).length) return this.#toSummary();
    const values = toSubmission(this.fields, this.values);
    if (!this.#isAllowed(values)) return;
    const { kind, typed: sent } = this;
    const isSame = (): boolean => kind === this.kind;
    this.isBusy = true;
    try {
      if ((await this.submit(values)) === false) return;
      // What has been written meanwhile is not sent.
      this.typed = Object.fromEntries(Object.entries(this.typed).filter(([name, value]) => value !== sent[name]));
      this.#keepTyped();
      if (isSame()) this.hasTried = false;
    } catch (thrown) {
      // Where another form stands by now, this one is there again when it is its turn.
      if (isSame()) await this.#refused(Object(thrown) as Refusal);
    } finally {
      if (isSame()) this.isBusy = false;
    }
  }

  async #refused({ fields, code, retryAfterMs }: Refusal): Promise<void> {
    const { t, duration } = this.scope.localize;
    // Of one that is not seen the visitor can mend nothing: that is told as any other failure.
    const named = this.#shown().filter(({ name }) => fields && Object.hasOwn(fields, name));
    this.problems = Object.fromEntries(
      named.map(({ name }) => [name, { code: REASONS[fields![name]!] ?? 'pattern' } as Problem]),
    );
    if (named.length) return this.#toSummary();
    const isTooOften = code === 'rate-limited' && retryAfterMs;
    this.failure = isTooOften ? t('error.rateLimit', { duration: duration(retryAfterMs) }) : t('error.generic');
  }

  async #toSummary(): Promise<void> {
    await this.updateComplete;
    this.querySelector<HTMLElement>('.summary')?.focus();
  }
}
