import { SecretConflictError } from '../../errors/secret-conflict-error.js';
import type { PutCondition, StoredSecret } from '../../secrets/secret-store.js';
import { credentialIn, DEFAULT_SECRET_NAME } from '../manifest.js';
import type { InstallationCredential } from '../platform.js';
import type { Scene } from './scene.js';

/**
 * How a conditional write ended. After a `conflict` it has not been carried out and never will be. It is
 * `unclear` when the conflict answers a repetition: then the first attempt may have been carried out.
 */
export type WriteOutcome = 'stored' | 'conflict' | 'unclear';

/** The secret as it is stored now; undefined when there is none. */
export async function readSecret(scene: Scene): Promise<StoredSecret | undefined> {
  const secret = await scene.calls.steady((signal) => scene.store.get(DEFAULT_SECRET_NAME, { signal }));
  scene.redactor.hold(secret?.value);
  return secret;
}

/** Writes the value it holds once more: whoever read the version before can no longer write. */
export async function fence(scene: Scene, secret: StoredSecret): Promise<WriteOutcome> {
  return await write(scene, secret.value, { ifVersion: secret.version });
}

/**
 * Stores a credential in place of `previous`. A write whose outcome is not known is repeated as it was: if it
 * had succeeded, the repetition conflicts, and the store holds this very credential.
 */
export async function replaceSecret(
  scene: Scene,
  credential: InstallationCredential,
  previous: StoredSecret | undefined,
): Promise<WriteOutcome> {
  const condition = previous === undefined ? { ifAbsent: true as const } : { ifVersion: previous.version };
  const outcome = await write(scene, credential, condition);
  if (outcome === 'stored') return 'stored';
  const winner = credentialIn((await readSecret(scene))?.value);
  const isOurs =
    winner?.client_id === credential.client_id && winner.client_secret === credential.client_secret;
  return isOurs ? 'stored' : outcome;
}

async function write(scene: Scene, value: unknown, condition: PutCondition): Promise<WriteOutcome> {
  const secret = { key: DEFAULT_SECRET_NAME, value, managedBy: 'system' as const };
  let attempts = 0;
  const put = () => {
    attempts += 1;
    return scene.store.put(secret, condition);
  };
  try {
    await scene.calls.steady(put);
    return 'stored';
  } catch (error) {
    if (!(error instanceof SecretConflictError)) throw error;
    return attempts === 1 ? 'conflict' : 'unclear';
  }
}
