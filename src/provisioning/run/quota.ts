import { ProvisioningError } from '../../errors/provisioning-error.js';
import type { StoredSecret } from '../../secrets/secret-store.js';
import { type Installation, InstallationQuotaError } from '../platform.js';
import { fence } from './default-secret.js';
import { remove } from './deletion.js';
import { install, type NewApplication } from './installing.js';
import { LookAgain } from './look-again.js';
import type { StoreScene } from './scene.js';

/** No run lasts that long after it installed: what is older is no other run's work. Milliseconds. */
const OLD_MS = 15 * 60_000;

/** What a pass goes on with: the secret may have been written once more, to make room. */
export interface Installed {
  readonly made: NewApplication;
  readonly secret: StoredSecret | undefined;
}

/**
 * Installs; when no further application fits, after orphans older than 15 minutes were deleted, which takes a
 * stored secret for the fence.
 *
 * @throws {ProvisioningError} There is nothing that may be deleted to make room.
 * @throws {LookAgain} Other runs are at work, or made room meanwhile.
 */
export async function installWithinQuota(
  scene: StoreScene,
  secret: StoredSecret | undefined,
  orphans: readonly Installation[],
): Promise<Installed> {
  try {
    return { made: await install(scene), secret };
  } catch (error) {
    if (!(error instanceof InstallationQuotaError)) throw error;
    const old = orphans.filter((item) => isOld(scene, item));
    if (old.length === 0) throw orphans.length > 0 ? othersAtWork() : quotaReached(scene);
    if (secret === undefined) throw oldInTheWay(scene, old);
    return await makeRoom(scene, secret, old);
  }
}

async function makeRoom(
  scene: StoreScene,
  secret: StoredSecret,
  old: readonly Installation[],
): Promise<Installed> {
  const fenced = await fence(scene, secret);
  await remove(scene, old, fenced.version);
  try {
    return { made: await install(scene), secret: fenced };
  } catch (error) {
    // One fence per pass: the next one sees what is in the way now.
    throw error instanceof InstallationQuotaError ? othersAtWork() : error;
  }
}

function isOld({ clock }: StoreScene, { issuedAt }: Installation): boolean {
  return issuedAt !== undefined && clock.now() - issuedAt > OLD_MS;
}

function othersAtWork(): LookAgain {
  return new LookAgain('No further application fits into the account while other runs are at work');
}

function quotaReached({ progress }: StoreScene): ProvisioningError {
  return new ProvisioningError(
    'No further application fits into the account (its quota is reached), and none of those there is one that ' +
      'provisioning may delete. Delete one that nobody needs, or have the quota raised, then run again.',
    progress.state,
  );
}

function oldInTheWay({ progress, redactor }: StoreScene, old: readonly Installation[]): ProvisioningError {
  const names = redactor.words(old.map(({ clientName }) => `"${clientName}"`).join(', '), LONGEST_NAMES);
  return new ProvisioningError(
    'No further application fits into the account (its quota is reached). Earlier runs for this store left ' +
      `${names}; no secret is stored, so nothing shows that they are not in use. Delete them by hand if nobody ` +
      'needs them, then run again.',
    progress.state,
  );
}

/** Bytes. */
const LONGEST_NAMES = 2_000;
