import { randomUUID } from 'node:crypto';
import { VaultAdmin, type VaultUnderTest } from '../support/vault-admin.js';
import { freePorts, VaultProcess } from './vault-process.js';

/** A dev server: in memory, unsealed, plain http on 127.0.0.1, KV version 2 at `secret/`. */
export interface DevServer extends VaultUnderTest {
  stop(): Promise<void>;
}

export async function startDevServer(binary: string): Promise<DevServer> {
  const [port] = await freePorts(1);
  const address = `http://127.0.0.1:${port}`;
  const rootToken = `root-${randomUUID()}`;
  const args = [
    `-dev-listen-address=127.0.0.1:${port}`,
    `-dev-root-token-id=${rootToken}`,
    '-dev-no-store-token',
  ];
  const server = new VaultProcess(binary, ['server', '-dev', ...args]);
  const admin = new VaultAdmin({ address, rootToken });
  try {
    await server.until(async () => (await admin.request('GET', 'secret/config')).status === 200);
  } catch (error) {
    await server.kill();
    throw error;
  } finally {
    await admin.close();
  }
  return { address, rootToken, stop: () => server.kill() };
}
