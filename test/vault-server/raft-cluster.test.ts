import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { VaultAuthOptions } from '../../src/secrets/stores/vault/credentials.js';
import type { VaultStoreOptions } from '../../src/secrets/stores/vault/options.js';
import { VaultStore } from '../../src/secrets/stores/vault/vault.js';
import { secretStoreContract } from '../../src/testing/secret-store-contract.js';
import { InstantClock } from '../integration/client/harness.js';
import { VaultAdmin } from '../support/vault-admin.js';
import { examplePolicy, vaultPolicyProof } from '../support/vault-policy-proof.js';
import { raceToCreate } from '../support/vault-races.js';
import { vaultStoreMaker } from '../support/vault-store-under-test.js';
import { RaftCluster } from './raft-cluster.js';
import { byVersion, COUNTER_KEY, WriteLoad } from './write-load.js';

let cluster: RaftCluster;
let admin: VaultAdmin;
const prefix = `cluster/${randomUUID()}`;
/** A login that has what the policy for functions grants. */
let functions: { roleId: string; secretId: string };
const stores: VaultStore[] = [];

beforeAll(async () => {
  cluster = await RaftCluster.start(inject('vaultServer'));
  admin = new VaultAdmin(cluster.node(0));
  await admin.setPolicy('functions', examplePolicy('function-run-time', prefix));
  await admin.done('POST', 'sys/auth/approle', { body: { type: 'approle' } });
  functions = await admin.createAppRole('functions', { token_policies: ['functions'], token_ttl: '10m' });
});
afterAll(async () => {
  for (const store of stores) await store.close();
  await admin.close();
  await cluster.stop();
});

/** A store for functions, by the node of that number. */
function open(node: number, more: Partial<VaultStoreOptions> = {}): VaultStore {
  const auth: VaultAuthOptions = { method: 'approle', ...functions };
  const { address, ca } = cluster.node(node);
  const store = new VaultStore({ address, ca, mount: 'secret', prefix, auth, ...more });
  stores.push(store);
  return store;
}

let opened = 0;
const makeStore = vaultStoreMaker((place) => {
  const { address, ca, rootToken } = cluster.node(opened % 3);
  // Through the leader and through the standbys, which forward.
  opened += 1;
  // One place behind three addresses.
  const identity = `cluster ${place}`;
  return { address, ca, mount: 'secret', identity, auth: { method: 'token', token: rootToken } };
});
secretStoreContract('VaultStore on a cluster', makeStore, { describe, it });
vaultPolicyProof('a cluster', () => cluster.node(1));

describe('VaultStore on a cluster', () => {
  it('lets one of eight processes create a secret', async () => {
    const env = {
      VAULT_CACERT: cluster.caFile,
      VAULT_ROLE_ID: functions.roleId,
      VAULT_SECRET_ID: functions.secretId,
    };
    const text = (number: number) => `vault:${cluster.node(number % 3).address}/secret/${prefix}`;
    await raceToCreate(text, env, open(0));
  });

  it('loses no acknowledged write and creates nothing twice when leaders are killed', {
    timeout: 120_000,
  }, async () => {
    const load = new WriteLoad([0, 1, 2, 0, 1, 2].map((node) => open(node, { deadlineMs: 5_000 })));
    for (let kills = 0; kills < 3; kills += 1) {
      await load.more(60);
      const leader = await cluster.leader();
      await cluster.kill(leader);
      await cluster.leader();
      await load.more(60);
      await cluster.restart(leader);
    }
    await load.more(60);
    await load.stop();
    const reader = open(await cluster.leader());
    await everyCreationStands(reader, load);
    await everyIncrementCounts(reader, load);
  });

  it('waits while its node is sealed, and goes on when it is unsealed', async () => {
    const node = await cluster.leader();
    const store = open(node);
    await store.put({ key: 'SEALED', value: 'before' });
    await cluster.seal(node);
    // Its pauses take no time here, so no attempt is under way when the deadline ends.
    await expect(open(node, { clock: new InstantClock() }).get('SEALED')).rejects.toMatchObject({
      code: 'com.liveperson.faas.secret.op-failed',
      message: expect.stringContaining('sealed'),
    });
    const put = store.put({ key: 'SEALED', value: 'after' });
    await cluster.leader();
    await cluster.unseal(node);
    const { version } = await put;
    expect(await open((node + 1) % 3).get('SEALED')).toMatchObject({ value: 'after', version });
  });
});

async function everyCreationStands(reader: VaultStore, { acknowledged }: WriteLoad): Promise<void> {
  const created = acknowledged.filter(({ key }) => key !== COUNTER_KEY);
  expect(new Set(created.map(({ key }) => key)).size).toBe(created.length);
  for (const { key, value, version } of created) {
    expect(await reader.get(key)).toMatchObject({ value, version });
  }
}

async function everyIncrementCounts(reader: VaultStore, load: WriteLoad): Promise<void> {
  const increments = byVersion(load.acknowledged, COUNTER_KEY);
  // Each write was one more than the version before it, so value and version stayed equal.
  for (const [version, value] of increments) expect(String(value)).toBe(version);
  const counter = await reader.get(COUNTER_KEY);
  expect(String(counter?.value)).toBe(counter?.version);
  expect(Number(counter?.value)).toBeGreaterThanOrEqual(increments.size);
  expect(Number(counter?.value)).toBeLessThanOrEqual(increments.size + load.unknownIncrements);
}
