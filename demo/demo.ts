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

const widget = document.querySelector('chat-widget')!;
const select = document.querySelector<HTMLSelectElement>('#backend')!;
const address = new URL(location.href);
const wanted = address.searchParams.get('backend') ?? 'rest';
const backend = Object.hasOwn(BACKENDS, wanted) ? wanted : 'rest';

for (const [value, { label }] of Object.entries(BACKENDS)) select.append(new Option(label, value));
select.value = backend;
widget.transport = backend;
for (const [name, value] of Object.entries(BACKENDS[backend]!.attributes)) widget.setAttribute(name, value);

select.addEventListener('change', () => {
  address.searchParams.set('backend', select.value);
  location.assign(address);
});

document.querySelector<HTMLElement>('[data-ask]')!.addEventListener('click', async ({ currentTarget }) => {
  await widget.open();
  await widget.send((currentTarget as HTMLElement).dataset['ask'] ?? 'Hello!');
});
