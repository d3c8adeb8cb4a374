import { expect } from 'chai';
import type { Author, Part } from '../../src/core/model.js';
import { own, said, talking } from '../../stories/support/say.js';
import { minutesAgo, NOW } from '../../stories/support/time.js';
import { hostileText, longText } from '../../stories/states/hostile.js';
import { closeStages, openStage } from './support/open-stage.js';
import type { TestStage } from './support/open-stage.js';

const ALLOWED = new Set(
  ('section div dialog header span svg rect text path circle img i h2 p button form textarea input ol li bdi time a small ' +
    'chat-widget-panel chat-widget-banner chat-widget-messages chat-widget-composer chat-widget-media').split(' '),
);

const VECTORS = [
  '<script>hit()</script>', '<img src=x onerror=hit()>', '"><svg onload=hit()>', "' onfocus=hit() autofocus='",
  '<style>*{display:none}</style>', 'javascript:hit()', '</textarea><script>hit()</script>', '${hit()}', '{{constructor.constructor("hit()")()}}',
  '<!--', ']]>', '\u0000', '<a href=javascript:hit()>x</a>', '<iframe srcdoc="<script>parent.hit()</script>">', '?lit$1$', '<?lit$1$?>', '<chat-widget-panel>',
];

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
      if (name === 'href' || name === 'src') expect(value).to.match(/^(https?:|blob:|data:image\/(png|webp))/);
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
