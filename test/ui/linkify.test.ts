import { expect } from 'chai';
import { render } from 'lit';
import fc from 'fast-check';
import { linkify } from '../../src/ui/linkify.js';
import { maya, visitor } from '../../stories/support/people.js';
import { said, talking } from '../../stories/support/say.js';
import { minutesAgo } from '../../stories/support/time.js';
import { closeStages, openStage } from './support/open-stage.js';

/** What is drawn of a text. */
function draw(text: string): HTMLElement {
  const place = document.createElement('div');
  render(linkify(text, 'new tab'), place);
  return place;
}

const links = (text: string): [string, string][] =>
  [...draw(text).querySelectorAll('a')].map((link) => [words(link), link.getAttribute('href')!]);
const words = (place: HTMLElement): string => place.textContent!.replaceAll(' (new tab)', '');

describe('links in a text', () => {
  const table: [text: string, found: [string, string][]][] = [
    ['see https://a.example/x?y=1#z.', [['https://a.example/x?y=1#z', 'https://a.example/x?y=1#z']]],
    ['(https://a.example/b_(c)) and "https://b.example/"!', [['https://a.example/b_(c)', 'https://a.example/b_(c)'], ['https://b.example/', 'https://b.example/']]],
    ['www.a.example, please', [['www.a.example', 'https://www.a.example/']]],
    ['mail ana+x@mail.example.com now', [['ana+x@mail.example.com', 'mailto:ana+x@mail.example.com']]],
    ['call tel:+41790000000', [['tel:+41790000000', 'tel:+41790000000']]],
    ['HTTPS://A.EXAMPLE', [['HTTPS://A.EXAMPLE', 'https://a.example/']]],
    ['javascript:alert(1) data:text/html,x file:///etc', []],
    ['https://bank.example@evil.example/', []],
    ['a@b', []], ['@name', []], ['https://', []], ['www.', []], ['www.x', []],
    ['<https://a.example/>', [['https://a.example/', 'https://a.example/']]],
    ['https://a.example/ünï', [['https://a.example/ünï', 'https://a.example/%C3%BCn%C3%AF']]],
  ];
  for (const [text, found] of table) {
    it(JSON.stringify(text), () => {
      expect(links(text)).to.deep.equal(found);
      expect(words(draw(text))).to.equal(text);
    });
  }

  it('change no letter of any text', () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom('https://a.example', 'www.a.example', 'a@b.example', '(', ')', '.', '\n', ' ', '"'));
    fc.assert(fc.property(fc.array(piece), (pieces) => words(draw(pieces.join(''))) === pieces.join('').replaceAll('\r\n', '\n').replaceAll('\r', '\r')));
  });

  it('are found in time that grows with the text alone', () => {
    // The best of some: whatever else the machine does only adds.
    const time = (text: string): number =>
      Math.min(...[1, 2, 3].map(() => {
        const begin = performance.now();
        linkify(text, '');
        return performance.now() - begin;
      }));
    for (const unit of ['https://', '.', '(', 'a@', 'www.', ')', 'a.', '_']) {
      time(`https://x${unit.repeat(1_000)}`);
      const [small, large] = [time(`https://x${unit.repeat(10_000)}`), time(`https://x${unit.repeat(40_000)}`)];
      // Four times the text; a quadratic one would take sixteen times as long.
      expect(large, unit).to.be.lessThan(small * 12 + 40);
    }
  });

  it('are two hundred of one text at most, drawn in a moment, and no word is lost', async () => {
    const text = 'https://a.example/b '.repeat(5_000);
    const begin = performance.now();
    const stage = await openStage(talking(maya, [said(maya, text, minutesAgo(2))]));
    const bubble = stage.part('bubble');
    expect(bubble.querySelectorAll('a')).to.have.length(200);
    expect(bubble.textContent.replaceAll(' (opens in a new tab)', '')).to.equal(text);
    // Drawn one by one they took the browser half a minute.
    expect(performance.now() - begin).to.be.below(8_000);
    closeStages();
  });

  it('open elsewhere, say so, and tell the other page nothing', async () => {
    const stage = await openStage(talking(maya, [
      said(maya, 'It is at https://shop.example/ember.', minutesAgo(2)),
      said(visitor, 'Not at www.shop.example?', minutesAgo(1), { status: 'read' }),
    ]));
    const [theirs, mine] = stage.parts('link') as HTMLAnchorElement[];
    expect([theirs!.target, theirs!.rel]).to.deep.equal(['_blank', 'noopener noreferrer nofollow ugc']);
    expect(theirs!.textContent).to.include('opens in a new tab');
    expect(mine!.href).to.equal('https://www.shop.example/');
    closeStages();
  });
});
