import { randomUUID } from 'node:crypto';
import { rename, rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import lockfile from '@bybrave/proper-lockfile2';
import { unload } from 'signal-exit';
import { elapsed } from '../../../config/elapsed.js';
import { FileProblem } from '../file-problem.js';
import { makePrivateFolder } from '../private-access.js';
import { codeOf } from '../system-error.js';
import { LockLost } from './fence.js';

/**
 * A lock that its holder has not renewed for so long may be taken: after a kill, writers wait that long. Kept
 * short, since taking it from a process that lives costs that process a repetition and nothing else (`Fence`).
 */
const STALE_MS = 2_000;
const RENEWAL_MS = 1_000;
const SHORTEST_WAIT_MS = 4;
const LONGEST_WAIT_MS = 60;

/** The path of the lock of a file: a folder that is there while somebody writes. */
function lockOf(target: string): string {
  return `${target}.lock`;
}

/**
 * Runs `change` while this process alone holds the lock of a file, and again when the lock was lost meanwhile.
 *
 * The lock keeps writers out of each other's way; that nothing is lost when it fails is up to the
 * {@link Fence}, which `change` raises before it reads.
 *
 * @param timeoutMs Longest wait for the lock, all repetitions together.
 * @throws {FileProblem} when that time is over.
 */
export async function withFileLock<T>(
  target: string,
  timeoutMs: number,
  change: () => Promise<T>,
): Promise<T> {
  // Its dependency handles signals, to unlock at the exit. How a program ends is not ours to alter.
  unload();
  const deadline = elapsed() + timeoutMs;
  for (;;) {
    const release = await acquire(target, deadline, timeoutMs);
    try {
      return await change();
    } catch (error) {
      if (!(error instanceof LockLost)) throw error;
      if (elapsed() >= deadline) throw timedOut(target, timeoutMs);
    } finally {
      await release();
    }
  }
}

async function acquire(target: string, deadline: number, timeoutMs: number): Promise<() => Promise<void>> {
  for (let wait = SHORTEST_WAIT_MS; ; wait = Math.min(wait * 1.5, LONGEST_WAIT_MS)) {
    const release = await tryLock(target);
    if (release !== undefined) return release;
    if (elapsed() >= deadline) throw timedOut(target, timeoutMs);
    // Spread, so that writers who were refused together do not come back together.
    await delay(wait * (0.5 + Math.random()));
  }
}

/** @returns How to unlock; undefined when it has to be tried again. */
async function tryLock(target: string): Promise<(() => Promise<void>) | undefined> {
  try {
    const release = await lockfile(target, {
      lockfilePath: lockOf(target),
      realpath: false,
      stale: STALE_MS,
      update: RENEWAL_MS,
      // The default throws out of a timer and so ends the process. The fence notices by itself.
      onCompromised: () => undefined,
    });
    // Fails when the lock is no longer ours, which is none of the caller's concern by then.
    return () => release().catch(() => undefined);
  } catch (error) {
    if (codeOf(error) === 'ELOCKED') {
      await dropLockOfTheFuture(lockOf(target));
      return undefined;
    }
    if (codeOf(error) !== 'ENOENT') throw error;
    await makePrivateFolder(dirname(target));
    return undefined;
  }
}

/**
 * A lock that is dated ahead was left before the clock was set back: who holds one renews it each second, by the same
 * clock. Its dependency would wait until that time has come.
 */
async function dropLockOfTheFuture(lock: string): Promise<void> {
  if (!(await isOfTheFuture(lock))) return;
  // Taken by a name of its own first, since another process may have dropped it and made a new one meanwhile.
  const claimed = `${lock}.reclaim-${randomUUID()}`;
  try {
    await rename(lock, claimed);
    if (await isOfTheFuture(claimed)) await rmdir(claimed);
    else await rename(claimed, lock);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

async function isOfTheFuture(lock: string): Promise<boolean> {
  try {
    return (await stat(lock)).mtimeMs > Date.now() + STALE_MS;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

function timedOut(target: string, timeoutMs: number): FileProblem {
  return new FileProblem(
    `other processes held the lock ${lockOf(target)} for ${timeoutMs} ms; if none of them writes to it any more, remove that folder`,
  );
}
