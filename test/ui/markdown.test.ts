import { expect } from 'chai';
import fc from 'fast-check';
import { render } from 'lit';
import type { TextPart } from '../../src/core/model.js';
import { drawBlocks } from '../../src/ui/markdown/blocks.js';
import { createLexer } from '../../src/ui/markdown/grow.js';
import { lex } from '../../src/ui/markdown/lex.js';
import { answer } from '../../stories/states/markdown.js';
import { maya, visitor } from '../../stories/support/people.js';
import { said, talking } from '../../stories/support/say.js';
import { minutesAgo } from '../../stories/support/time.js';
import { sleep, until } from '../support/until.js';
import { listen } from './support/announcements.js';
import { closeStages, openStage } from './support/open-stage.js';

const markdown = (text: string): TextPart => ({ type: 'text', text, format: 'markdown' });

async function show(text: string, author = maya) {
  const stage = await openStage(talking(maya, [said(author, [markdown(text)], minutesAgo(1))]));
  // The chunk comes with the first text that needs it.
  await import('../../src/ui/markdown/markdown.js');
  for (let round = 0; round < 5; round++) await sleep(0).then(stage.settle);
  return stage;
}

describe('markdown', () => {
  afterEach(closeStages);

  it('is drawn with all its forms', async () => {
    const stage = await openStage(answer);
    await import('../../src/ui/markdown/markdown.js');
    for (let round = 0; round < 5; round++) await sleep(0).then(stage.settle);
    const bubble = stage.root.querySelector('.markdown')!;
    for (const tag of ['b', 'i', 's', 'code', 'pre', 'ul', 'ol', 'li', 'blockquote', 'table', 'hr', 'a']) {
      expect(bubble.querySelector(tag), tag).not.to.equal(null);
    }
    expect(bubble.querySelector('h1, h2, h3, img, script, input')).to.equal(null);
    expect(bubble.querySelector('pre')!.textContent).to.equal('npm start');
  });

  it('counts a list from where it was written', async () => {
    const stage = await show('0. none\n1. one');
    expect(stage.part('bubble').querySelector('ol')!.start).to.equal(0);
  });

  it('is drawn as well where the chat was on the move when its code came', async () => {
    const stage = await openStage(talking(maya));
    const receive = (id: string): void => stage.chat.dispatch({ type: 'message/received', message: said(maya, [markdown('**bold**')], Date.now(), { id }) });
    receive('a');
    stage.host.remove();
    await stage.settle();
    await import('../../src/ui/markdown/markdown.js');
    await sleep(20);
    document.body.append(stage.host);
    receive('b');
    await until(() => stage.root.querySelectorAll('.bubble b').length === 2, 'both are drawn');
  });

  it('leads only to addresses that are allowed, and fetches no picture', async () => {
    const stage = await show('[a](javascript:alert(1)) [b](https://shop.example/x) ![c](https://shop.example/p.png) [d](data:text/html,x) <https://e.example>');
    const links = (stage.parts('link') as HTMLAnchorElement[]).map(({ href }) => href);
    expect(links).to.deep.equal(['https://shop.example/x', 'https://shop.example/p.png', 'https://e.example/']);
    expect(stage.root.querySelector('.bubble img')).to.equal(null);
    expect(stage.part('bubble').textContent).to.include('a').and.include('d');
  });

  it('never lets markup through', async () => {
    const stage = await show('<script>hit()</script> <img src=x onerror=hit()> **<b onclick=hit()>x</b>**');
    expect(stage.part('bubble').querySelector('script, img, [onclick]')).to.equal(null);
    expect(stage.part('bubble').textContent).to.include('<script>hit()</script>');
  });

  it('of the visitor stays what was written', async () => {
    const stage = await show('**not bold**', { ...visitor });
    expect(stage.part('bubble').textContent).to.equal('**not bold**');
  });

  it('is spoken without its signs', async () => {
    const stage = await openStage(talking(maya));
    const spoken = listen(stage);
    await stage.dispatch({ type: 'message/received', message: said(maya, [markdown('## Yes, **free** [returns](https://a.example) `now`')], Date.now()) });
    expect(spoken.map(({ text }) => text).join()).to.include('Yes, free returns now').and.not.match(/[*#`]|https/);
  });

  it('shows as text what would take for ever or break the lexer', async () => {
    for (const text of ['>'.repeat(5_000), '- '.repeat(5_000), '1. '.repeat(200), 'x'.repeat(50_001), `a${'@'.repeat(10)}`]) {
      const begin = performance.now();
      lex(text);
      expect(performance.now() - begin, text.slice(0, 10)).to.be.lessThan(1_000);
    }
    const stage = await show('>'.repeat(5_000));
    expect(stage.part('bubble').textContent).to.equal('>'.repeat(5_000));
  });

  it('names the true server where the words of a link pretend another', async () => {
    const stage = await show(
      '[bank.example](https://evil.example/x) [https://bank.example](https://www.bank.example/y) [k.example](https://bank.example) [our prices](https://shop.example) [pay@bank.example](mailto:thief@evil.example) <b>',
    );
    const words = stage.parts('link').map(({ textContent }) => textContent.replace(/ \(opens.*/, ''));
    expect(words).to.deep.equal([
      'bank.example (evil.example)', 'https://bank.example', 'k.example (bank.example)', 'our prices', 'pay@bank.example (thief@evil.example)',
    ]);
  });

  it('that grows is the same as if it were read as a whole, though only its end is read', () => {
    const piece = fc.constantFrom('one', 'two three', '**', '`', '```', '[a](https://a.example)', '> ', '- ', '  ', '\n', '\n\n', '\n\n', ' | ', '| - |', '~~', '<b>', '# ', '1. ', '---', '&', '\t');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 50 }), (pieces) => {
        const grow = createLexer();
        let text = '';
        for (const it of pieces) {
          text += it;
          if (JSON.stringify(grow(text)) !== JSON.stringify(lex(text) && [...lex(text)!])) throw new Error(JSON.stringify(text));
        }
      }),
      { numRuns: 200 },
    );
    const grow = createLexer();
    const start = 'A **paragraph** of some length.\n\n'.repeat(500);
    const first = grow(start)!;
    const next = grow(`${start}More`)!;
    expect(next.slice(0, 990).every((token, index) => token === first[index]), 'blocks are kept').to.equal(true);
    expect(grow(`${start}More [x]\n\n[x]: https://a.example`)!.length, 'a definition reaches back').to.be.greaterThan(990);
  });

  it('that is written piece by piece has a calm caret at its end, keeps what stands, and is said once', async () => {
    const stage = await show('hello');
    const spoken = listen(stage);
    const part = (op: 'append' | 'end', text: string) =>
      stage.dispatch({ type: 'message/part-received', id: 's1', op, text, author: maya, createdAt: Date.now() } as never);
    await part('append', 'First **block**.\n\n- one\n\n');
    await part('append', 'Then ');
    await part('append', 'more, ');
    const bubble = stage.parts('streaming')[0]!;
    const kept = bubble.querySelector('b')!;
    const caret = (): string => getComputedStyle(bubble.querySelector('.markdown > p:last-child')!, '::after').display;
    expect(caret()).to.equal('inline-block');
    expect(getComputedStyle(bubble.querySelector('.markdown > p:last-child')!, '::after').animationName).to.equal('none');
    await part('append', 'and more');
    expect(bubble.querySelector('b') === kept, 'not drawn anew').to.equal(true);
    expect(spoken).to.deep.equal([]);
    await part('end', '');
    expect(stage.parts('streaming')).to.deep.equal([]);
    expect(caret()).to.equal('inline');
    expect(bubble.textContent).to.include('and more');
    expect(spoken.map(({ text }) => text)).to.have.length(1);
    expect(spoken[0]!.text).to.include('First block').and.include('Then more, and more');
  });

  it('loses no word of any text', () => {
    const piece = fc.oneof(fc.constantFrom('one', 'two', 'three four'), fc.constantFrom('**', '`', '[', ']', ': ', '> ', '- ', '\n', '\n\n', ' | ', '~~', '<b>', '# ', '1. ', '---', '&'));
    const scope = { decorate: (text: string) => text, newTab: '', copy: '', onCopy: () => undefined };
    const draw = (text: string): string => {
      const place = document.createElement('div');
      render(drawBlocks(lex(text) ?? [], scope), place);
      return place.textContent!;
    };
    const lettersOf = (text: string): string => text.replace(/<\/?b>|[^a-z]/g, '');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        // The name of a fence's language is not shown.
        fc.pre(!/```|~~~/.test(text));
        return lettersOf(draw(text)) === lettersOf(text);
      }),
      { numRuns: 500 },
    );
  });
});
