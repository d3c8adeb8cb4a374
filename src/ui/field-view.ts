import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { safeUrl } from '../core/safe-url.js';
import { CHECKED } from '../forms/fields.js';
import type { Field } from '../forms/fields.js';
import type { Localize } from '../i18n/localize.js';
import { icons } from './icons.js';

/** What a field is drawn from. `id` is unique in the shadow root. */
export type FieldContext = {
  id: string;
  value: string;
  /** What is wrong with it, in words. */
  problem: string | undefined;
  localize: Localize;
  /** The visitor has changed it, or has left it. */
  onInput(value: string): void;
  onBlur(): void;
};

/** Addresses and numbers are read from left to right in every language. */
const LTR = ['email', 'tel', 'url', 'number', 'date'];

const valueOf = (event: Event): string => (event.target as HTMLInputElement).value;

/** The form's own words, else ours for a well-known name, else that name. */
export const labelOf = ({ label, name }: Field, { find }: Localize): string => label ?? find(`form.${name}`, {}) ?? name;

/** Ids of what explains a field. */
const describedBy = ({ id, problem }: FieldContext, { help }: Field): string | typeof nothing =>
  [help && `${id}-help`, problem && `${id}-problem`].filter(Boolean).join(' ') || nothing;

function control(field: Field, context: FieldContext): TemplateResult {
  const { id, value, problem, localize, onInput, onBlur } = context;
  const { type, required, maxLength, autocomplete, placeholder } = field;
  const described = describedBy(context, field);
  const input = (event: Event): void => onInput(valueOf(event));
  if (type === 'textarea') {
    return html`<textarea
      id=${id}
      part="input"
      rows="4"
      dir="auto"
      autocomplete=${autocomplete ?? nothing}
      placeholder=${placeholder ?? nothing}
      maxlength=${maxLength ?? nothing}
      ?required=${required}
      aria-invalid=${!!problem}
      aria-describedby=${described}
      .value=${live(value)}
      @input=${input}
      @blur=${onBlur}
    ></textarea>`;
  }
  if (type === 'select') {
    return html`<span class="select"><select
      id=${id}
      part="input"
      autocomplete=${autocomplete ?? nothing}
      ?required=${required}
      aria-invalid=${!!problem}
      aria-describedby=${described}
      @change=${input}
      @blur=${onBlur}
    >
      <option value="" ?selected=${!value}>${localize.t('form.choose')}</option>
      ${field.options.map(
        (option) => html`<option value=${option.value} ?selected=${option.value === value}>${option.label}</option>`,
      )}
    </select></span>`;
  }
  return html`<input
    id=${id}
    part="input"
    type=${type}
    dir=${LTR.includes(type) ? 'ltr' : 'auto'}
    autocomplete=${autocomplete ?? nothing}
    placeholder=${placeholder ?? nothing}
    maxlength=${maxLength ?? nothing}
    ?required=${required}
    aria-invalid=${!!problem}
    aria-describedby=${described}
    .value=${live(value)}
    @input=${input}
    @blur=${onBlur}
  />`;
}

/** What explains it, and what is wrong with it. */
const notes = ({ help }: Field, { id, problem }: FieldContext): unknown[] => [
  help ? html`<p class="help" part="hint" id="${id}-help"><bdi>${help}</bdi></p>` : nothing,
  problem ? html`<p class="complaint" part="error" id="${id}-problem">${icons.alert}${problem}</p>` : nothing,
];

/** One box to tick: a question, or something to agree to. */
function tick(field: Field, context: FieldContext): TemplateResult {
  const { id, value, problem, localize, onInput, onBlur } = context;
  const href = field.link && safeUrl('link', field.link);
  return html`<div class="field" part="field">
    <div class="tick">
      <input
        id=${id}
        part="input"
        type="checkbox"
        ?required=${field.required}
        aria-invalid=${!!problem}
        aria-describedby=${describedBy(context, field)}
        .checked=${live(!!value)}
        @change=${(event: Event) => onInput((event.target as HTMLInputElement).checked ? CHECKED : '')}
        @blur=${onBlur}
      />
      <label for=${id} part="label"><bdi>${labelOf(field, localize)}</bdi></label>
      ${href
        ? html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow ugc"
            >${localize.t('form.consent')}<span class="vh">(${localize.t('msg.newTab')})</span></a
          >`
        : nothing}
    </div>
    ${notes(field, context)}
  </div>`;
}

/** One choice of several, all of them in sight. */
function radios(field: Field, context: FieldContext): TemplateResult {
  const { id, value, problem, onInput, onBlur } = context;
  return html`<fieldset
    class="field"
    part="field"
    id=${id}
    tabindex="-1"
    aria-invalid=${!!problem}
    aria-describedby=${describedBy(context, field)}
  >
    <legend part="label"><bdi>${labelOf(field, context.localize)}</bdi>${optional(field, context)}</legend>
    ${field.options.map(
      (option, index) => html`<div class="tick">
        <input
          id="${id}-${index}"
          type="radio"
          name=${id}
          part="input"
          ?required=${field.required}
          .checked=${live(option.value === value)}
          @change=${() => onInput(option.value)}
          @blur=${onBlur}
        /><label for="${id}-${index}"><bdi>${option.label}</bdi></label>
      </div>`,
    )}
    ${notes(field, context)}
  </fieldset>`;
}

/** What may be left out says so; where there is an end to what can be written, it says how near that is. */
function optional({ required, type, maxLength }: Field, { localize, value }: FieldContext): TemplateResult | typeof nothing {
  if (type === 'textarea' && maxLength) {
    // Not for the ear: it would be part of the field's name, and another one at each key.
    return html`<small aria-hidden="true">${localize.number(value.length)} / ${localize.number(maxLength)}</small>`;
  }
  return required ? nothing : html`<small>${localize.t('form.optional')}</small>`;
}

/** A field with its label, its help and what is wrong with it. */
export function fieldView(field: Field, context: FieldContext): TemplateResult {
  if (field.type === 'consent' || field.type === 'checkbox') return tick(field, context);
  if (field.type === 'radio') return radios(field, context);
  return html`<div class="field" part="field">
    <label for=${context.id} part="label"><bdi>${labelOf(field, context.localize)}</bdi>${optional(field, context)}</label>
    ${control(field, context)}${notes(field, context)}
  </div>`;
}
