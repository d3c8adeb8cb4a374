/** Attributes that only this transport reads, all of them texts. */
export type PancakeOptions = {
  /** Id of your Pancake page, such as `web_shop`. Required. */
  'page-id'?: string;
  /** Takes a picture as multipart member `file` and answers JSON with its `url`. Without it, and without the property `uploader`, visitors send words only. */
  'upload-url'?: string;
  /** Topic of a visitor's channel, with `{pageId}`, `{conversationId}` and `{fromId}` filled in. Default `conversation:{conversationId}`. */
  topic?: string;
  /** What is said on joining it, as JSON with the same placeholders. Default `{"from_id":"{fromId}"}`. */
  'join-payload'?: string;
  /** What the channel's events mean, as JSON: their name to `message`, `deleted` or `ignore`. By default whatever carries a message is one. */
  'event-map'?: string;
};
