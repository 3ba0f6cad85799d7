import { ManualStepRequired } from '../errors/manual-step-required.js';
import type { ProvisioningProgressState, ProvisioningTask } from '../errors/provisioning-error.js';
import type { PlatformReply } from './liveperson/http.js';
import { CLIENT_NAME_PREFIX, DEFAULT_SECRET_NAME } from './manifest.js';
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

const APPLICATIONS = 'Manage > Management Console > Application Install';

const UPLOAD =
  `Sign in to Conversational Cloud as an administrator, open ${APPLICATIONS}, ` +
  'and upload the JSON below, as it is, as a new application';

const READ = 'Open it, and read its client_id and client_secret';

/** How a person stores the credential: with the command line, or through a store that only their code knows. */
const STORE =
  `Store both: "lp-toolbelt secrets put ${DEFAULT_SECRET_NAME} --system" asks for them; name the store that ` +
  'this run writes to, with --store or LP_SECRET_STORE, and add --replace if a secret that no longer works is ' +
  'there. Into a store of your own, let your code put {"client_id": "...", "client_secret": "..."} under ' +
  'that name with managedBy "system"';

const KEEP = 'Run again: the run finds the secret, tries it and keeps it';

const NETWORK = 'a firewall or proxy may have answered in its place, so look there first';

/** Nothing public activates the feature, or the server refused to grant it. */
export function activateByHand(refusal?: PlatformReply): ManualStepRequired {
  const reason = refusal === undefined ? '' : `${refusalText(refusal)}. So `;
  return new ManualStepRequired(`${reason}${OPEN_FUNCTIONS}`, ACTIVATE);
}

/** Nothing public builds the infrastructure. */
export function configureByHand(): ManualStepRequired {
  return new ManualStepRequired(OPEN_FUNCTIONS, CONFIGURE);
}

/**
 * app-install does not let this person install. A later run cannot adopt an installation that it did not
 * make (it could be another run's), unless the stored secret names it: so the way ends in storing it.
 */
export function installByHand(refusal: PlatformReply, manifest: InstallationManifest): ManualStepRequired {
  return uploadByHand(refusal, manifest, [
    `${UPLOAD}. If one is there already whose name begins with "${CLIENT_NAME_PREFIX}", take that one`,
    READ,
    STORE,
    KEEP,
  ]);
}

/** app-install does not show its list, without which no run can tell what is there. */
export function listByHand(refusal: PlatformReply, manifest: InstallationManifest): ManualStepRequired {
  return uploadByHand(refusal, manifest, [
    `${UPLOAD}, unless ${DEFAULT_SECRET_NAME} is stored already and works`,
    READ,
    STORE,
    'Functions can use it then. Run again as a person who may read the list of applications, ' +
      'to have it checked; nobody else can',
  ]);
}

/** app-install lists a new application, but not its client secret. */
export function readByHand(clientName: string, state: ProvisioningProgressState): ManualStepRequired {
  return new ManualStepRequired(
    `the platform does not show the client secret of the new application "${clientName}". Open that application ` +
      `in ${APPLICATIONS}, and read its client_id and client_secret. ${STORE}. ${KEEP}`,
    state,
  );
}

function uploadByHand(
  refusal: PlatformReply,
  manifest: InstallationManifest,
  steps: readonly string[],
): ManualStepRequired {
  const numbered = steps.map((step, index) => `${index + 1}. ${step}.`);
  const lines = [`${refusalText(refusal)}.`, ...numbered, JSON.stringify(manifest, null, 2)];
  return new ManualStepRequired(lines.join('\n'), CREATE);
}

/** Said first: whoever is no administrator after all has to learn it here. */
function refusalText({ request, status, requestId, said }: PlatformReply): string {
  const meaning = status === 403 ? 'this person may not do that' : 'it is not there for this account';
  const words = said?.words ? ` (${said.words})` : '';
  return `the server answered ${request.operation} with status ${status}${words}: ${said?.isPage ? NETWORK : meaning} (request id ${requestId})`;
}
