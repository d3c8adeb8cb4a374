import { startServer } from '../../../server/start-server.js';

/** A server in a process of its own, which must end by itself once the server is closed. `argv[2]`: eio. */
const server = await startServer({ port: 0, faults: true, dialects: { expertflow: { eio: Number(process.argv[2]) } } });
process.once('message', () => {
  void server.close().then(() => process.disconnect());
});
process.send?.({ url: server.url, operatorKey: server.operatorKey });
