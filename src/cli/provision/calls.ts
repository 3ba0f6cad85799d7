import type { ProvisioningTask } from '../../errors/provisioning-error.js';
import type { ProvisioningPlatform } from '../../provisioning/platform.js';
import type { SecretStore } from '../../secrets/secret-store.js';
import type { PlatformKind } from './flags.js';

/** One kind of call of a run. */
export interface PlannedCall {
  /** Null before the first task. */
  readonly task: ProvisioningTask | null;
  readonly call: keyof ProvisioningPlatform | `store.${keyof SecretStore}`;
  readonly effect: 'reads' | 'writes' | 'by hand';
  /** Seen in public code, and not in the documentation of LivePerson. */
  readonly experimental: boolean;
  readonly what: string;
}

const ACTIVATE = 'activate-feature';
const CONFIGURE = 'configure-infrastructure';
const CREATE = 'create-default-secrets';
const STORE = 'store-default-secret';

/** The calls of a run, in the order in which each may come first. */
export function plannedCalls(platform: PlatformKind, featureId: string | undefined): PlannedCall[] {
  return [
    reads(null, 'administrator', 'ID token, or profiles of the user; anyone else is refused here'),
    writes(
      null,
      'store.identity',
      'names the store, to know its applications again; writes only where it has no name',
    ),
    reads(null, 'store.get', 'the secret that is stored now; again before each deletion'),
    reads(null, 'store.checkWritable', 'whether the store would take the secret'),
    ...(platform === 'sandbox' ? inSandbox() : atLivePerson(featureId)),
    experimental(reads(CREATE, 'listInstallations', 'GET app-install: which applications are ours')),
    experimental(writes(CREATE, 'install', 'POST app-install: a new application, unless the secret works')),
    experimental(
      reads(CREATE, 'getInstallation', 'GET app-install: one application, whether it is still there'),
    ),
    reads(CREATE, 'tryCredential', 'asks sentinel for a token with it, before it is stored'),
    writes(STORE, 'store.put', 'the secret, unless it is there and works; only over the version read before'),
    experimental(
      writes(
        STORE,
        'deleteInstallation',
        'DELETE app-install: of this store, and of --take-over, what no secret names',
      ),
    ),
  ];
}

function atLivePerson(featureId: string | undefined): PlannedCall[] {
  const feature =
    featureId === undefined
      ? [
          reads(ACTIVATE, 'feature', 'CSDS: is there a host of Functions V2'),
          byHand(ACTIVATE, 'activateFeature', 'if it is not active: first visit of the page of Functions'),
        ]
      : [
          experimental(reads(ACTIVATE, 'feature', 'GET featureGrants')),
          experimental(
            writes(ACTIVATE, 'activateFeature', `POST featureGrants with ${featureId}, if it lacks`),
          ),
        ];
  return [
    ...feature,
    reads(CONFIGURE, 'infrastructure', 'CSDS: is there a host of Functions V2'),
    byHand(CONFIGURE, 'startInfrastructure', 'if there is none: first visit of the page of Functions'),
  ];
}

/** Only the sandbox has such a job. */
function inSandbox(): PlannedCall[] {
  return [
    experimental(reads(ACTIVATE, 'feature', 'GET featureGrants')),
    experimental(writes(ACTIVATE, 'activateFeature', 'POST featureGrants, if it is not active')),
    reads(CONFIGURE, 'infrastructure', 'the job of the sandbox, until it is ready'),
    writes(CONFIGURE, 'startInfrastructure', 'starts that job, if there is none'),
  ];
}

function reads(task: PlannedCall['task'], call: PlannedCall['call'], what: string): PlannedCall {
  return { task, call, effect: 'reads', experimental: false, what };
}

function writes(task: PlannedCall['task'], call: PlannedCall['call'], what: string): PlannedCall {
  return { task, call, effect: 'writes', experimental: false, what };
}

function byHand(task: PlannedCall['task'], call: PlannedCall['call'], what: string): PlannedCall {
  return { task, call, effect: 'by hand', experimental: false, what };
}

function experimental(call: PlannedCall): PlannedCall {
  return { ...call, experimental: true };
}
