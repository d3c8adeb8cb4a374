import { expect } from 'chai';
import type { ChatWidget } from '../../src/chat-widget.js';
import { cleanUp, frame, until, widget } from './support/fixture.js';

type Late = ChatWidget & Record<string, unknown>;

/** Code of a folder that this page has fetched so far. */
const fetched = (part: string): string[] =>
  performance.getEntriesByType('resource').flatMap(({ name }) => (name.includes(part) ? [new URL(name).pathname] : []));

describe('what a page may ask beyond the launcher', () => {
  afterEach(cleanUp);

  it('is not fetched for a page that asks for nothing', async () => {
    widget({ transport: 'mock' });
    await frame();
    await frame();
    expect(fetched('/src/page/')).to.deep.equal([]);
  });

  it('is there once `ready` has resolved, with the properties of later options', async () => {
    const element = widget({ transport: 'mock', 'launcher-label': 'Ask us' }) as Late;
    expect(await element.ready).to.equal(element);
    expect(element.launcherLabel).to.equal('Ask us');
    element.whenOffline = 'hide';
    expect(element.getAttribute('when-offline')).to.equal('hide');
    element.whenOffline = null as never;
    expect(element.hasAttribute('when-offline')).to.equal(false);
    expect(element.whenOffline).to.equal('form');
  });

  it('takes in what was set before it came', async () => {
    const element = document.createElement('chat-widget') as Late;
    element.launcherLabel = 'Ask us';
    element.triggers = [];
    document.body.append(element);
    await element.ready;
    expect(element.getAttribute('launcher-label')).to.equal('Ask us');
    expect(Object.hasOwn(element, 'triggers')).to.equal(false);
    expect(element.triggers).to.deep.equal([]);
  });

  it('answers calls from before the upgrade in their order, and later ones at once', async () => {
    const element = document.createElement('chat-widget') as unknown as Record<string, unknown>;
    const said: unknown[] = [];
    element['calls'] = [
      ['hide', [], () => said.push('hidden')],
      ['noSuchMethod', [], () => said.push('never')],
      ['send', [''], () => said.push('sent'), () => said.push('refused')],
    ];
    const host = element as unknown as ChatWidget;
    host.transport = 'mock';
    // The constructor has run by now: what an upgrade would take in is taken in by hand.
    document.body.append(host);
    await host.ready;
    (element['calls'] as { push(call: unknown): void }).push(['show', [], () => said.push('shown')]);
    await until(() => said.length >= 3, 'an answer to each');
    expect(said).to.have.members(['hidden', 'refused', 'shown']);
    expect(said.indexOf('hidden')).to.be.lessThan(said.indexOf('shown'));
  });

  it('ends with the element', async () => {
    const element = widget({ transport: 'mock' });
    await element.destroy();
    expect(element.isConnected).to.equal(false);
  });
});
