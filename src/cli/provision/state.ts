import { credentialIn, DEFAULT_SECRET_NAME, hasMarker } from '../../provisioning/manifest.js';
import type { Installation, ProvisioningPlatform } from '../../provisioning/platform.js';
import { refuseRecord, refuseUnknownAccount } from '../../provisioning/run/ownership.js';
import type { SecretStore, StoredSecret } from '../../secrets/secret-store.js';
import { type ExpectedError, errorLine, expectedError } from '../terminal/expected-error.js';
import { type ApplicationsPlan, planApplications, secretText } from './applications.js';
import type { ProvisionSettings } from './settings.js';

/** As a run refuses the store. */
const BEFORE_FIRST_TASK = { state: { task: null, done: [] } } as const;
/** What is no credential names no application that a list could show. */
const NOTHING_SEEN = { hasSeen: () => false } as const;

/** How one thing is now. */
export interface FoundState {
  readonly subject:
    | 'administrator'
    | 'feature'
    | 'infrastructure'
    | 'installations'
    | 'secret'
    | 'applications';
  /** In words; null when it could not be found out. */
  readonly answer: string | null;
  /** Why it could not be found out, or why a run would end here. */
  readonly problem: ExpectedError | null;
}

/** What the reads of a run tell before it. */
export interface FoundStates {
  /** Undefined when that could not be found out. */
  readonly isAdministrator: boolean | undefined;
  readonly states: readonly FoundState[];
  /** Null when that could not be found out, or when a run would end before it. */
  readonly applications: ApplicationsPlan | null;
}

/** Looks how things are, and changes nothing; undefined when it is stopped. Nothing of a credential is in the answer. */
export async function findStates(
  { accountId, takeOver }: Pick<ProvisionSettings, 'accountId' | 'takeOver'>,
  platform: ProvisioningPlatform,
  store: SecretStore,
  signal: AbortSignal,
): Promise<FoundStates | undefined> {
  const states: FoundState[] = [];
  let isAdministrator: boolean | undefined;
  await find('administrator', async () => {
    const answer = await platform.administrator({ signal });
    isAdministrator = answer.isAdministrator;
    return `${isAdministrator ? 'yes' : 'no'}: ${answer.reason}`;
  });
  await find('feature', () => platform.feature({ signal }));
  await find('infrastructure', async () => {
    const { state, detail } = await platform.infrastructure({ signal });
    return detail === undefined ? state : `${state}: ${detail}`;
  });
  let installations: readonly Installation[] | undefined;
  await find('installations', async () => {
    const { items } = await platform.listInstallations({ signal });
    installations = items;
    const ours = items.filter(hasMarker).length;
    return `${ours} made by provisioning, ${items.length - ours} of others`;
  });
  let held: { readonly stored: StoredSecret | undefined } | undefined;
  await find('secret', async () => {
    const stored = await store.get(DEFAULT_SECRET_NAME, { signal });
    held = { stored };
    return secretText(stored, installations);
  });
  const applications = await planned();
  return signal.aborted ? undefined : { isAdministrator, states, applications };

  async function planned(): Promise<ApplicationsPlan | null> {
    if (installations === undefined || held === undefined) return null;
    const scene = { installations, stored: held.stored, takeOver };
    let plan: ApplicationsPlan | null = null;
    await find('applications', async () => {
      refuseRecord({ accountId, progress: BEFORE_FIRST_TASK }, scene.stored);
      if (scene.stored !== undefined && credentialIn(scene.stored.value) === undefined) {
        refuseUnknownAccount({ record: NOTHING_SEEN, progress: BEFORE_FIRST_TASK }, scene.stored);
      }
      plan = planApplications({ ...scene, identity: await store.identity?.({ create: false, signal }) });
      return 'as below';
    });
    return plan;
  }

  async function find(subject: FoundState['subject'], look: () => Promise<string>): Promise<void> {
    try {
      states.push({ subject, answer: await look(), problem: null });
    } catch (error) {
      // What a stopped call rejects with is no answer, and is not told.
      states.push({ subject, answer: null, problem: signal.aborted ? null : expectedError(error) });
    }
  }
}

export function stateText({ subject, answer, problem }: FoundState): string {
  if (problem === null) return answer ?? '';
  const what = subject === 'applications' ? 'a run would end here' : 'not known';
  // What is to be done by hand has more lines; the run itself tells them.
  return `${what}: ${errorLine(problem).split('\n')[0]}`;
}
