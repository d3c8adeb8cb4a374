import { isEmail } from '../../conversation/check-fields.js';
import type { Claims } from '../../conversation/identity.js';
import type { Page, Visitor } from '../../conversation/model.js';
import { type Livechat, rocketchatSite } from './livechat.js';
import { objectsIn, textIn } from './read-texts.js';
import { RocketError } from './rocket-error.js';

const guestKind = 'rocketchat.guest';
/** All fields of a visitor together, in characters of JSON. */
const maxFields = 16_384;

/** The visitor of a token, if there is one. */
export function findGuest({ service }: Livechat, token: string | undefined): Visitor | undefined {
  return token ? service.identity.adopted(token, rocketchatSite) : undefined;
}

/** @throws RocketError `invalid-token` */
export function guestOf(livechat: Livechat, token: string | undefined): Visitor {
  const guest = findGuest(livechat, token);
  if (!guest) throw new RocketError('invalid-token');
  return guest;
}

/**
 * Makes or changes the visitor of a token.
 * @param claims `{token, name?, email?, phone?, department?, customFields?}` as it came
 * @throws RocketError `error-invalid-token`, `error-livechat-visitor-registration`, `error-updating-custom-fields`,
 *   `error-invalid-department`
 */
export function registerGuest(livechat: Livechat, claims: Record<string, unknown>): { guest: Visitor; token: string } {
  const token = textIn(claims, 'token');
  if (!token) throw new RocketError('error-invalid-token');
  const { service } = livechat;
  const fields = readCustomFields(claims, findGuest(livechat, token));
  const department = departmentId(livechat, textIn(claims, 'department'));
  const guest = service.context.work.run(() => {
    const adopted = service.identity.adopt(token, rocketchatSite, { ...readContact(claims), ...(fields && { fields }) });
    if (department === undefined) return adopted;
    service.conversations.selectDepartment(adopted, department);
    return { ...adopted, department };
  });
  return { guest, token };
}

/** The id of a department named by its id or name. @throws RocketError `error-invalid-department` */
export function departmentId({ service }: Livechat, idOrName: string | undefined): string | undefined {
  if (!idOrName) return undefined;
  const found = service.context.site.config.departments.find(({ id, name }) => id === idOrName || name === idOrName);
  if (!found) throw new RocketError('error-invalid-department');
  return found.id;
}

/**
 * Sets one field of a visitor; one that is there already stays unless it may be overwritten.
 * @throws RocketError `error-updating-custom-fields` when it would be too much
 */
export function setCustomField(livechat: Livechat, guest: Visitor, field: CustomField): void {
  if (!field.overwrite && Object.hasOwn(guest.fields ?? {}, field.key)) return;
  const fields = { [field.key]: field.value };
  checkSize({ ...guest.fields, ...fields });
  livechat.service.identity.update(guest, { fields });
}

export type CustomField = { key: string; value: string; overwrite: boolean };

/** Reads `{key, value, overwrite}`; all three must be there. */
export function readCustomField(from: unknown): CustomField | undefined {
  const key = textIn(from, 'key') ?? textIn(from, 'Key');
  const value = textIn(from, 'value', 10_000);
  const overwrite = (from as { overwrite?: unknown } | undefined)?.overwrite;
  return key && value !== undefined && typeof overwrite === 'boolean' ? { key, value, overwrite } : undefined;
}

/** Remembers where a visitor is: `{change, title, location: {href}}`. */
export function visitPage(livechat: Livechat, guest: Visitor, pageInfo: Record<string, unknown>): Page {
  const url = textIn(pageInfo['location'], 'href', 8192) ?? '';
  const page = { url, title: textIn(pageInfo, 'title', 1000) ?? '', referrer: '' };
  livechat.service.identity.setPage(guest, page);
  return page;
}

/** The name a visitor goes by in frames: `guest-7`, the same over restarts. */
export function usernameOf({ service }: Livechat, visitorId: string): string {
  const { aliases } = service.context;
  return `guest-${aliases.numberOf(guestKind, visitorId) ?? aliases.add(guestKind, visitorId, visitorId, visitorId)}`;
}

/** A visitor as the wire has them. */
export function toWireGuest(livechat: Livechat, guest: Visitor, token: string) {
  const { id, name, email, phone, department, fields } = guest;
  const username = usernameOf(livechat, id);
  return {
    _id: id,
    token,
    username,
    name: name ?? username,
    visitorEmails: email ? [{ address: email }] : undefined,
    phone: phone ? [{ phoneNumber: phone }] : undefined,
    department,
    livechatData: fields ?? {},
    status: livechat.service.context.log.hasListener(id) ? 'online' : 'offline',
    ts: new Date(guest.createdAt),
    _updatedAt: new Date(guest.seenAt),
  };
}

function readContact(claims: Record<string, unknown>): Claims {
  const email = textIn(claims, 'email', 254)?.trim();
  if (email && !isEmail(email)) throw new RocketError('error-livechat-visitor-registration');
  const contact = { name: textIn(claims, 'name', 200), email, phone: textIn(claims, 'phone', 50) };
  return Object.fromEntries(Object.entries(contact).filter(([, value]) => value));
}

function readCustomFields(claims: Record<string, unknown>, known: Visitor | undefined): Record<string, string> | undefined {
  if (claims['customFields'] === undefined) return undefined;
  const fields = objectsIn(claims, 'customFields')?.map(readCustomField) ?? [undefined];
  if (!fields.every((field) => field !== undefined)) throw new RocketError('error-updating-custom-fields');
  const kept = (key: string): boolean => Object.hasOwn(known?.fields ?? {}, key);
  const changed = Object.fromEntries(fields.filter(({ key, overwrite }) => overwrite || !kept(key)).map(({ key, value }) => [key, value]));
  checkSize({ ...known?.fields, ...changed });
  return changed;
}

function checkSize(fields: Record<string, unknown>): void {
  if (JSON.stringify(fields).length > maxFields) throw new RocketError('error-updating-custom-fields');
}
