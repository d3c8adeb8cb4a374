import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { enAttention } from '../i18n/en-attention.js';
import { enMenu } from '../i18n/en-menu.js';
import { addEnglish } from '../i18n/localize.js';
import { adopt } from './adopt.js';
import { sound } from './attention/attend.js';
import { canNotify, isNotifyOn, setNotify } from './attention/notify-setting.js';
import { icon, icons } from './icons.js';
import { knownValues } from './known-values.js';
import { toMenuItems } from './menu-items.js';
import type { MenuItem } from './menu-items.js';
import { moveInMenu } from './menu-keys.js';
import { SMALL } from './mobile/follow-viewport.js';
import type { ChatWidgetPanel } from './panel.js';
import { PanelPart } from './panel-part.js';
import { loadSize } from './size/load-size.js';
import { menuStyles } from './styles/menu-styles.js';

addEnglish(enMenu);
addEnglish(enAttention);

const DOTS = icon('M5 12h.1M12 12h.1M19 12h.1');
const importDownload = () => import('./download.js');
const importSearch = () => import('./search/search.js');

/** The button in the header and what it opens; there is none while there is nothing to wish for. */
export class ChatWidgetMenu extends PanelPart {
  static override properties: PropertyDeclarations = { view: { state: true } };
  /** Closed, the list, the departments, or a question about one of the items. */
  declare view: 'closed' | 'items' | 'departments' | MenuItem;
  #isMoving = false;

  constructor() {
    super();
    this.view = 'closed';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, menuStyles);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { host } = this.scope;
    const notifies = canNotify() ? isNotifyOn(host) : undefined;
    const size = this.#size();
    const offered = toMenuItems(this.state, sound.isOn(host), notifies);
    const items = size ? [size, ...offered] : offered;
    if (!items.length) return nothing;
    const isOpen = this.view !== 'closed';
    const label = this.scope.localize.t('panel.options');
    return html`<div @keydown=${this.#handleKeydown} @focusout=${this.#handleFocusOut}>
      <button
        type="button"
        class="icon-button"
        part="header-button"
        aria-label=${label}
        title=${label}
        aria-haspopup="menu"
        aria-expanded=${isOpen}
        @click=${() => this.#show(isOpen ? 'closed' : 'items')}
      >
        ${DOTS}
      </button>
      ${isOpen ? this.#body(items) : nothing}
    </div>`;
  }

  #body(items: readonly MenuItem[]): TemplateResult {
    const { t } = this.scope.localize;
    const { view } = this;
    if (typeof view === 'object') return view.sure ? this.#question(view) : this.#address(view);
    const { departments = [] } = this.state.config;
    const current = this.state.conversation.department;
    return html`<div class="menu" part="menu" role="menu" aria-label=${t(view === 'departments' ? 'menu.changeDepartment' : 'panel.options')}>
      ${view === 'departments'
        ? departments.map(
            ({ id, name }) => html`<button
              type="button"
              role="menuitemradio"
              part="menu-item"
              tabindex="-1"
              dir="auto"
              aria-checked=${id === current || name === current}
              @click=${() => this.#do(this.scope.chat.selectDepartment(id))}
            >
              ${name}
            </button>`,
          )
        : items.map(
            (item) => html`<button
              type="button"
              role=${item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
              data-item=${item.id}
              part="menu-item"
              tabindex="-1"
              aria-checked=${item.checked ?? nothing}
              @click=${() => this.#choose(item)}
            >
              ${t(item.label as 'menu.end')}${item.checked ? icons.check : nothing}
            </button>`,
          )}
    </div>`;
  }

  #question(item: MenuItem): TemplateResult {
    const { t } = this.scope.localize;
    return html`<div class="menu" part="menu" role="alertdialog" aria-labelledby="menu-question">
      <p id="menu-question">${t(item.sure as 'menu.endSure')}</p>
      <button type="button" part="menu-item" @click=${() => this.#show('closed')}>${t('menu.cancel')}</button>
      <button type="button" class="danger" part="menu-item" @click=${() => this.#confirm(item)}>
        ${t(item.label as 'menu.end')}
      </button>
    </div>`;
  }

  /** Where nobody knows the visitor's address yet. */
  #address(item: MenuItem): TemplateResult {
    const { t } = this.scope.localize;
    const send = (event: SubmitEvent): void => {
      event.preventDefault();
      const email = this.querySelector('input')!.value.trim();
      if (email) this.#do(this.scope.chat.requestTranscript('email', { ...knownValues(this), email }));
    };
    return html`<form class="menu" part="menu" aria-label=${t(item.label as 'menu.end')} @submit=${send}>
      <label for="menu-address">${t('menu.address')}</label>
      <input id="menu-address" part="input" type="email" required autocomplete="email" dir="ltr" />
      <button part="menu-item">${t('composer.send')}</button>
    </form>`;
  }

  #mail(item: MenuItem): void {
    const known = knownValues(this);
    if (known['email']) this.#do(this.scope.chat.requestTranscript('email', known));
    else this.#show(item);
  }

  #choose(item: MenuItem): void {
    if (item.sure) return this.#show(item);
    if (item.id === 'search') this.#do(this.#search(), '');
    if (item.id === 'expand') this.#do(this.#expand(), '');
    if (item.id === 'sound') this.#do(sound.set(this.scope.host, !item.checked));
    if (item.id === 'notifications') this.#do(setNotify(this.scope.host, !item.checked));
    if (item.id === 'department') return this.#show('departments');
    if (item.id === 'transcript') return this.#mail(item);
    if (item.id === 'download') this.#do(this.#download());
  }

  /** Where the panel fills the window or a place of the page, it has the size of that. */
  #size(): MenuItem | undefined {
    if (this.scope.options.placement === 'inline' || matchMedia(SMALL).matches) return undefined;
    const isExpanded = this.closest('dialog')?.classList.contains('expanded');
    return { id: 'expand', label: isExpanded ? 'panel.collapse' : 'panel.expand' };
  }

  async #expand(): Promise<void> {
    (await loadSize(this.closest<ChatWidgetPanel>('chat-widget-panel')!)).toggle();
  }

  #confirm({ id }: MenuItem): void {
    const { chat } = this.scope;
    this.#do(id === 'end' ? chat.end() : chat.forget());
  }

  async #search(): Promise<void> {
    const { openSearch } = await importSearch().catch(importSearch);
    await this.updateComplete; // it takes the focus from the button
    await openSearch(this.closest('.panel')!);
  }

  async #download(): Promise<void> {
    const { download } = await importDownload().catch(importDownload);
    await download(this.scope, this.state);
  }

  /** Closes the menu, and says what became of the wish; `done`: where that shows by itself, nothing. */
  #do(work: Promise<unknown>, done = this.scope.localize.t('menu.done')): void {
    const { announce, localize } = this.scope;
    this.#show('closed');
    work.then(
      () => done && announce(done),
      () => announce(localize.t('menu.failed'), true),
    );
  }

  #show(view: ChatWidgetMenu['view']): void {
    this.view = view;
    // The item that had the focus goes; that is no leaving.
    this.#isMoving = true;
    void this.updateComplete.then(() => {
      const first = this.querySelector<HTMLElement>('.menu :is(input, button)') ?? this.querySelector<HTMLElement>('button');
      first?.focus();
      this.#isMoving = false;
    });
  }

  /** The keys of a menu as everybody knows them. */
  #handleKeydown = (event: KeyboardEvent): void => {
    if (this.view === 'closed') return;
    const items = [...this.querySelectorAll<HTMLElement>('.menu button')];
    if (event.key === 'Escape') this.#show('closed');
    else if (typeof this.view === 'object' || !moveInMenu(event, items)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Tab leaves it, and so does a click elsewhere. */
  #handleFocusOut = ({ relatedTarget }: FocusEvent): void => {
    if (this.#isMoving || (relatedTarget instanceof Node && this.contains(relatedTarget))) return;
    this.view = 'closed';
  };
}
