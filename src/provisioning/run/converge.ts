import { ProvisioningError } from '../../errors/provisioning-error.js';
import type { StoredSecret } from '../../secrets/secret-store.js';
import { credentialIn } from '../manifest.js';
import type { Installation, InstallationCredential } from '../platform.js';
import { fence, readSecret, replaceSecret } from './default-secret.js';
import { install, listOurs, remove, tryCredential } from './installations.js';
import type { Scene } from './scene.js';
import { waitBefore } from './steady-calls.js';

const CREATE = 'create-default-secrets';
const STORE = 'store-default-secret';
const OVERTAKEN = 'Another run wrote the secret first; looking again';
/** Before another round, so that runs at the same time do not go on disturbing each other. */
const ROUND_PAUSE = Object.freeze({ firstMs: 1_000, longestMs: 30_000 });

/**
 * Brings an account to one installation of ours and one stored secret that matches it, from whatever is
 * there: nothing, a finished account, what a killed run left behind, or another run at the same time.
 *
 * Never stores a credential that does not work, nor deletes the installation that a stored secret names. That
 * rests on the order: the secret is read before the list; what is deleted was on that list; and before it is
 * deleted, a conditional write has made sure that no other run can store it any more.
 */
export async function converge(scene: Scene): Promise<void> {
  const { calls, progress } = scene;
  for (let round = 0; ; round += 1) {
    if (round > 0) await calls.pause(waitBefore(round, ROUND_PAUSE));
    progress.enter(CREATE);
    const stored = await readSecret(scene);
    const ours = await listOurs(scene);

    const current = credentialOfOurs(stored, ours);
    if (stored && current && (await works(scene, current))) {
      const orphans = ours.filter((item) => item.clientId !== current.client_id);
      progress.leave(CREATE, 'skipped');
      progress.enter(STORE);
      if (orphans.length === 0) return progress.leave(STORE, 'skipped');
      if ((await fence(scene, stored)) !== 'stored') {
        progress.waiting(STORE, OVERTAKEN);
        continue;
      }
      await remove(scene, orphans);
      return progress.leave(STORE, 'done');
    }

    const made = await install(scene);
    if (!(await works(scene, made.credential))) {
      progress.waiting(CREATE, 'The platform refuses the new credential; making another');
      await remove(scene, made.all);
      continue;
    }
    progress.leave(CREATE, 'done');
    progress.enter(STORE);
    const outcome = await replaceSecret(scene, made.credential, stored);
    if (outcome !== 'stored') {
      progress.waiting(STORE, OVERTAKEN);
      // A store that answered from an old copy may hide that ours is stored; the next round sees to it then.
      if (outcome === 'conflict') await remove(scene, made.all);
      continue;
    }
    await remove(scene, [...ours, ...made.twins]);
    return progress.leave(STORE, 'done');
  }
}

/** The stored credential, if it has the right shape and names an enabled installation of ours. */
function credentialOfOurs(
  stored: StoredSecret | undefined,
  ours: readonly Installation[],
): InstallationCredential | undefined {
  const credential = credentialIn(stored?.value);
  const isNamed = ours.some((item) => item.enabled && item.clientId === credential?.client_id);
  return isNamed ? credential : undefined;
}

/**
 * `unknown` decides nothing: what is stored stays, and a new credential is neither stored nor deleted. Its
 * installation is left without a secret, and the next run removes it.
 */
async function works(scene: Scene, credential: InstallationCredential): Promise<boolean> {
  const verdict = await tryCredential(scene, credential);
  if (verdict !== 'unknown') return verdict === 'works';
  throw new ProvisioningError(
    'The platform could not say whether the credential works, so the stored secret was left as it is. ' +
      'It is safe to run again.',
    scene.progress.state,
  );
}
