import { ProvisioningError } from '../../errors/provisioning-error.js';
import type { StoredSecret } from '../../secrets/secret-store.js';
import { credentialIn } from '../manifest.js';
import type { CredentialVerdict, InstallationCredential } from '../platform.js';
import { findApplication } from './applications.js';
import { isStill } from './default-secret.js';
import type { NewApplication } from './installing.js';
import { LookAgain } from './look-again.js';
import type { Scene } from './scene.js';
import type { Patience } from './steady-calls.js';

/** A server may refuse in passing: six trials within 22 seconds, before a stored credential is given up. */
const STORED: Patience = Object.freeze({ attempts: 6, firstMs: 1_000, longestMs: 7_500 });
/** A new one may need minutes until each server knows it: until the run is stopped. */
const NEW: Patience = Object.freeze({
  attempts: Number.POSITIVE_INFINITY,
  firstMs: 1_000,
  longestMs: 30_000,
});

const CREATE = 'create-default-secrets';

class NotWorking extends Error {
  readonly verdict: CredentialVerdict;
  constructor(verdict: CredentialVerdict) {
    super();
    this.verdict = verdict;
  }
}

/**
 * Whether the stored credential works. What has another shape does not, nor what is of an application that this
 * run deleted or saw gone.
 *
 * @throws {ProvisioningError} The platform could not say: nothing is changed.
 */
export async function storedWorks(scene: Scene, secret: StoredSecret): Promise<boolean> {
  const credential = credentialIn(secret.value);
  if (credential === undefined || scene.record.isGone(credential.client_id)) return false;
  const verdict = await verdictOnStored(scene, credential);
  if (verdict !== 'unknown') return verdict === 'works';
  throw new ProvisioningError(
    'The platform could not say whether the stored credential works, so it was left as it is. ' +
      'It is safe to run again.',
    scene.progress.state,
  );
}

/**
 * Tries a new credential until it works; "unknown" counts as a failure. After each failure the secret still has
 * to be the one that the pass began with, and the application there and enabled.
 *
 * @throws {LookAgain} Something of that is no longer so.
 */
export async function tryUntilItWorks(
  scene: Scene,
  made: NewApplication,
  before: StoredSecret | undefined,
): Promise<void> {
  const attempt = async () => {
    const verdict = await ask(scene, made.credential);
    if (verdict === 'works') return;
    if (!(await isStill(scene, before))) throw new LookAgain('Somebody else wrote the secret meanwhile');
    const now = await findApplication(scene, made.id);
    if (now === undefined) scene.record.sawGone(made);
    if (!now?.enabled) throw new LookAgain('The new application was deleted or disabled');
    throw new NotWorking(verdict);
  };
  await scene.calls.repeat(attempt, { ...NEW, again: isNotWorking, onWait: onWait(scene, 'new') });
}

async function verdictOnStored(scene: Scene, credential: InstallationCredential): Promise<CredentialVerdict> {
  const attempt = async () => {
    const verdict = await ask(scene, credential);
    if (verdict !== 'works') throw new NotWorking(verdict);
    return verdict;
  };
  try {
    const repetition = { ...STORED, again: isNotWorking, onWait: onWait(scene, 'stored') };
    return await scene.calls.repeat(attempt, repetition);
  } catch (error) {
    if (isNotWorking(error)) return error.verdict;
    throw error;
  }
}

function ask({ calls, platform }: Scene, credential: InstallationCredential): Promise<CredentialVerdict> {
  return calls.steady('platform.tryCredential', (signal) => platform.tryCredential(credential, { signal }));
}

function onWait({ progress }: Scene, which: 'new' | 'stored') {
  return (error: unknown) => {
    const isUnknown = isNotWorking(error) && error.verdict === 'unknown';
    const what = isUnknown ? 'cannot say yet whether it accepts' : 'does not accept';
    const yet = which === 'new' && !isUnknown ? ' yet' : '';
    progress.waiting(CREATE, `The platform ${what} the ${which} credential${yet}`);
  };
}

function isNotWorking(error: unknown): error is NotWorking {
  return error instanceof NotWorking;
}
