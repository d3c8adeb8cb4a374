import type { ChatWidget } from '../chat-widget.js';
import type { Page } from './page.js';

/** Something that a page has asked for and that goes on until the element leaves. */
export type Room = {
  /** Attributes or properties of the element, or the backend's config, have changed. */
  update?(): void;
  /** The element has left: nothing of it may run on. */
  stop(): void;
};

const said = (host: ChatWidget, name: 'hours' | 'triggers'): unknown =>
  host[name] ?? host.getAttribute(name) ?? host.chat?.state.config[name];

/** The code of each comes as a chunk of its own, when the page or its backend wants it. */
export const ROOMS = {
  launcher: async ({ host }: Page) => new (await import('./launcher-look.js')).LauncherLook(host),
  teaser: async ({ host }: Page) => new (await import('./teaser.js')).Teaser(host),
  identity: async (page: Page) => new (await import('../privacy/identity.js')).Identity(page),
  consent: async (page: Page) => new (await import('../privacy/consent.js')).Consent(page),
  hours: async (page: Page) => new (await import('../triggers/availability.js')).AvailabilityRoom(page),
  triggers: async (page: Page) => new (await import('../triggers/run-triggers.js')).TriggerRunner(page),
};

export type RoomName = keyof typeof ROOMS;
export type RoomOf<N extends RoomName> = Awaited<ReturnType<(typeof ROOMS)[N]>>;

/** Rooms that are opened without a call. */
export const toWanted = (host: ChatWidget): RoomName[] => {
  const has = (name: string): boolean => host.hasAttribute(name);
  return [
    ...(has('launcher') ? (['launcher'] as const) : []),
    ...(has('teaser') ? (['teaser'] as const) : []),
    ...(has('consent') ? (['consent'] as const) : []),
    ...(has('when-offline') || said(host, 'hours') ? (['hours'] as const) : []),
    ...(said(host, 'triggers') ?? host.chat?.state.config.pushed ? (['triggers'] as const) : []),
    ...(host.identityToken ?? host.getAttribute('identity-token') ? (['identity'] as const) : []),
  ];
};
