// The provisioning page in front of a sandbox, whose infrastructure takes 20 seconds instead of ten minutes.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { provisionAccount } from 'lp-functions-toolbelt/provisioning';
import { startSandbox } from 'lp-functions-toolbelt/testing';
import { createProvisioningPage } from './provisioning-page.js';

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
const { signal } = stop;

await using sandbox = await startSandbox({ provisioned: false, infrastructureMs: 20_000 });
const { accountId, platform, secretStore } = sandbox;
const page = createProvisioningPage({
  accountId,
  provision: () => provisionAccount({ accountId, platform, secretStore, signal }),
  onError: (error) => {
    if (!signal.aborted) console.error(error);
  },
});

// Any free port, unless one is given: npx tsx examples/provisioning-page/server.ts 8080
const server = createServer(page).listen(Number(process.argv[2] ?? 0), '127.0.0.1');
await once(server, 'listening');
console.log(`Open http://127.0.0.1:${(server.address() as AddressInfo).port} (Ctrl-C ends it).`);

if (!signal.aborted) await once(signal, 'abort');
server.close();
server.closeAllConnections();
