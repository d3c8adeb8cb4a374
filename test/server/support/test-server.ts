import { after } from 'node:test';
import { type RunningServer, type ServerOptions, startServer } from '../../../server/start-server.js';
import { until } from '../../support/until.js';
import { createOperatorClient, type OperatorClient } from './operator-client.js';

export type TestServer = RunningServer & { operator: OperatorClient; errors: unknown[] };

/** A server on a free port, closed after the test file. Unexpected errors are collected, never expected. */
export async function startTestServer(options: ServerOptions = {}): Promise<TestServer> {
  const errors: unknown[] = [];
  const server = await startServer({ port: 0, onError: (error) => errors.push(error), ...options });
  after(async () => {
    await server.close();
    if (errors.length > 0) throw new AggregateError(errors, 'the server met errors it does not know');
  });
  const operator = createOperatorClient({ url: server.url, key: server.operatorKey });
  return Object.assign(server, { operator, errors });
}

/** A restart, until this process's own connection pool has noticed. */
export async function restartServer(server: RunningServer): Promise<void> {
  await server.restart();
  await until(() => fetch(server.url).then((answer) => answer.text().then(() => true), () => undefined));
}
