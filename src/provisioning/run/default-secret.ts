import { ErrorCodes } from '../../errors/error-codes.js';
import { SecretConflictError } from '../../errors/secret-conflict-error.js';
import { SecretError } from '../../errors/secret-error.js';
import { SecretForbiddenError } from '../../errors/secret-forbidden-error.js';
import type { PutCondition, StoredSecret } from '../../secrets/secret-store.js';
import { credentialIn, DEFAULT_SECRET_NAME } from '../manifest.js';
import type { InstallationCredential } from '../platform.js';
import { LookAgain } from './look-again.js';
import { refuseRecord } from './ownership.js';
import type { Attempt } from './record.js';
import type { Scene } from './scene.js';

/** What the store answered, and when it was asked: milliseconds of `Clock.elapsed`. */
interface Answer {
  readonly secret: StoredSecret | undefined;
  readonly askedAt: number;
}

/**
 * How a conditional write ended. After a `conflict` it has not been carried out and never will be. It is
 * `unclear` when the conflict answers a repetition: then the first attempt may have been carried out.
 */
type Write = { readonly version: string } | 'conflict' | 'unclear';

/**
 * The secret as it is stored now; undefined when there is none.
 *
 * @throws {ProvisioningError} It is of another account, or of a shape that cannot be tried.
 */
export async function readSecret(scene: Scene): Promise<StoredSecret | undefined> {
  const { secret } = await askStore(scene);
  refuseRecord(scene, secret);
  return secret;
}

/**
 * Makes sure that the secret still has the version of our last write.
 *
 * @returns When the store was asked.
 * @throws {LookAgain} It has another one.
 */
export async function look(scene: Scene, version: string): Promise<number> {
  const { secret, askedAt } = await askStore(scene);
  if (secret?.version === version) return askedAt;
  throw new LookAgain('Somebody else wrote the secret meanwhile');
}

/**
 * Whether the secret names none of these client ids.
 *
 * @returns When the store was asked; undefined when it names one.
 */
export async function lookNamesNone(scene: Scene, clientIds: readonly string[]): Promise<number | undefined> {
  const { secret, askedAt } = await askStore(scene);
  const named = credentialIn(secret?.value)?.client_id;
  return named !== undefined && clientIds.includes(named) ? undefined : askedAt;
}

/** Whether the secret still is the one that a pass began with. */
export async function isStill(scene: Scene, before: StoredSecret | undefined): Promise<boolean> {
  const { secret } = await askStore(scene);
  return secret?.version === before?.version;
}

/**
 * Writes the value that is stored once more: whoever read the version before can no longer write. The record says
 * its account from then on.
 *
 * @throws {LookAgain} Somebody else wrote, or may have.
 */
export async function fence(scene: Scene, secret: StoredSecret): Promise<StoredSecret> {
  const { accountId } = scene;
  const written = await write(scene, secret.value, { ifVersion: secret.version });
  if (written === 'conflict' || written === 'unclear') throw overtaken();
  return { ...secret, accountId, managedBy: 'system', version: written.version };
}

/**
 * Stores a credential in place of `previous`. A write whose outcome is not known is repeated as it was: if it
 * had succeeded, the repetition conflicts, and the store holds this very credential.
 *
 * @returns The version that is stored.
 * @throws {LookAgain} Somebody else wrote first; `attempt` says whether ours may be stored all the same.
 */
export async function replaceSecret(
  scene: Scene,
  credential: InstallationCredential,
  previous: StoredSecret | undefined,
  attempt: Attempt,
): Promise<string> {
  const condition = previous === undefined ? { ifAbsent: true as const } : { ifVersion: previous.version };
  const written = await write(scene, credential, condition, attempt);
  if (written !== 'conflict' && written !== 'unclear') return written.version;
  const { secret: winner } = await askStore(scene);
  if (winner !== undefined && isOwnWrite(scene, winner, credential)) {
    scene.record.hasChanged = true;
    return winner.version;
  }
  throw overtaken();
}

/** By the whole of it: a person may have put the same client id with another secret, owner or no account. */
function isOwnWrite({ accountId }: Scene, winner: StoredSecret, ours: InstallationCredential): boolean {
  const stored = credentialIn(winner.value);
  return (
    stored?.client_id === ours.client_id &&
    stored.client_secret === ours.client_secret &&
    winner.accountId === accountId &&
    winner.managedBy === 'system'
  );
}

async function askStore({ calls, clock, store, redactor }: Scene): Promise<Answer> {
  let askedAt = 0;
  const secret = await calls.steady('secretStore.get', (signal) => {
    askedAt = clock.elapsed();
    return store.get(DEFAULT_SECRET_NAME, { signal });
  });
  redactor.hold(secret?.value);
  return { secret, askedAt };
}

async function write(
  scene: Scene,
  value: unknown,
  condition: PutCondition,
  attempt?: Attempt,
): Promise<Write> {
  const { accountId, calls, record, store } = scene;
  const secret = { key: DEFAULT_SECRET_NAME, value, managedBy: 'system' as const, accountId };
  let attempts = 0;
  const put = () => {
    attempts += 1;
    if (attempt !== undefined) attempt.put = 'sent';
    return store.put(secret, condition);
  };
  try {
    const { version } = await calls.steady('secretStore.put', put);
    record.hasChanged = true;
    return { version };
  } catch (error) {
    if (attempts === 1 && attempt !== undefined && isRefusal(error)) attempt.put = 'refused at first';
    if (!(error instanceof SecretConflictError)) throw error;
    return attempts === 1 ? 'conflict' : 'unclear';
  }
}

/** Whether the store says for certain that it did not write. */
function isRefusal(error: unknown): boolean {
  if (error instanceof SecretConflictError || error instanceof SecretForbiddenError) return true;
  return error instanceof SecretError && error.code === ErrorCodes.Secret.AuthFailure;
}

function overtaken(): LookAgain {
  return new LookAgain('Another run wrote the secret first');
}
