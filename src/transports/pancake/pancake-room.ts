import type { PancakeSession } from './pancake-session.js';
import { parse } from './pancake-settings.js';

/** A topic, what is said on joining it, and whether it is the visitor's alone. */
export type Room = { topic: string; payload: object; isOwn: boolean };

/** The visitor's room, once everything that names it is known: placeholders stand for ids. */
export function toRoom({ settings, conversationId, fromId }: PancakeSession): Room | undefined {
  const { pageId, topic, joinPayload } = settings;
  const known: Readonly<Record<string, string | undefined>> = { pageId, conversationId, fromId };
  const names = /\{(pageId|conversationId|fromId)\}/g;
  if ([...(topic + joinPayload).matchAll(names)].some(([, name]) => !known[name!])) return undefined;
  const fill = (text: string): string => text.replace(names, (_, name: string) => known[name]!);
  // A payload that is no object says nothing.
  const payload = Object(parse(fill(joinPayload)) ?? {}) as object;
  return { topic: fill(topic), payload, isOwn: /\{(conversation|from)Id\}/.test(topic) };
}
