/** Attributes that only this transport reads, all of them texts. */
export type ExpertflowOptions = {
  /** Channel told to the server: `web`, or the name under which your server knows the site. Default `web`. */
  channel?: string;
  /** Skill groups the visitor may choose from: `sales:Sales, support:Support`, or a JSON list of `{id, name}`. */
  departments?: string;
  /** Skill group of every conversation, unless the visitor chose another; becomes `subject`. */
  department?: string;
  /** A note for the agents, sent with the beginning of each conversation. */
  comment?: string;
  /** Takes a file as multipart member `file` and answers JSON with its `url`. Without it small files travel inside the message. */
  'upload-url'?: string;
  /** Version of Socket.IO at the server: `auto`, `2` (also 1) or `4` (also 3). Default `auto`: asked once and remembered. */
  'socket-version'?: 'auto' | '2' | '4';
};
