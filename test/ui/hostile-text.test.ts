import { expect } from 'chai';
import type { Author, Part } from '../../src/core/model.js';
import { own, said, talking } from '../../stories/support/say.js';
import { minutesAgo, NOW } from '../../stories/support/time.js';
import { hostileText, longText } from '../../stories/states/hostile.js';
import { FIELD_TYPES } from '../../src/forms/fields.js';
import { closeStages, openStage } from './support/open-stage.js';
import type { TestStage } from './support/open-stage.js';

const ALLOWED = new Set(
  ('section div dialog header span svg rect text path circle img i h2 p button form textarea input ol li bdi time a small ' +
    'label select option fieldset legend h3 ul b footer slot ' +
    'chat-widget-panel chat-widget-banner chat-widget-messages chat-widget-composer chat-widget-media ' +
    'chat-widget-rich chat-widget-intake chat-widget-form chat-widget-farewell chat-widget-menu chat-widget-attach chat-widget-tray chat-widget-agent chat-widget-tools chat-widget-ended').split(' '),
);

const VECTORS = [
  '<script>hit()</script>', '<img src=x onerror=hit()>', '"><svg onload=hit()>', "' onfocus=hit() autofocus='",
  '<style>*{display:none}</style>', 'javascript:hit()', '</textarea><script>hit()</script>', '${hit()}', '{{constructor.constructor("hit()")()}}',
  '<!--', ']]>', '\u0000', '<a href=javascript:hit()>x</a>', '<iframe srcdoc="<script>parent.hit()</script>">', '?lit$1$', '<?lit$1$?>', '<chat-widget-panel>',
];

const choices = (text: string) => [{ id: text, title: text, value: text }, { id: 'url', title: text, url: text }];

/** A form of a backend that says the same everywhere, in every kind of field. */
function hostileForm(text: string): Parameters<typeof openStage>[0] {
  const said = { label: text, help: text, default: text, pattern: text, patternMessage: text, autocomplete: text, link: text, options: [text] };
  const registration = [...FIELD_TYPES, text].map((type, index) => ({ name: `${text}${index}`, type, required: true, ...said }));
  return [
    { type: 'capabilities/changed', change: { register: true } },
    { type: 'config/received', config: { forms: { registration }, messages: { registration: text } } },
    { type: 'panel/opened' },
  ];
}

/** Everything a stranger can fill with words. */
function everywhere(text: string): Parameters<typeof openStage>[0] {
  const author: Author = { role: 'agent', id: text, name: text, avatarUrl: text };
  const notice: Part[] = [{ type: 'notice', code: text, params: { name: text }, fallback: text }];
  return [
    ...talking(author, [
      said(author, text, minutesAgo(9), { id: 'said' }),
      said({ role: 'system' }, notice, minutesAgo(8)),
      said({ role: 'system' }, [{ type: 'notice', code: 'joined', params: { name: text } }], minutesAgo(7)),
      said(author, [{ type: 'image', name: text, mime: text, url: text }], minutesAgo(6)),
      said(author, [{ type: 'file', name: text, mime: text, url: text, size: 1 }], minutesAgo(5)),
      said(author, [{ type: text as 'custom', name: text, data: text }], minutesAgo(4)),
      said(author, [{ type: 'audio', name: text, mime: text, url: text }], minutesAgo(4)),
      said(author, [{ type: 'carousel', cards: [{ title: text, subtitle: text, imageUrl: text, buttons: choices(text) }] }], minutesAgo(4)),
      said(author, [{ type: 'quick-replies', choices: choices(text) }], minutesAgo(4), { id: text }),
    ]),
    { type: 'message/saving', message: own('l1', text, NOW) },
    { type: 'message/failed', localId: 'l1', error: { code: text, message: text, retryable: true } },
    { type: 'config/received', config: { title: text, messages: { welcome: text }, upload: { accept: [text] } } },
    { type: 'conversation/changed', conversation: { state: 'ended', by: text } },
    { type: 'connection/changed', connection: { status: 'failed', error: { code: text, message: text, retryable: true } } },
    { type: 'typing/changed', author, until: NOW + 60_000 },
  ];
}

function check({ root }: TestStage): void {
  for (const element of root.firstElementChild!.querySelectorAll('*')) {
    expect(ALLOWED.has(element.localName), `element ${element.localName}`).to.equal(true);
    for (const { name, value } of element.attributes) {
      expect(name.startsWith('on'), `attribute ${name}`).to.equal(false);
      expect(name, 'style attribute').not.to.equal('style');
      if (name === 'href' || name === 'src') expect(value).to.match(/^(https?:|blob:|data:image\/(png|webp)|#[a-z-]+-\d+$)/);
    }
  }
}

describe('hostile text', () => {
  afterEach(closeStages);

  for (const vector of VECTORS) {
    it(`stays text in every place: ${JSON.stringify(vector)}`, async () => {
      let hits = 0;
      (window as unknown as { hit(): void }).hit = () => void hits++;
      const stage = await openStage(everywhere(vector), { brand: vector });
      check(stage);
      expect(stage.root.querySelector('[data-key=said] [part~=bubble]')!.textContent).to.equal(vector);
      const form = await openStage(hostileForm(vector));
      check(form);
      form.root.querySelector('.form')!.dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
      await form.settle();
      check(form);
      expect(hits).to.equal(0);
    });
  }

  it('never widens the panel', async () => {
    for (const actions of [longText, hostileText]) {
      const stage = await openStage(actions);
      check(stage);
      const log = stage.part('log');
      expect(log.scrollWidth).to.equal(log.clientWidth);
      closeStages();
    }
  });

  it('keeps line breaks and spaces as they were written', async () => {
    const stage = await openStage(longText);
    const bubble = stage.parts('bubble')[1]!;
    expect(bubble.textContent).to.equal('First line\n\n    indented line\n\nlast line');
    expect(getComputedStyle(bubble).whiteSpace).to.equal('pre-wrap');
    expect(bubble.dir).to.equal('auto');
  });
});
