import { expect } from 'chai';
import type { ChatWidget } from '../../src/chat-widget.js';
import { LOCALES } from '../../src/i18n/load-words.js';
import { cleanUp, connectedWidget, frame, launcherOf, panelOf, until, widget } from './support/fixture.js';

const hintOf = (element: ChatWidget): string | undefined => panelOf(element)?.querySelector('textarea')?.placeholder;

describe('the language of the widget', () => {
  afterEach(cleanUp);

  it('is that of the page: launcher and panel speak it', async () => {
    const element = widget({ transport: 'mock', brand: 'Juniper', lang: 'de-AT' });
    await frame();
    expect(launcherOf(element).ariaLabel).to.equal('Chat with Juniper'); // a closed widget loads no words
    await element.open();
    await until(() => hintOf(element) === 'Nachricht schreiben\u00a0…', 'German words');
    await until(() => launcherOf(element).ariaLabel === 'Chat mit Juniper', 'its German name');
    await element.close();
    expect(launcherOf(element).ariaLabel).to.equal('Chat mit Juniper');
  });

  it('names what is unread', async () => {
    const element = await connectedWidget({ brand: 'Juniper', locale: 'ar' });
    await element.send('Hello');
    await until(() => element.chat?.state.connection.status === 'online', 'the connection');
    const { operatorSays } = await import('./support/operator.js');
    await operatorSays(element, 'One');
    await until(() => launcherOf(element).ariaLabel === 'الدردشة مع Juniper, رسالة واحدة غير مقروءة', 'one unread message');
    await operatorSays(element, 'Two');
    await until(() => launcherOf(element).ariaLabel === 'الدردشة مع Juniper, رسالتان غير مقروءتين', 'two unread messages');
  });

  it('may come from the backend, and go back with an attribute', async () => {
    const script = JSON.stringify({ config: { locale: 'fr', title: 'Juniper' } });
    const element = widget({ transport: 'mock', site: crypto.randomUUID(), script, lang: 'en' });
    await element.open();
    await element.connect();
    await until(() => hintOf(element) === 'Écrivez un message…', 'French words');
    await until(() => launcherOf(element).ariaLabel === 'Discuter avec Juniper', 'its French name'); // by code that comes behind the start
    element.locale = 'en';
    await until(() => hintOf(element) === 'Write a message…', 'English words');
    await until(() => launcherOf(element).ariaLabel?.startsWith('Chat'), 'its English name');
  });

  const addScript = (element: ChatWidget, words: Record<string, string>): void => {
    const script = document.createElement('script');
    script.type = 'application/json';
    script.slot = 'strings';
    script.textContent = JSON.stringify(words);
    element.append(script);
  };

  it('has the page’s own words from a property', async () => {
    const element = widget({ transport: 'mock', brand: 'Juniper', lang: 'en' });
    element.strings = { 'composer.placeholder': 'Say it', 'launcher.label': 'Ask {brand}' };
    await element.open();
    await until(() => hintOf(element) === 'Say it', 'the words of the page');
    await until(() => launcherOf(element).ariaLabel === 'Ask Juniper', 'the name of the page');
    expect(panelOf(element)!.querySelector('[part=send]')!.ariaLabel).to.equal('Send');
  });

  it('has the page’s own words from a script, where a property does not say otherwise', async () => {
    const [one, both] = ['one', 'both'].map((site) => widget({ transport: 'mock', lang: 'en', site })) as [ChatWidget, ChatWidget];
    addScript(one, { 'composer.placeholder': 'Write here' });
    addScript(both, { 'composer.placeholder': 'Write here', 'composer.send': 'Off' });
    both.strings = { 'composer.placeholder': 'Say it' };
    await Promise.all([one.open(), both.open()]);
    await until(() => hintOf(one) === 'Write here' && hintOf(both) === 'Say it', 'the words of the page');
    expect(panelOf(both)!.querySelector('[part=send]')!.ariaLabel).to.equal('Off');
  });

  it('stays English where the words do not come', async () => {
    const { ja } = LOCALES;
    let asked = 0;
    Object.assign(LOCALES, { ja: () => Promise.reject(new Error(`offline ${(asked += 1)}`)) });
    try {
      const element = widget({ transport: 'mock', brand: 'Juniper', locale: 'ja' });
      await element.open();
      await until(() => asked === 2, 'two tries');
      await frame();
      expect(hintOf(element)).to.equal('Write a message…');
      expect(launcherOf(element).ariaLabel).to.equal('Chat with Juniper');
    } finally {
      Object.assign(LOCALES, { ja });
    }
  });
});
