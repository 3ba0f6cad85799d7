import { HttpError } from '../../errors/http-error.js';
import { ProvisioningError } from '../../errors/provisioning-error.js';
import { isDefiniteRefusal } from '../definite-refusal.js';
import { newManifest } from '../manifest.js';
import { readByHand } from '../manual-steps.js';
import {
  type Installation,
  InstallationConflictError,
  type InstallationCredential,
  type InstallationManifest,
  InstallationQuotaError,
  InstallationRefusedError,
} from '../platform.js';
import { listApplications, withSecret } from './applications.js';
import { LookAgain } from './look-again.js';
import type { Attempt } from './record.js';
import type { Scene, StoreScene } from './scene.js';
import { mayPass } from './steady-calls.js';

const MOST_REQUESTS = 5;
/** How long the name is looked for before it is asked again: milliseconds. */
const AFTER_UNKNOWN_MS = 10_000;
const AFTER_ANSWER_MS = 120_000;
/** The waits between two lists grow. */
const LOOKING = Object.freeze({ firstMs: 1_000, longestMs: 30_000 });

const CREATE = 'create-default-secrets';

/** What a run installed, with its client secret. */
export interface NewApplication extends Installation {
  readonly credential: InstallationCredential;
  readonly attempt: Attempt;
  /** Others of its name: the platform may have carried out a request twice. */
  readonly twins: readonly Installation[];
}

/**
 * Installs under a name of its own and returns what the list shows under it.
 *
 * @throws {InstallationQuotaError} No further application fits.
 * @throws {ManualStepRequired} The platform shows no client secret; the application stays.
 */
export async function install(scene: StoreScene): Promise<NewApplication> {
  const manifest = newManifest(scene.identity);
  const attempt = scene.record.begins(manifest.client_name);
  const [first, ...twins] = await installUntilListed(scene, manifest);
  const shown = await withSecret(scene, first);
  if (shown === undefined) throw new LookAgain('The new application is gone');
  const { clientId, clientSecret } = shown;
  if (clientSecret === null) throw readByHand(manifest.client_name, scene.progress.state);
  const credential = { client_id: clientId, client_secret: clientSecret };
  return { ...shown, credential, attempt, twins };
}

/**
 * An application whose client secret nobody can be shown would only be joined by another one.
 *
 * @throws {ManualStepRequired} naming it.
 */
export async function requireSecrets(scene: Scene, ours: readonly Installation[]): Promise<void> {
  for (const item of ours) {
    const shown = await withSecret(scene, item);
    if (shown?.clientSecret === null) throw readByHand(item.clientName, scene.progress.state);
  }
}

type Listed = readonly [Installation, ...Installation[]];

/**
 * The answer to the request is not trusted: it may be lost though the application is there. It is made again only
 * when the list lacks the name for a while.
 */
async function installUntilListed(scene: Scene, manifest: InstallationManifest): Promise<Listed> {
  const { calls, platform } = scene;
  for (let requests = 1; ; requests += 1) {
    const failure = await calls
      .once((signal) => platform.install(manifest, { signal }))
      .then(() => undefined)
      .catch((error: unknown) => error ?? new Error('The platform rejected without a reason'));
    const isAnswered = failure === undefined || failure instanceof InstallationConflictError;
    if (isRefusal(failure)) {
      // Of a request that arrived twice the second is refused, though the first was carried out.
      const landed = await searchName(scene, manifest.client_name, 0);
      if (landed === undefined) throw failure;
      return landed;
    }
    if (!isAnswered && !mayPass(failure)) throw failure;
    const forMs = isAnswered ? AFTER_ANSWER_MS : Math.max(AFTER_UNKNOWN_MS, calls.askedWaitMs(failure));
    const listed = await searchName(scene, manifest.client_name, forMs);
    if (listed !== undefined) return listed;
    const reason = failure ?? notListed(scene);
    if (requests >= MOST_REQUESTS) throw reason;
    calls.repeated('platform.install', reason, 0);
  }
}

function isRefusal(failure: unknown): boolean {
  if (failure instanceof HttpError) return isDefiniteRefusal(failure.status);
  return failure instanceof InstallationQuotaError || failure instanceof InstallationRefusedError;
}

function searchName(scene: Scene, name: string, forMs: number): Promise<Listed | undefined> {
  const named = async () => {
    const { items } = await listApplications(scene);
    const [first, ...twins] = items.filter(({ clientName }) => clientName === name);
    return first && ([first, ...twins] as const);
  };
  const onWait = () => scene.progress.waiting(CREATE, 'The new application is not listed yet');
  return scene.calls.search(named, { ...LOOKING, forMs, onWait });
}

function notListed({ progress }: Scene): ProvisioningError {
  return new ProvisioningError(
    'The platform does not list the application that it installed. It is safe to run again.',
    progress.state,
  );
}
