import { parseCredential } from '../../auth/credentials.js';
import { ConfigError } from '../../errors/config-error.js';
import {
  CLIENT_NAME_PREFIX,
  credentialIn,
  DEFAULT_SECRET_NAME,
  hasMarker,
} from '../../provisioning/manifest.js';
import type { Installation } from '../../provisioning/platform.js';
import type { SecretRecord } from '../../secrets/secret-store.js';
import { isoTime } from './iso-time.js';
import { type Whose, whoseIs } from './whose.js';

/** What a run would do with an application that provisioning made, as things are now. */
export interface PlannedApplication {
  readonly clientName: string;
  /** When it was installed, in ISO 8601; null where the platform does not tell, or it is not installed yet. */
  readonly since: string | null;
  readonly whose: Whose;
  readonly why: string;
}

/** What a run would do with the applications of an account. Holds no client id and no secret. */
export interface ApplicationsPlan {
  readonly made: readonly PlannedApplication[];
  /** The secret names it. */
  readonly kept: readonly PlannedApplication[];
  readonly deleted: readonly PlannedApplication[];
  readonly left: readonly PlannedApplication[];
  readonly warnings: readonly string[];
}

/** What the plan is made from. */
export interface ApplicationsScene {
  readonly installations: readonly Installation[];
  /** Of the store; undefined where it has none, or none yet. */
  readonly identity: string | undefined;
  readonly stored: SecretRecord | undefined;
  readonly takeOver: readonly string[];
}

const IF_BROKEN = 'if the stored credential does not work';

/** @throws {ConfigError} for a `takeOver` that a run refuses. */
export function planApplications(scene: ApplicationsScene): ApplicationsPlan {
  const { installations, identity, stored, takeOver } = scene;
  checkTakeOver(installations, takeOver);
  const credential = credentialIn(stored?.value);
  const planned = installations
    .filter((one) => hasMarker(one) || one.clientId === credential?.client_id)
    .map((one) => {
      const whose = hasMarker(one) ? whoseIs(one, identity) : 'a person';
      const { clientName } = one;
      const isTaken = takeOver.includes(clientName);
      const fate = one.clientId === credential?.client_id ? 'kept' : fateOf(whose, isTaken);
      return {
        fate,
        application: { clientName, since: isoTime(one.issuedAt), whose, why: WHY[fate](whose, isTaken) },
      };
    });
  const of = (fate: Fate) => planned.filter((one) => one.fate === fate).map((one) => one.application);
  const why = credential === undefined ? 'no credential is stored' : IF_BROKEN;
  return {
    made: [{ clientName: `${CLIENT_NAME_PREFIX}<UUID>`, since: null, whose: 'this store', why }],
    kept: of('kept'),
    deleted: of('deleted'),
    left: of('left'),
    warnings: warningsOf(scene),
  };
}

type Fate = 'kept' | 'deleted' | 'left';

const WHY: Readonly<Record<Fate, (whose: Whose, isTaken: boolean) => string>> = Object.freeze({
  kept: (whose) => `the secret names it${whose === 'this store' ? '; deleted if it does not work' : ''}`,
  deleted: (_whose, isTaken) => (isTaken ? '--take-over names it' : 'no secret of this store names it'),
  left: () => 'the secret of another store may name it; --take-over deletes it',
});

function fateOf(whose: Whose, isTaken: boolean): Fate {
  return whose === 'this store' || isTaken ? 'deleted' : 'left';
}

function checkTakeOver(installations: readonly Installation[], takeOver: readonly string[]): void {
  const foreign = installations.find((one) => takeOver.includes(one.clientName) && !hasMarker(one));
  if (foreign === undefined) return;
  throw new ConfigError(
    'takeOver',
    `takeOver: provisioning did not make the application "${foreign.clientName}", so no run deletes it`,
  );
}

function warningsOf({ installations, identity, takeOver }: ApplicationsScene): string[] {
  const gone = takeOver.filter((name) => !installations.some(({ clientName }) => clientName === name));
  return [
    ...gone.map((name) => `There is no application "${name}" to take over.`),
    ...(identity === undefined
      ? [
          'The store has no identity, or none before the first run: no application that is there counts as its own.',
        ]
      : []),
  ];
}

/** What the secret holds, without its value. */
export function secretText(
  stored: SecretRecord | undefined,
  installations: readonly Installation[] | undefined,
): string {
  if (stored === undefined) return 'not stored';
  const { managedBy = 'unknown', version = 'unknown', accountId = 'not told' } = stored;
  const traits = `stored: owner ${managedBy}, version ${version}, account ${accountId}`;
  return installations === undefined ? traits : `${traits}; ${namedText(stored.value, installations)}`;
}

function namedText(value: unknown, installations: readonly Installation[]): string {
  const credential = credentialIn(value);
  if (credential === undefined) return 'it names no application';
  const named = installations.find(({ clientId }) => clientId === credential.client_id);
  if (named === undefined) return 'it names an application that is not there';
  return `it names ${named.clientName}${named.enabled ? '' : ', which is disabled'}`;
}

/** What a run refuses to replace; undefined when it would go on. */
export function secretProblem(stored: SecretRecord | undefined, accountId: string): ConfigError | undefined {
  if (stored === undefined) return undefined;
  if (stored.accountId !== undefined && stored.accountId !== accountId) {
    return new ConfigError(
      'secretStore',
      `the store holds ${DEFAULT_SECRET_NAME} of account ${stored.accountId}, not of ${accountId}: give another store`,
    );
  }
  if (!isOAuth1(stored.value)) return undefined;
  return new ConfigError(
    'secretStore',
    `${DEFAULT_SECRET_NAME} is an OAuth 1.0a app key, which a run cannot try, and so does not replace: delete it first, ` +
      `with "lp-toolbelt secrets delete ${DEFAULT_SECRET_NAME} --system"`,
  );
}

function isOAuth1(value: unknown): boolean {
  try {
    return parseCredential(value, DEFAULT_SECRET_NAME).kind === 'oauth1';
  } catch {
    return false;
  }
}
