import { ManualStepRequired } from '../errors/manual-step-required.js';
import type { ProvisioningTask } from '../errors/provisioning-error.js';
import { DEFAULT_SECRET_NAME } from './manifest.js';
import type { InstallationManifest } from './platform.js';

// A run calls the platform in the order of its tasks, so the call tells how far the run is.
const ACTIVATE = Object.freeze({ task: 'activate-feature', done: Object.freeze([]) } as const);
const CONFIGURE = Object.freeze({
  task: 'configure-infrastructure',
  done: Object.freeze<ProvisioningTask[]>(['activate-feature']),
} as const);
const CREATE = Object.freeze({
  task: 'create-default-secrets',
  done: Object.freeze<ProvisioningTask[]>(['activate-feature', 'configure-infrastructure']),
} as const);

const OPEN_FUNCTIONS =
  'sign in to Conversational Cloud as an administrator of the account and open the page of Functions (V2). ' +
  'The first visit activates the feature and builds the infrastructure. Wait until the page says that it is ' +
  'done, up to 10 minutes; a later run finds it in CSDS and carries on from there';

const STORE =
  'put a JSON object with that client_id and client_secret, as a system secret (managedBy "system") named ' +
  `${DEFAULT_SECRET_NAME}, into the secret store that this run writes to`;

/** Nothing public activates the feature. */
export function activateByHand(): ManualStepRequired {
  return new ManualStepRequired(OPEN_FUNCTIONS, ACTIVATE);
}

/** Nothing public builds the infrastructure. */
export function configureByHand(): ManualStepRequired {
  return new ManualStepRequired(OPEN_FUNCTIONS, CONFIGURE);
}

/**
 * app-install does not let this person install. A later run cannot adopt an installation that it did not
 * make (it could be another run's), unless the stored secret names it: so the way ends in storing it.
 */
export function installByHand(manifest: InstallationManifest): ManualStepRequired {
  const steps = [
    `${ONE_APPLICATION}. If one whose name begins as below is there already, take that one`,
    'open it, and read its client_id and client_secret',
    STORE,
    'run again: the run finds the secret, tries it and keeps it',
  ];
  return new ManualStepRequired(`${numbered(steps)}\n${JSON.stringify(manifest, null, 2)}`, CREATE);
}

/** app-install does not show its list, without which no run can tell what is there. */
export function listByHand(manifest: InstallationManifest): ManualStepRequired {
  const steps = [
    `${ONE_APPLICATION}, unless ${DEFAULT_SECRET_NAME} is stored already and works`,
    'open it, and read its client_id and client_secret',
    STORE,
    'functions can use it then. Run again as a person who may read the list of applications, ' +
      'to have it checked; nobody else can',
  ];
  return new ManualStepRequired(`${numbered(steps)}\n${JSON.stringify(manifest, null, 2)}`, CREATE);
}

const ONE_APPLICATION =
  'sign in to Conversational Cloud as an administrator, open Manage > Management Console > ' +
  'Application Install, and upload the JSON below, as it is, as a new application';

function numbered(steps: readonly string[]): string {
  return steps.map((step, index) => `\n${index + 1}. ${step}.`).join('');
}
