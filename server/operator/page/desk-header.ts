import { css, html, LitElement } from 'lit';
import { isSoundOn, setSound } from './chime.js';
import type { Availability } from './desk-types.js';
import type { Desk } from './desk.js';
import { muteIcon, soundIcon } from './icons.js';
import { baseStyles } from './base-styles.js';

const choices: { value: Availability; label: string }[] = [
  { value: 'online', label: 'Online' },
  { value: 'busy', label: 'Busy' },
  { value: 'offline', label: 'Offline' },
];

/** The operator's own line: site, name, availability, sound. */
export class DeskHeader extends LitElement {
  static override properties = { desk: { attribute: false }, version: { attribute: false } };
  static override styles = [
    baseStyles,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 14px;
        padding: 10px 20px;
        border-bottom: 1px solid var(--line);
      }
      h1 {
        flex: 1;
        min-width: 0;
        margin: 0;
        overflow: hidden;
        font-size: 16px;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      h1 span {
        color: var(--ink-soft);
        font-weight: 400;
      }
      label {
        display: flex;
        align-items: center;
        gap: 8px;
        color: var(--ink-soft);
      }
      input,
      select {
        min-height: 36px;
        padding: 0 10px;
        border: 1px solid var(--line-strong);
        border-radius: 8px;
        background: var(--paper);
        color: var(--ink);
      }
      input {
        width: 150px;
      }
      .dot {
        width: 10px;
        height: 10px;
        border-radius: 50%;
        background: var(--line-strong);
      }
      .dot.online {
        background: #2f9e64;
      }
      .dot.busy {
        background: #d98a12;
      }
      @media (max-width: 700px) {
        header {
          padding: 8px 12px;
        }
        h1 span,
        label > span:not(.dot) {
          position: absolute;
          overflow: hidden;
          width: 1px;
          height: 1px;
          clip-path: inset(50%);
        }
        .name {
          order: 1;
          flex-basis: 100%;
        }
        :host([reading]) .name {
          display: none;
        }
        input {
          width: 100%;
        }
      }
    `,
  ];

  declare desk: Desk;
  /** Changes whenever the desk did, since the desk itself stays the same object. */
  declare version: number;

  override render() {
    const { state } = this.desk;
    const availability = state?.availability ?? 'offline';
    const sound = isSoundOn();
    return html`
      <header>
        <h1>${state?.site.title ?? 'Chat'} <span>operator console</span></h1>
        <label class="name">
          <span>Your name</span>
          <input
            data-testid="operator-name"
            maxlength="100"
            .value=${state?.operator.name ?? ''}
            @change=${this.#handleName}
          />
        </label>
        <label class="availability">
          <span class="dot ${availability}"></span>
          <span>You are</span>
          <select data-testid="availability" @change=${this.#handleAvailability}>
            ${choices.map(
              ({ value, label }) => html`<option value=${value} ?selected=${value === availability}>${label}</option>`,
            )}
          </select>
        </label>
        <button
          class="button icon"
          data-testid="sound-toggle"
          aria-pressed=${sound}
          aria-label="Sound on new messages"
          title=${sound ? 'Sound is on' : 'Sound is off'}
          @click=${this.#handleSound}
        >
          ${sound ? soundIcon : muteIcon}
        </button>
      </header>
    `;
  }

  #handleName(event: Event): void {
    const input = event.currentTarget as HTMLInputElement;
    const name = input.value.trim();
    if (name === '') input.value = this.desk.state?.operator.name ?? '';
    else void this.desk.attempt(() => this.desk.api.setState({ name }));
  }

  #handleAvailability(event: Event): void {
    const availability = (event.currentTarget as HTMLSelectElement).value as Availability;
    void this.desk.attempt(() => this.desk.api.setState({ availability }));
  }

  #handleSound(): void {
    setSound(!isSoundOn());
    this.requestUpdate();
  }
}

customElements.define('desk-header', DeskHeader);
