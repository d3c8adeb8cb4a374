import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import type { Field } from '../forms/fields.js';
import { isVisible, problemOf, toSubmission, validate } from '../forms/validate.js';
import type { FormValues, Problem } from '../forms/validate.js';
import { fieldView, labelOf } from './field-view.js';
import { icons } from './icons.js';
import { PanelPart } from './panel-part.js';
import { problemWords } from './problem-words.js';

/** Rejections of `submit` as the transports make them. */
type Refusal = { fields?: Record<string, string>; code?: string; retryAfterMs?: number };

const REASONS: Readonly<Record<string, Problem['code']>> = { required: 'required', too_long: 'tooLong' };

/**
 * One form: its fields, and what is wrong with them, told only once somebody has left a field or
 * has tried to send. Values stay whatever happens, until they are sent.
 */
export class ChatWidgetForm extends PanelPart {
  static override properties: PropertyDeclarations = {
    fields: { attribute: false },
    known: { attribute: false },
    label: {},
    submit: { attribute: false },
    values: { state: true },
    problems: { state: true },
    failure: { state: true },
    isBusy: { state: true },
    hasTried: { state: true },
  };
  declare fields: Field[];
  /** What is known already: fields begin with it. */
  declare known: FormValues;
  /** Of the button. */
  declare label: string;
  /** Sends the values; a rejection leaves them where they are. */
  declare submit: (values: FormValues) => Promise<void>;
  declare values: FormValues;
  declare problems: Record<string, Problem>;
  declare failure: string;
  declare isBusy: boolean;
  declare hasTried: boolean;

  constructor() {
    super();
    this.known = {};
    this.values = {};
    this.problems = {};
    this.failure = '';
    this.isBusy = false;
    this.hasTried = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('fields')) return;
    const begun = this.fields.map(({ name, default: first }) => [name, this.known[name] ?? first ?? '']);
    this.values = { ...Object.fromEntries(begun), ...this.values };
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
    return this.fields.filter((field) => field.type !== 'hidden' && isVisible(field, this.values));
  }

  #id({ name }: Field): string {
    return `field-${this.fields.findIndex((field) => field.name === name)}`;
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
          ${wrong.map(
            (field) => html`<li>
              <a href="#${this.#id(field)}" @click=${(event: Event) => this.#go(event, field)}
                ><bdi>${labelOf(field, localize)}</bdi>: ${problemWords(this.problems[field.name]!, localize)}</a
              >
            </li>`,
          )}
        </ul>
      </div>
    </div>`;
  }

  #go(event: Event, field: Field): void {
    event.preventDefault();
    const place = this.querySelector<HTMLElement>(`#${this.#id(field)}`);
    (place?.querySelector<HTMLElement>('input') ?? place)?.focus();
  }

  #input(field: Field, value: string): void {
    this.values = { ...this.values, [field.name]: value };
    // What was said to be wrong is taken back as soon as it is right, and not before.
    if (this.problems[field.name]) this.#check(field);
  }

  #check(field: Field): void {
    const { [field.name]: _, ...others } = this.problems;
    const value = this.values[field.name];
    const problem = problemOf(field, value);
    // Who only passes through a field has not left it empty by mistake.
    const isTold = problem && (this.hasTried || value?.trim());
    this.problems = isTold ? { ...others, [field.name]: problem } : others;
  }

  #handleSubmit = (event: Event): void => {
    event.preventDefault();
    if (!this.isBusy) void this.#send();
  };

  async #send(): Promise<void> {
    this.failure = '';
    this.hasTried = true;
    this.problems = validate(this.fields, this.values);
    if (Object.keys(this.problems).length) return this.#toSummary();
    this.isBusy = true;
    try {
      await this.submit(toSubmission(this.fields, this.values));
      this.values = {};
      this.hasTried = false;
    } catch (thrown) {
      await this.#refused(Object(thrown) as Refusal);
    } finally {
      this.isBusy = false;
    }
  }

  async #refused({ fields, code, retryAfterMs }: Refusal): Promise<void> {
    const { t, duration } = this.scope.localize;
    const named = this.fields.filter(({ name }) => fields && Object.hasOwn(fields, name));
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
