/** Version 2 of the official client, as far as it is used; it brings no types. */
declare module 'socket.io-client-v2' {
  const io: (origin: string, options: object) => unknown;
  export = io;
}
