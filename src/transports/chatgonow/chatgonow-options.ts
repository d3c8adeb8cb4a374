/** Attributes of `transport="chatgonow"`, beside `endpoint`: the root below which `/api/` hangs. */
export type ChatgonowOptions = {
  /** The site's API key, as the embed code has it. Required. */
  key: string;
};
