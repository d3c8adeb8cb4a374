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

/** What a page may add by attributes; `?home=0` and the like remember the choice. */
const FEATURES: Record<string, { label: string; isOn: boolean; attributes: Record<string, string> }> = {
  home: { label: 'a home view', isOn: true, attributes: { home: '', prompts: '#prompts' } },
  rules: { label: 'an invitation after eight seconds', isOn: true, attributes: { triggers: '#rules' } },
  form: { label: 'a form before the chat', isOn: false, attributes: { fields: 'name email*' } },
  consent: { label: 'a question for consent', isOn: false, attributes: { consent: 'required' } },
};

const widget = document.querySelector('chat-widget')!;
const select = document.querySelector<HTMLSelectElement>('#backend')!;
const address = new URL(location.href);
const wanted = address.searchParams.get('backend') ?? 'rest';
const backend = Object.hasOwn(BACKENDS, wanted) ? wanted : 'rest';

for (const [value, { label }] of Object.entries(BACKENDS)) select.append(new Option(label, value));
select.value = backend;
widget.transport = backend;
for (const [name, value] of Object.entries(BACKENDS[backend]!.attributes)) widget.setAttribute(name, value);

for (const [name, { label, isOn, attributes }] of Object.entries(FEATURES)) {
  const box = Object.assign(document.createElement('input'), { type: 'checkbox', name });
  box.checked = (address.searchParams.get(name) ?? (isOn ? '1' : '0')) === '1';
  if (box.checked) for (const [attribute, value] of Object.entries(attributes)) widget.setAttribute(attribute, value);
  box.addEventListener('change', () => {
    address.searchParams.set(name, box.checked ? '1' : '0');
    location.assign(address);
  });
  const line = document.createElement('label');
  line.append(box, ` ${label}`);
  document.querySelector('.switcher fieldset')!.append(line);
}

select.addEventListener('change', () => {
  address.searchParams.set('backend', select.value);
  location.assign(address);
});

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
