/**
 * The official clients listen for `pagehide`, `unload` and `offline` for as long as the page lives,
 * from the moment in which their code is evaluated, and nobody can take these listeners away.
 * What is asked for while the modules beside this one are evaluated is therefore not given: that is
 * one task, so that no code of the page runs in between, and the first microtask ends it. Nothing is
 * lost: the core watches the network, and a page that goes takes its sockets along.
 *
 * Import it before the client. A bundler keeps it, and its place, since what it exports is used.
 */
const UNWANTED = new Set(['pagehide', 'unload', 'beforeunload', 'offline']);

function mute(): void {
  const page = globalThis as { addEventListener?: typeof globalThis.addEventListener };
  const own = Object.getOwnPropertyDescriptor(page, 'addEventListener');
  const listen = page.addEventListener;
  if (!listen || typeof document === 'undefined') return;
  const isMuted = Reflect.defineProperty(page, 'addEventListener', {
    configurable: true,
    value: (...args: Parameters<typeof listen>) => {
      if (!UNWANTED.has(args[0])) Reflect.apply(listen, page, args);
    },
  });
  if (!isMuted) return; // a page that froze its window keeps two idle listeners
  void Promise.resolve().then(() => {
    if (own) Object.defineProperty(page, 'addEventListener', own);
    else Reflect.deleteProperty(page, 'addEventListener');
  });
}

mute();

/** Settings of the official client that both versions know. */
export const quietSettings = {
  forceNew: true,
  reconnection: false,
  timeout: false,
  upgrade: false,
  rememberUpgrade: false,
} as const;
