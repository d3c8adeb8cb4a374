import { parseFlags, usage } from './cli/parse-flags.js';
import { dialects } from './dialects/dialects.js';
import { type RunningServer, type ServerOptions, startServer } from './start-server.js';
import { StartupError } from './startup-error.js';

function announce(server: RunningServer, options: ServerOptions): void {
  const others = Object.keys(dialects).filter((name) => name !== 'rest');
  const lines = [
    `REST endpoint     ${server.url}/rest`,
    `Other systems     ${others.map((name) => `/${name}`).join(' ')}`,
  ];
  if (options.pages) {
    lines.unshift(`Demo page         ${server.url}/`);
    lines.push(`Operator console  ${server.url}/operator?key=${encodeURIComponent(server.operatorKey)}`);
  } else {
    lines.push(`Operator API      ${server.url}/operator/api  (key: ${server.operatorKey})`);
  }
  const token = server.service.context.secrets.find('chatvisor.adminToken');
  if (token) lines.push(`Chatvisor API     ${server.url}/chatvisor/api/v1  (token: ${token})`);
  if (options.faults) lines.push(`Faults            ${server.url}/faults  (open to everybody who can reach it)`);
  lines.push(`Data              ${options.database === ':memory:' ? 'in memory' : options.database}`);
  process.stdout.write(`\n${lines.map((line) => `  ${line}`).join('\n')}\n\n`);
}

function closeOnSignal(server: RunningServer): void {
  const close = (): void => {
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', close);
  process.once('SIGTERM', close);
}

async function main(): Promise<void> {
  const options = parseFlags(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(usage);
    return;
  }
  const server = await startServer({
    ...options,
    onError: (error) => process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
  });
  closeOnSignal(server);
  announce(server, options);
}

main().catch((error: unknown) => {
  // A reason for people is one sentence; anything else is a defect and keeps its stack.
  const text = error instanceof StartupError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
});
