import '../src/index.js';

/** What each backend needs; the reference server speaks all of them but the mock. */
const BACKENDS: Record<string, { label: string; attributes: Record<string, string> }> = {
  rest: { label: 'Reference server (open REST contract)', attributes: { endpoint: '/rest' } },
  rocketchat: { label: 'Rocket.Chat Livechat', attributes: { endpoint: '/rocketchat' } },
  expertflow: { label: 'Expertflow Customer Channel', attributes: { endpoint: '/expertflow' } },
  pancake: {
    label: 'Pancake website chat',
    attributes: { endpoint: '/pancake', 'page-id': 'web_demo', 'upload-url': '/pancake/upload' },
  },
  chatgonow: { label: 'ChatGoNow', attributes: { endpoint: '/chatgonow', key: 'demo-key' } },
  chatvisor: { label: 'Chatvisor', attributes: { endpoint: '/chatvisor' } },
  mock: { label: 'Scripted agent, no server', attributes: {} },
};

const THEMES = { cobalt: 'Cobalt', ink: 'Ink', evergreen: 'Evergreen', coral: 'Coral', midnight: 'Midnight', paper: 'Paper' };
const LANGUAGES = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español', ar: 'العربية', ja: '日本語', vi: 'Tiếng Việt' };

/** What a page may add by attributes; `?home=0` and the like remember the choice. */
const FEATURES: Record<string, { label: string; isOn: boolean; attributes: Record<string, string> }> = {
  home: { label: 'a home view', isOn: true, attributes: { home: '', prompts: '#prompts' } },
  rules: { label: 'an invitation after eight seconds', isOn: true, attributes: { triggers: '#rules' } },
  form: { label: 'a form before the chat', isOn: false, attributes: { fields: 'name email*' } },
  consent: { label: 'a question for consent', isOn: false, attributes: { consent: 'required' } },
};

const widget = document.querySelector('chat-widget')!;
const switcher = document.querySelector('.switcher')!;
const address = new URL(location.href);

/** Says a choice in the address, so that it can be passed on. */
function go(name: string, value: string): void {
  address.searchParams.set(name, value);
  location.assign(address);
}

/** A list to choose one from. @returns what the address says, else the first */
function choose(name: string, title: string, labels: Record<string, string>): string {
  const select = document.createElement('select');
  for (const [value, label] of Object.entries(labels)) select.append(new Option(label, value));
  const wanted = address.searchParams.get(name) ?? '';
  if (Object.hasOwn(labels, wanted)) select.value = wanted;
  select.addEventListener('change', () => go(name, select.value));
  const line = document.createElement('label');
  line.append(title, select);
  switcher.querySelector('fieldset')!.before(line);
  return select.value;
}

const backend = choose('backend', 'Backend', Object.fromEntries(Object.entries(BACKENDS).map(([name, { label }]) => [name, label])));
widget.locale = choose('locale', 'Language', LANGUAGES);
const theme = choose('theme', 'Theme', THEMES);
if (theme !== 'cobalt') document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `../src/themes/${theme}.css` }));
widget.transport = backend;
for (const [name, value] of Object.entries(BACKENDS[backend]!.attributes)) widget.setAttribute(name, value);

for (const [name, { label, isOn, attributes }] of Object.entries(FEATURES)) {
  const box = Object.assign(document.createElement('input'), { type: 'checkbox', name });
  box.checked = (address.searchParams.get(name) ?? (isOn ? '1' : '0')) === '1';
  if (box.checked) for (const [attribute, value] of Object.entries(attributes)) widget.setAttribute(attribute, value);
  box.addEventListener('change', () => go(name, box.checked ? '1' : '0'));
  const line = document.createElement('label');
  line.append(box, ` ${label}`);
  switcher.querySelector('fieldset')!.append(line);
}

document.querySelector<HTMLElement>('[data-ask]')!.addEventListener('click', async ({ currentTarget }) => {
  await widget.open();
  await widget.send((currentTarget as HTMLElement).dataset['ask'] ?? 'Hello!');
});

// `?triggers`: some rules, and an overlay that shows live what they wait for.
if (address.searchParams.has('triggers')) {
  widget.triggers = [
    { id: 'hesitates', when: { all: [{ is: 'onPageFor', seconds: 10 }, { not: { is: 'chatOpened' } }] }, then: [{ do: 'prompt', text: 'Not sure which piece is yours? Ask away.', replies: ['Which mug is largest?'] }] },
    { id: 'journal', when: { is: 'elementInView', selector: 'footer' }, then: [{ do: 'prompt', text: 'Curious about the kiln? We like to talk about it.' }] },
    { id: 'leaving', when: { is: 'exitIntent' }, then: [{ do: 'prompt', text: 'Before you go: may we help?' }], cooldown: 3600 },
    { id: 'again', when: { is: 'pageVisits', min: 2 }, then: [{ do: 'prompt', text: 'Welcome back!' }] },
  ];
  const { explainTriggers } = await import('./explain-triggers.js');
  document.body.append(explainTriggers(widget));
}
