// Keeps secrets of platform code in an encrypted file that any number of processes share, and takes another key.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EncryptedFileStore } from 'lp-functions-toolbelt/stores';

const folder = await mkdtemp(join(tmpdir(), 'lp-encrypted-file-'));
const store = new EncryptedFileStore(join(folder, 'secrets.json'), { keyFile: join(folder, 'secrets.key') });

const { version } = await store.put({
  key: 'MY_APP_KEY',
  value: { client_id: 'an-id', client_secret: 'a-secret' },
});
// Applies only while nobody else has written it meanwhile; a SecretConflictError says so.
await store.put(
  { key: 'MY_APP_KEY', value: { client_id: 'an-id', client_secret: 'another' } },
  { ifVersion: version },
);

await store.rotateKey();
console.log(await store.list());
await rm(folder, { recursive: true });
