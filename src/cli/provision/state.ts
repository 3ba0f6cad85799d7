import { DEFAULT_SECRET_NAME, hasMarker } from '../../provisioning/manifest.js';
import type { ProvisioningPlatform } from '../../provisioning/platform.js';
import type { SecretStore } from '../../secrets/secret-store.js';
import { type ExpectedError, errorLine, expectedError } from '../expected-error.js';

/** How one thing is now. */
export interface FoundState {
  readonly subject: 'administrator' | 'feature' | 'infrastructure' | 'installations' | 'secret';
  /** In words; null when it could not be found out. */
  readonly answer: string | null;
  readonly problem: ExpectedError | null;
}

/** What the reads of a run tell before it. */
export interface FoundStates {
  /** Undefined when that could not be found out. */
  readonly isAdministrator: boolean | undefined;
  readonly states: readonly FoundState[];
}

/** Looks how things are, and changes nothing; undefined when it is stopped. Of the secret it reads no value. */
export async function findStates(
  platform: ProvisioningPlatform,
  store: SecretStore,
  signal: AbortSignal,
): Promise<FoundStates | undefined> {
  let isAdministrator: boolean | undefined;
  const states = [
    await find('administrator', async () => {
      const answer = await platform.administrator({ signal });
      isAdministrator = answer.isAdministrator;
      return `${isAdministrator ? 'yes' : 'no'}: ${answer.reason}`;
    }),
    await find('feature', () => platform.feature({ signal })),
    await find('infrastructure', async () => {
      const { state, detail } = await platform.infrastructure({ signal });
      return detail === undefined ? state : `${state}: ${detail}`;
    }),
    await find('installations', async () => {
      const { items } = await platform.listInstallations({ signal });
      const ours = items.filter(hasMarker).length;
      return `${ours} of ours, ${items.length - ours} of others`;
    }),
    await find('secret', async () => {
      const stored = (await store.list()).find(({ key }) => key === DEFAULT_SECRET_NAME);
      return stored === undefined
        ? 'not stored'
        : `stored: owner ${stored.managedBy}, version ${stored.version}`;
    }),
  ];
  return signal.aborted ? undefined : { isAdministrator, states };

  async function find(subject: FoundState['subject'], look: () => Promise<string>): Promise<FoundState> {
    try {
      return { subject, answer: await look(), problem: null };
    } catch (error) {
      // What a stopped call rejects with is no answer, and is not told.
      return { subject, answer: null, problem: signal.aborted ? null : expectedError(error) };
    }
  }
}

export function stateText({ answer, problem }: FoundState): string {
  if (problem === null) return answer ?? '';
  // What is to be done by hand has more lines; the run itself tells them.
  return `not known: ${errorLine(problem).split('\n')[0]}`;
}
