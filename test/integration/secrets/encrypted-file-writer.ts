// Writes into an encrypted file as its arguments say: PATH NAME JOB COUNT. Prints a line for each write that
// was acknowledged. With STOP_AT=N it stops itself before its Nth rename, with KILL_AT=N it dies there.
import { writeSync } from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { SecretConflictError } from '../../../src/errors/secret-conflict-error.js';
import { EncryptedFileStore } from '../../../src/secrets/stores/encrypted-file/encrypted-file.js';

const [path = '', name = '', job = '', count = '0'] = process.argv.slice(2);
const store = new EncryptedFileStore(path, { lockTimeoutMs: 25_000 });

const { rename } = fs;
let renames = 0;
fs.rename = (...paths) => {
  renames += 1;
  if (renames === Number(process.env.STOP_AT)) {
    writeSync(1, 'stopping\n');
    process.kill(process.pid, 'SIGSTOP');
  }
  if (renames === Number(process.env.KILL_AT)) process.kill(process.pid, 'SIGKILL');
  return rename(...paths);
};
syncBuiltinESMExports();

/** Straight to the pipe, so that a line is out before the process can be killed. */
function acknowledge(text: string): void {
  writeSync(1, `${text}\n`);
}

/** Adds one to a number that all writers share, as often as others come first. */
async function increment(): Promise<void> {
  for (;;) {
    const present = await store.get('COUNTER');
    const condition = present === undefined ? { ifAbsent: true as const } : { ifVersion: present.version };
    try {
      await store.put({ key: 'COUNTER', value: Number(present?.value ?? 0) + 1 }, condition);
      return;
    } catch (error) {
      if (!(error instanceof SecretConflictError)) throw error;
    }
  }
}

for (let round = 1; round <= Number(count); round += 1) {
  if (job === 'own-keys') await store.put({ key: `${name}_${round}`, value: round });
  if (job === 'one-key') await store.put({ key: name, value: round });
  if (job === 'rotate') await store.rotateKey();
  if (job === 'count' || job === 'own-keys') await increment();
  acknowledge(`${round}`);
}
