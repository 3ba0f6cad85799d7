import { PrivilegeError } from '../../errors/privilege-error.js';
import { hasMarker, storeDigestIn } from '../manifest.js';
import { type Installation, InstallationRefusedError, StaleRevisionError } from '../platform.js';
import { listApplications } from './applications.js';
import { look, lookNamesNone } from './default-secret.js';
import type { Scene } from './scene.js';
import { mayPass, type Patience } from './steady-calls.js';

/** A stale revision says that others are at work, not that something is broken: until the run is stopped. */
const DELETION: Patience = Object.freeze({
  attempts: Number.POSITIVE_INFINITY,
  firstMs: 250,
  longestMs: 8_000,
});
/** Of one application. */
const MOST_FAILURES = 5;
/** Bytes; LivePerson's names have 128 characters at most. */
const LONGEST_NAME = 512;
/** How long the answer of a look holds: milliseconds from asking until the deletion is sent. */
const LOOK_HOLDS_MS = 5_000;

/** The look before a deletion: when the store was asked; undefined keeps the application. */
type Look = () => Promise<number | undefined>;

class TooLate extends Error {
  constructor() {
    super('The look before it was too long ago');
  }
}

/** Deletes exactly these, each while the secret still has the version of our last write. */
export async function remove(scene: Scene, targets: readonly Installation[], version: string): Promise<void> {
  for (const target of targets) await removeOne(scene, target, () => look(scene, version));
}

/**
 * Deletes what this run is making, every application of its name, unless the secret names one of them.
 *
 * @returns Whether none of them is left.
 */
export async function dropAttempt(scene: Scene): Promise<boolean> {
  const { record } = scene;
  const name = record.attempt?.clientName;
  if (name === undefined) return true;
  await listApplications(scene);
  const entries = record.installed.filter(({ clientName }) => clientName === name);
  const clientIds = entries.map(({ clientId }) => clientId);
  for (const entry of entries) await removeOne(scene, entry, () => lookNamesNone(scene, clientIds));
  record.attempt = undefined;
  return !record.installed.some(({ clientName }) => clientName === name);
}

/** One that is gone, or that a person has taken over by removing our marker, is left. */
async function removeOne(scene: Scene, target: Installation, lookFirst: Look): Promise<void> {
  const { calls, clock, platform, record } = scene;
  if (record.isUndeletable(target)) return;
  let failures = 0;
  let isSent = false;
  /** Of this attempt. */
  let isSending = false;
  const gone = () => (isSent ? record.hasDeleted(target) : record.sawGone(target));
  const deletion = async () => {
    isSending = false;
    // Each deletion makes a new revision, so the list is read before each. It gives no new targets, and the
    // revision makes sure that the application still is what the list shows.
    const { items, revision } = await listApplications(scene);
    const found = items.find(({ id }) => id === target.id);
    if (found === undefined) return gone();
    if (!isStillOf(target, found)) return;
    const askedAt = await lookFirst();
    if (askedAt === undefined) return;
    if (clock.elapsed() - askedAt > LOOK_HOLDS_MS) throw new TooLate();
    isSent = true;
    isSending = true;
    await calls.once((signal) => platform.deleteInstallation(target.id, revision, { signal }));
    gone();
  };
  const again = (error: unknown) => {
    // The list and the look were repeated already, or end this pass.
    if (!isSending && !(error instanceof TooLate)) return false;
    if (error instanceof StaleRevisionError || error instanceof TooLate) return true;
    failures += 1;
    return failures < MOST_FAILURES && mayPass(error);
  };
  const repeats = 'platform.deleteInstallation';
  try {
    await calls.repeat(deletion, { ...DELETION, again, repeats });
  } catch (error) {
    if (!isSending || !isRefusal(error)) throw error;
    record.mayNotDelete(target);
    record.warnings.add(refusedText(scene.redactor.words(target.clientName, LONGEST_NAME)));
  }
}

/** Whether it still has our marker, and that of the same store. */
function isStillOf(target: Installation, found: Installation): boolean {
  return hasMarker(found) && storeDigestIn(found.description) === storeDigestIn(target.description);
}

/** 403: another person may delete it, this one may not. */
function isRefusal(error: unknown): boolean {
  return error instanceof InstallationRefusedError || error instanceof PrivilegeError;
}

function refusedText(clientName: string): string {
  return `The platform does not let this person delete the application "${clientName}", which no secret needs any more`;
}
