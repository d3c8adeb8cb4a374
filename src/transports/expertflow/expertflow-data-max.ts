/**
 * Bytes of a file that travels inside a message: Socket.IO 4 ends a connection over a frame of more
 * than 1 000 000 bytes, and base64 needs four for three.
 */
export const DATA_MAX = 700_000;
