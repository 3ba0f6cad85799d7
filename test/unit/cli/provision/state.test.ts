import { describe, expect, it } from 'vitest';
import { findStates } from '../../../../src/cli/provision/state.js';
import type { ProvisioningPlatform } from '../../../../src/provisioning/platform.js';
import type { SecretStore, StoredSecret } from '../../../../src/secrets/secret-store.js';

const KEY = 'LIVEPERSON_DEFAULT_APP_KEY';
const CREDENTIAL = { client_id: 'planted-id', client_secret: 'planted-4f8a' };

/** Answers what is read; whatever else is called fails the test. */
function platformOf(): ProvisioningPlatform {
  const writes = () => expect.unreachable();
  return {
    accountId: '12345678',
    administrator: async () => ({ isAdministrator: true, reason: 'the profile' }),
    feature: async () => 'active',
    activateFeature: writes,
    infrastructure: async () => ({ state: 'ready' }),
    startInfrastructure: writes,
    listInstallations: async () => ({ items: [], revision: '1' }),
    install: writes,
    deleteInstallation: writes,
    getInstallation: writes,
    tryCredential: writes,
  };
}

function storeOf(record: Partial<StoredSecret> | undefined): SecretStore {
  const stored = record && {
    key: KEY,
    value: CREDENTIAL,
    version: '3',
    managedBy: 'system' as const,
    ...record,
  };
  const writes = () => expect.unreachable();
  return {
    get: async () => stored,
    put: writes,
    delete: writes,
    list: writes,
    identity: async (options) => (options?.create === false ? 'a place' : expect.unreachable()),
  };
}

const { signal } = new AbortController();

async function look(record: Partial<StoredSecret> | undefined, takeOver: readonly string[] = []) {
  const settings = { accountId: '12345678', takeOver };
  const found = await findStates(settings, platformOf(), storeOf(record), signal);
  const applications = found?.states.find(({ subject }) => subject === 'applications');
  return { found, problem: applications?.problem?.message };
}

describe('how things are before a run', () => {
  it('is looked at without a write, and without a new identity', async () => {
    const { found, problem } = await look({});
    expect(problem).toBeUndefined();
    expect(found?.applications?.made).toHaveLength(1);
    expect(JSON.stringify(found)).not.toContain('planted');
  });

  it('has no fate of applications where a run would refuse the record', async () => {
    const another = await look({ accountId: '87654321' });
    expect(another.found?.applications).toBeNull();
    expect(another.problem).toMatch(/of account 87654321, and this run is for account 12345678/);
    const value = { consumerKey: 'a', consumerSecret: 'b', token: 'c', tokenSecret: 'd' };
    const migrated = await look({ value });
    expect(migrated.found?.applications).toBeNull();
    expect(migrated.problem).toMatch(/OAuth 1\.0a.*secrets delete LIVEPERSON_DEFAULT_APP_KEY --system/);
    // A value that is no credential and no account's: nothing could show whose it is.
    const foreign = await look({ value: { apiKey: 'planted' } });
    expect(foreign.found?.applications).toBeNull();
    expect(foreign.problem).toMatch(/does not work, and nothing tells which account.*with the --store/);
    expect(foreign.problem).not.toContain('planted');
    expect((await look({ accountId: '12345678' })).problem).toBeUndefined();
  });

  it('names who is to be taken over and is not there', async () => {
    const { found } = await look(undefined, ['gone']);
    expect(found?.applications?.warnings).toEqual(['There is no application "gone" to take over']);
  });
});
