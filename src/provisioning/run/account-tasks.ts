import { NotAdminError } from '../../errors/not-admin-error.js';
import { ProvisioningError } from '../../errors/provisioning-error.js';
import type { InfrastructureStatus } from '../platform.js';
import type { Scene } from './scene.js';
import type { Patience } from './steady-calls.js';

const ACTIVATION: Patience = Object.freeze({ attempts: 6, firstMs: 1_000, longestMs: 8_000 });
/** Until the run is stopped: LivePerson speaks of up to ten minutes (documented). */
const POLLING: Patience = Object.freeze({
  attempts: Number.POSITIVE_INFINITY,
  firstMs: 2_000,
  longestMs: 10_000,
});
/** After this time the task counts as half done, after twice as much as two thirds, and so on. */
const HALF_TIME_MS = 60_000;

class NotYet extends Error {}
const isNotYet = (error: unknown) => error instanceof NotYet;

/** @throws {NotAdminError} Before anything is written. */
export async function requireAdministrator({ calls, platform }: Scene): Promise<void> {
  const answer = await calls.steady('platform.administrator', (signal) => platform.administrator({ signal }));
  if (!answer.isAdministrator) throw new NotAdminError(answer.reason);
}

export async function activateFeature({ calls, platform, progress }: Scene): Promise<void> {
  const task = 'activate-feature';
  progress.enter(task);
  const isActive = async () =>
    (await calls.steady('platform.feature', (signal) => platform.feature({ signal }))) === 'active';
  if (await isActive()) return progress.leave(task, 'skipped');
  await calls.steady('platform.activateFeature', (signal) => platform.activateFeature({ signal }));
  const activation = async () => {
    if (!(await isActive())) throw new NotYet('The platform still reports the feature as inactive');
  };
  const onWait = () => progress.waiting(task, 'The feature is not active yet');
  await calls.repeat(activation, { ...ACTIVATION, again: isNotYet, onWait });
  progress.leave(task, 'done');
}

export async function configureInfrastructure({ calls, platform, progress }: Scene): Promise<void> {
  const task = 'configure-infrastructure';
  progress.enter(task);
  const beganAt = progress.elapsedMs;
  let outcome: 'done' | 'skipped' = 'skipped';
  const poll = async () => {
    const status = await calls.steady('platform.infrastructure', (signal) =>
      platform.infrastructure({ signal }),
    );
    if (status.state === 'ready') return;
    if (status.state === 'failed') throw new ProvisioningError(failedText(status), progress.state);
    outcome = 'done';
    // Asked for again if it is still absent at the next look: the answer alone proves nothing.
    if (status.state === 'absent')
      await calls.steady('platform.startInfrastructure', (signal) =>
        platform.startInfrastructure({ signal }),
      );
    throw new NotYet();
  };
  const onWait = () => {
    const waitedMs = progress.elapsedMs - beganAt;
    const share = waitedMs / (waitedMs + HALF_TIME_MS);
    progress.waiting(task, 'The infrastructure is being built; this takes up to ten minutes', share);
  };
  await calls.repeat(poll, { ...POLLING, again: isNotYet, onWait });
  progress.leave(task, outcome);
}

function failedText({ detail }: InfrastructureStatus): string {
  const reason = detail === undefined ? 'the platform gives no reason' : detail;
  return `The platform could not build the infrastructure: ${reason}. Once that is solved, it is safe to run again.`;
}
