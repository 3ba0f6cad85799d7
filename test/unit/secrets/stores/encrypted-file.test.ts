import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { EncryptedFileStore } from '../../../../src/secrets/stores/encrypted-file.js';
import { type StoreUnderTest, secretStoreContract } from '../../../../src/testing/secret-store-contract.js';
import { secretStoreLaws } from './secret-store-laws.js';

async function makeStore(): Promise<StoreUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'encrypted-file-'));
  const path = join(folder, 'secrets', 'secrets.json');
  return {
    store: new EncryptedFileStore(path),
    reopen: async () => new EncryptedFileStore(path),
    close: () => rm(folder, { recursive: true }),
  };
}

secretStoreContract('EncryptedFileStore', makeStore, { describe, it });
secretStoreLaws('EncryptedFileStore', makeStore, { numRuns: 60 });
