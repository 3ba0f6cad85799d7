import type { StoredSecret } from '../../secrets/secret-store.js';
import { credentialIn } from '../manifest.js';
import type { Installation } from '../platform.js';
import { findApplication, listApplications } from './applications.js';
import { fence, look, readSecret, replaceSecret } from './default-secret.js';
import { dropAttempt, remove } from './deletion.js';
import { requireSecrets } from './installing.js';
import { LookAgain } from './look-again.js';
import { mayDelete, refuseUnknownAccount, takenOver } from './ownership.js';
import { installWithinQuota } from './quota.js';
import { changesText } from './report.js';
import type { StoreScene } from './scene.js';
import { waitBefore } from './steady-calls.js';
import { storedWorks, tryUntilItWorks } from './trial.js';

const CREATE = 'create-default-secrets';
const STORE = 'store-default-secret';
/** Before another pass, so that runs at the same time do not go on disturbing each other. */
const PASS_PAUSE = Object.freeze({ firstMs: 1_000, longestMs: 30_000 });

/**
 * Brings an account to one application of this store and one stored secret that matches it, from whatever is
 * there: nothing, a finished account, what a killed run left behind, or another run at the same time.
 *
 * Never stores a credential that does not work, nor deletes the application that a stored secret names. That
 * rests on the order of one pass; whatever turns out otherwise leads to another one:
 *
 *  1 the secret is read: of another account, or an OAuth 1.0a key: refused
 *  2 the applications are listed: only what is on this list, or was made by this run, may be deleted
 *  3 the stored credential is tried: "unknown" ends the run, one that works is kept
 *  4   nothing else of this store is there, and the record says its account: nothing to do
 *  5   the secret is written as it is (the fence): no other run can store an older one any more
 *  6   the others are deleted, each after a look that the secret has the version of our write; then 14
 *  7 an application whose client secret nothing shows: a step by hand, and nothing is installed
 *  8 an application is installed, under a name that nobody else knows
 *  9 the first that is listed under it is the new one; others of the name are its twins
 * 10 its credential is tried until it works, while the secret stays as it was and the application is there
 * 11 it is stored, in place of what was read
 * 12 after a conflict: stored all the same, or dropped, or, when that is not sure, left to the next pass
 * 13 what was on the list of 2 is deleted, and the twins, as in 6 (the write is the fence); the new one is there
 * 14 the last look: the secret has the version of our write
 */
export async function converge(scene: StoreScene): Promise<void> {
  const { calls, progress } = scene;
  for (let passes = 0; ; passes += 1) {
    if (passes > 0) await calls.pause(waitBefore(passes, PASS_PAUSE));
    try {
      return await pass(scene);
    } catch (error) {
      if (!(error instanceof LookAgain)) throw error;
      progress.waiting(progress.state.task ?? CREATE, `${error.message}; looking again`);
    }
  }
}

async function pass(scene: StoreScene): Promise<void> {
  const { progress, record } = scene;
  progress.enter(CREATE);
  const secret = await readSecret(scene); // 1
  const { items } = await listApplications(scene); // 2
  record.takenOver ??= takenOver(scene, items);
  const ours = mayDelete(scene, items);
  if (secret !== undefined) {
    if (await storedWorks(scene, secret)) return await keep(scene, secret, items, ours); // 3 to 6, 14
    refuseUnknownAccount(scene, secret);
  }
  await requireSecrets(scene, ours); // 7
  await replace(scene, secret, ours); // 8 to 14
}

/** The stored credential works: it stays, and what nothing refers to goes. */
async function keep(
  scene: StoreScene,
  secret: StoredSecret,
  items: readonly Installation[],
  ours: readonly Installation[],
): Promise<void> {
  const { accountId, progress, record } = scene;
  const clientId = credentialIn(secret.value)?.client_id;
  record.storedClientId = clientId;
  const orphans = orphansOf(scene, ours, secret);
  const isMadeByThisRun = record.installed.some((item) => item.clientId === clientId);
  progress.leave(CREATE, isMadeByThisRun ? 'done' : 'skipped');
  progress.enter(STORE);
  const isComplete = secret.accountId === accountId && secret.managedBy === 'system';
  if (orphans.length > 0 || !isComplete) {
    const { version } = await fence(scene, secret); // 5
    await remove(scene, orphans, version); // 6
    await look(scene, version); // 14
  }
  warnIfOdd(
    scene,
    items.find((item) => item.clientId === clientId),
  );
  progress.leave(STORE, record.hasChanged || isMadeByThisRun ? 'done' : 'skipped', changesText(scene));
}

/** There is no credential that works: another one is made, tried and stored, and the others go. */
async function replace(
  scene: StoreScene,
  before: StoredSecret | undefined,
  ours: readonly Installation[],
): Promise<void> {
  const { progress, record } = scene;
  const { made, secret } = await droppingAttempt(scene, async () => {
    const installed = await installWithinQuota(scene, before, orphansOf(scene, ours, before)); // 8, 9
    await tryUntilItWorks(scene, installed.made, installed.secret); // 10
    return installed;
  });
  progress.leave(CREATE, 'done', `made ${made.clientName}`);
  progress.enter(STORE);
  const version = await droppingAttempt(scene, () =>
    replaceSecret(scene, made.credential, secret, made.attempt),
  ); // 11, 12
  record.attempt = undefined;
  record.storedClientId = made.clientId;
  const others = [...ours, ...made.twins].filter(({ id }) => id !== made.id);
  await remove(scene, others, version); // 13
  await requireThere(scene, made);
  await look(scene, version); // 14
  progress.leave(STORE, 'done', changesText(scene));
}

/**
 * Before another pass, what was surely never stored goes. What may be stored stays: it is among ours in the next
 * pass, for a store may answer from an old copy.
 */
async function droppingAttempt<T>(scene: StoreScene, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof LookAgain) {
      if (scene.record.attempt?.put !== 'sent') await dropAttempt(scene);
      scene.record.attempt = undefined;
    }
    throw error;
  }
}

function orphansOf(
  { record }: StoreScene,
  ours: readonly Installation[],
  secret: StoredSecret | undefined,
): readonly Installation[] {
  const current = credentialIn(secret?.value)?.client_id;
  return ours.filter((item) => item.clientId !== current && !record.isUndeletable(item));
}

async function requireThere(scene: StoreScene, made: Installation): Promise<void> {
  const now = await findApplication(scene, made.id);
  if (now === undefined) scene.record.sawGone(made);
  if (!now?.enabled) throw new LookAgain('The new application was deleted or disabled');
}

function warnIfOdd({ record, redactor }: StoreScene, current: Installation | undefined): void {
  if (current === undefined) {
    record.warnings.add(
      'The stored credential works, so it was kept, but no application on the list is its own',
    );
  } else if (!current.enabled) {
    const name = redactor.words(current.clientName, LONGEST_NAME);
    record.warnings.add(
      `The stored credential works, so it was kept, but its application "${name}" is disabled on the list`,
    );
  }
}

/** Bytes; LivePerson's names have 128 characters at most. */
const LONGEST_NAME = 512;
