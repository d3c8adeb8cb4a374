import type { Message, Visitor } from './desk-types.js';

/** Longer ones were made by a machine, and tell nobody from another. */
const longestTellingId = 24;

function knownAs({ name, email, externalId = '' }: Visitor): string {
  return name || email || (externalId.length <= longestTellingId ? externalId : '');
}

/** What to call a visitor: the best that is known. */
export function nameOf(visitor: Visitor): string {
  return knownAs(visitor) || `Visitor ${visitor.id.slice(-4)}`;
}

/** One or two letters for the round picture. */
export function initialsOf(visitor: Visitor): string {
  const words = knownAs(visitor).split(/[\s@._-]+/).filter(Boolean);
  const letters = words.slice(0, 2).map((word) => [...word][0] ?? '');
  return letters.join('').toUpperCase() || '?';
}

/** A colour class that stays the same for one visitor. */
export function hueOf(visitor: Visitor): string {
  const sum = [...visitor.id].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return `hue${sum % 6}`;
}

/** One line that stands for a message. */
export function previewOf(message: Message | null): string {
  if (!message) return '';
  const own = message.author.role === 'visitor' ? '' : `${message.author.name ?? 'You'}: `;
  const pictures = message.attachments.length;
  return own + (message.text || (pictures === 1 ? 'sent a picture' : `sent ${pictures} pictures`));
}

const systems: Readonly<Record<string, string>> = {
  rest: 'REST',
  rocketchat: 'Rocket.Chat',
  expertflow: 'Expertflow',
  pancake: 'Pancake',
  chatgonow: 'ChatGoNow',
  chatvisor: 'Chatvisor',
};

/** The system a visitor comes by, and their site or page in it: `Pancake · web_demo`. */
export function systemOf({ site }: Visitor): string {
  const [dialect = '', ...tenant] = site.split(':');
  return [systems[dialect] ?? dialect, tenant.join(':')].filter(Boolean).join(' · ');
}
