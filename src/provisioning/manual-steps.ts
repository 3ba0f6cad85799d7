import { ManualStepRequired } from '../errors/manual-step-required.js';
import type { ProvisioningProgressState, ProvisioningTask } from '../errors/provisioning-error.js';
import { answerText } from './liveperson/reply.js';
import type { PlatformReply } from './liveperson/request.js';
import { CLIENT_NAME_PREFIX, DEFAULT_SECRET_NAME, storeDigestIn } from './manifest.js';
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

/** Else a person wonders which of the two keys is the right one, and removes the other. */
const BESIDE =
  `The page makes a ${DEFAULT_SECRET_NAME} of its own in LivePerson's secret store. No program outside can read that ` +
  'one, so a run makes a second application for the store that it writes to. Both are used: remove neither';

const OPEN_FUNCTIONS =
  'sign in to Conversational Cloud as an administrator of the account and open the page of Functions (V2). ' +
  'The first visit activates the feature and builds the infrastructure. Wait until the page says that it is ' +
  `done, up to 10 minutes; a later run finds it in CSDS and carries on from there. ${BESIDE}`;

/** Where a person sees the applications of the account. */
export const APPLICATIONS_MENU =
  'Manage > Management Console > Application Install (elsewhere App Install Administration)';

const SIGN_IN = `Sign in to Conversational Cloud as an administrator of the account and open ${APPLICATIONS_MENU}`;

const READ = 'Open the application for editing, and read its client_id and client_secret';

/** How a person stores the credential: with the command line, or through a store that only their code knows. */
const STORE =
  `Store both: "lp-toolbelt secrets put ${DEFAULT_SECRET_NAME} --system" asks for them; name the store that ` +
  'this run writes to, with --store or LP_SECRET_STORE, and add --replace if a secret that no longer works is ' +
  'there. Into a store of your own, let your code put {"client_id": "...", "client_secret": "..."} under ' +
  'that name with managedBy "system"';

const KEEP = 'Run again: the run finds the secret, tries it and keeps it';

const NETWORK = 'a firewall or proxy may have answered in its place';

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
    adviceFor(refusal),
    SIGN_IN,
    `${ofThisStore(manifest)}${upload(manifest)}`,
    READ,
    STORE,
    KEEP,
  ]);
}

/** app-install does not show its list, without which no run can tell what is there. */
export function listByHand(refusal: PlatformReply, manifest: InstallationManifest): ManualStepRequired {
  return uploadByHand(refusal, manifest, [
    adviceFor(refusal),
    SIGN_IN,
    `If ${DEFAULT_SECRET_NAME} is stored already and works, leave it at that. Else ${upload(manifest)}`,
    READ,
    STORE,
    'Functions can use it then. Run again as a person who may read the list of applications, ' +
      'to have it checked; nobody else can',
  ]);
}

/** app-install lists a new application, but not its client secret. */
export function readByHand(clientName: string, state: ProvisioningProgressState): ManualStepRequired {
  return new ManualStepRequired(
    `the platform does not show the client secret of the new application "${clientName}". ${SIGN_IN}, open ` +
      `"${clientName}" for editing, and read its client_id and client_secret. ${STORE}. ${KEEP}`,
    state,
  );
}

/** Those of other stores are named alike, and belong to the secrets there. */
function ofThisStore({ description }: InstallationManifest): string {
  const digest = storeDigestIn(description);
  if (digest === undefined) return 'Leave the applications of provisioning that are there, and ';
  return (
    `If an application is there whose description has "store=${digest}", take that one; leave others whose name ` +
    `begins with "${CLIENT_NAME_PREFIX}", which are of other stores. Else `
  );
}

/** Uploading and typing come to the same. */
function upload({ client_name, description, grant_types, scope }: InstallationManifest): string {
  return (
    'create one: upload the JSON below, as it is, or fill in ' +
    `client_name "${client_name}", description "${description}", grant_types "${grant_types.join(' ')}" and ` +
    `scope "${scope}", and let it be enabled`
  );
}

function uploadByHand(
  refusal: PlatformReply,
  manifest: InstallationManifest,
  steps: readonly string[],
): ManualStepRequired {
  const numbered = steps.map((step, index) => `${index + 1}. ${step}.`);
  const lines = [`${refusalText(refusal)}.`, ...numbered, `${BESIDE}.`, JSON.stringify(manifest, null, 2)];
  return new ManualStepRequired(lines.join('\n'), CREATE);
}

/** What may save the rest of the steps. */
function adviceFor({ status, said }: PlatformReply): string {
  if (said?.isPage) {
    return 'Look at the network first: a firewall or proxy between this machine and LivePerson may have refused. Then run again';
  }
  return status === 403
    ? 'Is somebody else the administrator of the account? Then let that person run this again with a session of their own'
    : 'Check the account id. If it is right, ask the account team of LivePerson to switch on Application Install, or to ' +
        'install the JSON below, and carry on with the client_id and client_secret that they give you';
}

/** Said first: whoever is no administrator after all has to learn it here. */
function refusalText(reply: PlatformReply): string {
  const meaning = reply.status === 403 ? 'this person may not do that' : 'it is not there for this account';
  return `${answerText(reply)}: ${reply.said?.isPage ? NETWORK : meaning}`;
}
