/** The settings, where a server answers with this script and them in one. */
declare const chatWidgetSettings: Readonly<Record<string, unknown>> | undefined;

/** A classic script that needs no other markup; see the README for how a page uses it. */
(() => {
  // Through the prototype: a page element named "currentScript" would stand in front of it.
  const current: unknown = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript')?.get?.call(document);
  // Null in a module, which a page may have made of it.
  const own =
    current instanceof HTMLScriptElement ? current : document.querySelector<HTMLScriptElement>('script[src*="/drop-in."]');
  const address = new URL(own?.src || document.baseURI, document.baseURI);
  const inlined = typeof chatWidgetSettings === 'object' ? chatWidgetSettings : {};
  const settings = new Map<string, unknown>([...address.searchParams, ...Object.entries(inlined)]);

  const addWidget = (): void => {
    // One that the page wrote itself, or of another copy of this script.
    if (document.querySelector('chat-widget')) return;
    const widget = document.createElement('chat-widget');
    for (const [name, value] of settings) {
      const isAttribute = /^[a-z][a-z\d-]*$/i.test(name) && !/^(on|style$|module$)/i.test(name);
      if (isAttribute && typeof value === 'string') widget.setAttribute(name, value);
    }
    document.querySelector('body')?.append(widget);
  };
  // Not before the whole page is there: in the head there is no body, and a widget may be further down.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', addWidget, { once: true });
  else addWidget();

  const loader = document.createElement('script');
  loader.type = 'module';
  loader.nonce = own?.nonce ?? '';
  loader.src = trust(new URL(String(settings.get('module') || 'chat-widget.js'), address).href);
  document.documentElement.append(loader);

  /** Where the page demands Trusted Types and lets others have a policy; elsewhere the text itself. */
  function trust(url: string): string {
    try {
      type Policies = { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } };
      const { trustedTypes } = globalThis as unknown as { trustedTypes: Policies };
      return trustedTypes.createPolicy('chat-widget', { createScriptURL: String }).createScriptURL(url);
    } catch {
      // Not known here, or not allowed: the browser then says what the page's policy lacks.
      return url;
    }
  }
})();
