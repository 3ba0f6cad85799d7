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
 * rests on the order: the secret is read before the list; what is deleted was on that list; before it is deleted,
 * a conditional write has made sure that no other run can store it any more, and a look that no person did.
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
  const secret = await readSecret(scene);
  const { items } = await listApplications(scene);
  record.takenOver ??= takenOver(scene, items);
  const ours = mayDelete(scene, items);

  if (secret !== undefined) {
    const orphans = orphansOf(scene, ours, secret);
    if (await storedWorks(scene, secret)) return await keep(scene, secret, items, orphans);
    refuseUnknownAccount(scene, secret);
  }
  await requireSecrets(scene, ours);
  await replace(scene, secret, ours);
}

/** The stored credential works: it stays, and what nothing refers to goes. */
async function keep(
  scene: StoreScene,
  secret: StoredSecret,
  items: readonly Installation[],
  orphans: readonly Installation[],
): Promise<void> {
  const { accountId, progress, record } = scene;
  const clientId = credentialIn(secret.value)?.client_id;
  record.storedClientId = clientId;
  warnIfOdd(
    scene,
    items.find((item) => item.clientId === clientId),
  );
  const isMadeByThisRun = record.installed.some((item) => item.clientId === clientId);
  progress.leave(CREATE, isMadeByThisRun ? 'done' : 'skipped');
  progress.enter(STORE);
  if (orphans.length > 0 || secret.accountId !== accountId || secret.managedBy !== 'system') {
    const { version } = await fence(scene, secret);
    await remove(scene, orphans, version);
    await look(scene, version);
  }
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
    const installed = await installWithinQuota(scene, before, orphansOf(scene, ours, before));
    await tryUntilItWorks(scene, installed.made, installed.secret);
    return installed;
  });
  progress.leave(CREATE, 'done', `made ${made.clientName}`);
  progress.enter(STORE);
  const version = await droppingAttempt(scene, () =>
    replaceSecret(scene, made.credential, secret, made.attempt),
  );
  record.attempt = undefined;
  record.storedClientId = made.clientId;
  const others = [...ours, ...made.twins].filter(({ id }) => id !== made.id);
  await remove(scene, others, version);
  await requireThere(scene, made);
  await look(scene, version);
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
