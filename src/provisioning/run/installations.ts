import { hasMarker, newManifest } from '../manifest.js';
import { readByHand } from '../manual-steps.js';
import {
  type CredentialVerdict,
  type Installation,
  type InstallationCredential,
  type InstallationList,
  type InstallationManifest,
  StaleRevisionError,
} from '../platform.js';
import type { Scene } from './scene.js';
import { mayPass, type Patience } from './steady-calls.js';

/** A new installation may need some seconds until each server knows it: six trials within 22 seconds. */
const TRIAL: Patience = Object.freeze({ attempts: 6, firstMs: 1_000, longestMs: 7_500 });
const INSTALL: Patience = Object.freeze({ attempts: 5, firstMs: 1_000, longestMs: 8_000 });
/** A stale revision says that others are at work, not that something is broken: until the run is stopped. */
const DELETION: Patience = Object.freeze({
  attempts: Number.POSITIVE_INFINITY,
  firstMs: 250,
  longestMs: 8_000,
});

/** What a run installed. */
export interface NewInstallation {
  readonly credential: InstallationCredential;
  /** Every installation of its name. Nobody else knows the name, so nobody else refers to one of them. */
  readonly all: readonly Installation[];
  /** All but the one that the credential is of: the platform may have carried out a request twice. */
  readonly twins: readonly Installation[];
}

class NotListed extends Error {
  /** @param cause What the installation was answered with. */
  constructor(cause: unknown) {
    super('', { cause });
  }
}

class NotWorking extends Error {
  readonly verdict: CredentialVerdict;
  constructor(verdict: CredentialVerdict) {
    super();
    this.verdict = verdict;
  }
}

/** The installations that provisioning made. Others are neither touched nor looked at. */
export async function listOurs(scene: Scene): Promise<readonly Installation[]> {
  return (await list(scene)).items.filter(hasMarker);
}

/**
 * Installs under a name of its own and returns what the list shows under it. The answer to the installation
 * is not trusted: it may be lost though the installation is there. It is repeated only while the list lacks
 * the name.
 */
export async function install(scene: Scene): Promise<NewInstallation> {
  const manifest = newManifest();
  const all = await installUntilListed(scene, manifest);
  const [installation, ...twins] = all;
  if (installation.clientSecret === null) {
    throw readByHand(manifest.client_name, scene.progress.state);
  }
  const credential = { client_id: installation.clientId, client_secret: installation.clientSecret };
  return { credential, all, twins };
}

/** What the platform says of the credential at last; anything but `works` is asked again for a while. */
export async function tryCredential(
  scene: Scene,
  credential: InstallationCredential,
): Promise<CredentialVerdict> {
  const attempt = async () => {
    const verdict = await scene.calls.steady((signal) =>
      scene.platform.tryCredential(credential, { signal }),
    );
    if (verdict !== 'works') throw new NotWorking(verdict);
    return verdict;
  };
  const onWait = () =>
    scene.progress.waiting('create-default-secrets', 'The platform does not accept the credential yet');
  try {
    return await scene.calls.repeat(attempt, { ...TRIAL, again: isNotWorking, onWait });
  } catch (error) {
    if (isNotWorking(error)) return error.verdict;
    throw error;
  }
}

/** Deletes exactly these. One that is gone, or that a person has taken over by removing our marker, is left. */
export async function remove(scene: Scene, installations: readonly Installation[]): Promise<void> {
  for (const { id } of installations) {
    const deletion = async () => {
      // Each deletion makes a new revision, so the list is read before each. It gives no new targets, and the
      // revision makes sure that the installation still is what the list shows.
      const { items, revision } = await list(scene);
      if (!items.some((item) => item.id === id && hasMarker(item))) return;
      await scene.calls.steady((signal) => scene.platform.deleteInstallation(id, revision, { signal }));
    };
    await scene.calls.repeat(deletion, {
      ...DELETION,
      again: (error) => error instanceof StaleRevisionError,
    });
  }
}

async function list(scene: Scene): Promise<InstallationList> {
  const answer = await scene.calls.steady((signal) => scene.platform.listInstallations({ signal }));
  for (const item of answer.items) scene.redactor.hold(item.clientSecret);
  return answer;
}

async function installUntilListed(
  scene: Scene,
  manifest: InstallationManifest,
): Promise<readonly [Installation, ...Installation[]]> {
  const { calls, platform, progress } = scene;
  const named = async () => {
    const { items } = await list(scene);
    const [first, ...twins] = items.filter((item) => item.clientName === manifest.client_name);
    return first && ([first, ...twins] as const);
  };
  let requested = false;
  const attempt = async () => {
    // The request before this one may have landed while we waited.
    const landed = requested ? await named() : undefined;
    if (landed) return landed;
    requested = true;
    const failure = await calls
      .once((signal) => platform.install(manifest, { signal }))
      .then(() => new Error('The platform does not list the application it installed'))
      .catch((error: unknown) => error);
    if (!mayPass(failure)) throw failure;
    const listed = await named();
    if (listed) return listed;
    throw new NotListed(failure);
  };
  const again = (error: unknown) => error instanceof NotListed;
  const onWait = () => progress.waiting('create-default-secrets', 'The new application is not listed yet');
  try {
    return await calls.repeat(attempt, { ...INSTALL, again, onWait });
  } catch (error) {
    throw error instanceof NotListed ? error.cause : error;
  }
}

function isNotWorking(error: unknown): error is NotWorking {
  return error instanceof NotWorking;
}
