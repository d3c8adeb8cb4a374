/**
 * What `external-id` becomes on each backend, for the README. `test/transports/node/external-id.test.ts`
 * holds every one of these facts against the reference server.
 */
export type IdentityFact = {
  becomes: string;
  /** Agents see that id beside the visitor. */
  isSeen: boolean;
  /** Another device with the same id, where the backend trusts it: the same visitor, with the earlier messages. */
  isKnownElsewhere: boolean;
  /** What a reader should know besides. */
  note: string;
};

export const IDENTITY: Readonly<Record<string, IdentityFact>> = {
  rest: {
    becomes: '`externalId` of the session',
    isSeen: true,
    isKnownElsewhere: true,
    note: 'Without a signature or the site’s trust a second device begins a thread of its own.',
  },
  rocketchat: {
    becomes: 'the custom field `externalId`, where the server has one of that name',
    isSeen: true,
    isKnownElsewhere: false,
    note: 'Who a visitor is, is a random token that stays on the device.',
  },
  expertflow: {
    becomes: '`refId`, unless a phone number is known',
    isSeen: true,
    isKnownElsewhere: false,
    note: 'Every device begins a conversation; the agents’ system may join them by `refId`.',
  },
  pancake: {
    becomes: '`custom_field.external_id` in `extra_info`',
    isSeen: true,
    isKnownElsewhere: false,
    note: 'Who a visitor is, is the `from_id` that Pancake answers to the first message.',
  },
  chatgonow: {
    becomes: '`external_id`, also from `window.OCS`',
    isSeen: true,
    isKnownElsewhere: true,
    note: 'Without any, one is made and kept as `ocs_external_id`.',
  },
  chatvisor: {
    becomes: '`id` of the customer',
    isSeen: true,
    isKnownElsewhere: true,
    note: '`CV.user.tag({id})` says the same later.',
  },
  mock: { becomes: 'nothing', isSeen: false, isKnownElsewhere: false, note: 'There is nobody to tell.' },
};
