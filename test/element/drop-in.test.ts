import { expect } from 'chai';
import { until } from './support/fixture.js';

/** Where a page gets the script; beside the sources there is no built module, so its address is named. */
const MODULE = '/src/define.ts';
const address = (settings: Record<string, string> = {}): string =>
  `${location.origin}/src/drop-in.ts?${new URLSearchParams({ module: MODULE, load: 'manual', ...settings })}`.replaceAll('&', '&amp;');

const frames: HTMLIFrameElement[] = [];

/** A page of its own, parsed as written. */
function page(head: string, body = '<p>Shop</p>'): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.srcdoc = `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;
  document.body.append(frame);
  frames.push(frame);
  return frame;
}

const loaded = (frame: HTMLIFrameElement): Promise<unknown> =>
  new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
const widgetsOf = (frame: HTMLIFrameElement): Element[] => [...(frame.contentDocument?.querySelectorAll('chat-widget') ?? [])];

/** The page's only widget, once it is alive. */
async function widgetOf(frame: HTMLIFrameElement): Promise<Element> {
  const widget = await until(() => widgetsOf(frame).find((each) => each.shadowRoot?.querySelector('.launcher')), 'a launcher');
  expect(widgetsOf(frame)).to.have.length(1);
  return widget;
}

describe('the drop-in script', () => {
  afterEach(() => {
    for (const frame of frames.splice(0)) frame.remove();
  });

  for (const [how, tag] of [
    ['plain', (src: string) => `<script src="${src}"></script>`],
    ['async', (src: string) => `<script src="${src}" async></script>`],
    ['deferred', (src: string) => `<script src="${src}" defer></script>`],
    ['as a module', (src: string) => `<script src="${src}" type="module"></script>`],
    [
      'added by another script',
      (src: string) => `<script>
        var s = document.createElement('script'); s.src = '${src.replaceAll('&amp;', '&')}'; s.async = true; document.head.appendChild(s);
      </script>`,
    ],
  ] as const) {
    it(`works in the head, before there is a body: ${how}`, async () => {
      const widget = await widgetOf(page(tag(address({ transport: 'mock', 'page-id': 'web_x' }))));
      expect(widget.parentElement?.localName).to.equal('body');
      expect(widget.getAttribute('transport')).to.equal('mock');
      expect(widget.getAttribute('page-id')).to.equal('web_x');
    });

    it(`works in the body: ${how}`, async () => {
      const widget = await widgetOf(page('', `${tag(address({ transport: 'mock' }))}<p>Shop</p>`));
      expect(widget.getAttribute('transport')).to.equal('mock');
    });
  }

  it('works on a page that has been there for long', async () => {
    const frame = page('');
    await loaded(frame);
    const doc = frame.contentDocument!;
    const script = doc.createElement('script');
    script.src = address({ transport: 'mock' }).replaceAll('&amp;', '&');
    doc.head.append(script);
    expect((await widgetOf(frame)).getAttribute('transport')).to.equal('mock');
  });

  it('takes the settings that a server put around it, over those of its address', async () => {
    const code = (await (await fetch('/src/drop-in.ts')).text()).replaceAll('</', '<\\/');
    const settings = { module: MODULE, transport: 'mock', load: 'manual', key: 'a"b<c' };
    const literal = JSON.stringify(settings).replaceAll('<', '\\u003c');
    const frame = page(`<script>(function (chatWidgetSettings) {\n${code}\n})(${literal});</script>`);
    const widget = await widgetOf(frame);
    expect(widget.getAttribute('key')).to.equal('a"b<c');
    expect(widget.hasAttribute('module')).to.equal(false);
  });

  it('twice on a page makes one widget, that of the first', async () => {
    const tag = (site: string): string => `<script src="${address({ transport: 'mock', site })}"></script>`;
    const frame = page(tag('one') + tag('two'));
    await loaded(frame);
    expect((await widgetOf(frame)).getAttribute('site')).to.equal('one');
  });

  it('leaves a widget of the page alone, though it comes further down', async () => {
    const frame = page(`<script src="${address({ transport: 'mock', site: 'script' })}"></script>`, '<chat-widget transport="mock" load="manual" id="own"></chat-widget>');
    const widget = await widgetOf(frame);
    expect(widget.id).to.equal('own');
    expect(widget.hasAttribute('site')).to.equal(false);
  });

  it('makes no handlers, styles or broken attributes of an address', async () => {
    const settings = { transport: 'mock', onclick: 'alert(1)', STYLE: 'color:red', 'a b': '1', '': '2', '1x': '3', v: '4' };
    const widget = await widgetOf(page(`<script src="${address(settings)}"></script>`));
    expect(widget.getAttributeNames().filter((name) => !name.startsWith('data-')).sort()).to.include.members(['load', 'transport', 'v']);
    for (const name of ['onclick', 'style', '1x', 'module']) expect(widget.hasAttribute(name), name).to.equal(false);
  });

  it('is not fooled by elements named like what it asks for', async () => {
    const decoy = '<script type="text/plain" src="/other/drop-in.js?transport=rest"></script>';
    const traps = `${decoy}<img name="currentScript"><img name="scripts"><img name="body">`;
    const widget = await widgetOf(page('', `${traps}<script src="${address({ transport: 'mock' })}"></script>`));
    expect(widget.getAttribute('transport')).to.equal('mock');
    expect(widget.parentElement?.localName).to.equal('body');
  });

  it('keeps a strict policy: its nonce goes on to the module, Trusted Types are honoured', async () => {
    const policy = "script-src 'nonce-abc'; style-src 'none'; require-trusted-types-for 'script'; trusted-types chat-widget lit-html";
    const head = `<meta http-equiv="content-security-policy" content="${policy}"><script nonce="abc">
      window.violations = []; document.addEventListener('securitypolicyviolation', (e) => violations.push(e.violatedDirective));
    </script>`;
    const frame = page(`${head}<script nonce="abc" src="${address({ transport: 'mock' })}"></script>`);
    await widgetOf(frame);
    expect((frame.contentWindow as unknown as { violations: string[] }).violations).to.deep.equal([]);
  });

  it('does not get round a policy that knows no such nonce', async () => {
    const head = `<meta http-equiv="content-security-policy" content="script-src 'nonce-abc'">`;
    const frame = page(`${head}<script src="${address({ transport: 'mock' })}"></script>`);
    await loaded(frame);
    expect(widgetsOf(frame)).to.have.length(0);
  });
});
