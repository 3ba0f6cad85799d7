import { CLIENT_NAME_PREFIX, credentialIn, hasMarker, storeDigestIn } from '../../provisioning/manifest.js';
import type { Installation } from '../../provisioning/platform.js';
import { ownerOf, takenOver } from '../../provisioning/run/ownership.js';
import type { SecretRecord } from '../../secrets/secret-store.js';
import { isoTime } from './iso-time.js';

/** For which store an application was made. */
export type Whose = 'this store' | 'another store' | 'no identity' | 'a person';

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

const NO_IDENTITY =
  'The store has no identity, or none before its first run, so no application that is there counts as its own';
const IF_BROKEN = 'if the stored credential does not work';

/** @throws {ConfigError} for a `takeOver` that names an application which provisioning did not make. */
export function planApplications(scene: ApplicationsScene): ApplicationsPlan {
  const { installations, identity, stored, takeOver } = scene;
  const record = { warnings: new Set<string>() };
  const taken = takenOver({ takeOver, record }, installations);
  const credential = credentialIn(stored?.value);
  const isNamed = (one: Installation) => one.clientId === credential?.client_id;
  const planned = installations
    .filter((one) => hasMarker(one) || isNamed(one))
    .map((one) => {
      const whose = whoseIs(one, identity);
      const isTaken = taken.has(one.id);
      const fate: Fate = isNamed(one) ? 'kept' : fateOf(whose, isTaken);
      const application = { clientName: one.clientName, since: isoTime(one.issuedAt), whose };
      return { fate, application: { ...application, why: WHY[fate](whose, isTaken) } };
    });
  if (identity === undefined && planned.some(({ fate }) => fate === 'left')) record.warnings.add(NO_IDENTITY);
  const of = (fate: Fate) => planned.filter((one) => one.fate === fate).map((one) => one.application);
  const why = credential === undefined ? 'no credential is stored' : IF_BROKEN;
  return {
    made: [{ clientName: `${CLIENT_NAME_PREFIX}<UUID>`, since: null, whose: 'this store', why }],
    kept: of('kept'),
    deleted: of('deleted'),
    left: of('left'),
    warnings: [...record.warnings],
  };
}

type Fate = 'kept' | 'deleted' | 'left';

const WHY: Readonly<Record<Fate, (whose: Whose, isTaken: boolean) => string>> = Object.freeze({
  kept: (whose, isTaken) =>
    `the secret names it${whose === 'this store' || isTaken ? '; deleted if it does not work' : ''}`,
  deleted: (_whose, isTaken) => (isTaken ? '--take-over names it' : 'no secret of this store names it'),
  left: () => 'the secret of another store may name it; --take-over deletes it',
});

function fateOf(whose: Whose, isTaken: boolean): Fate {
  return whose === 'this store' || isTaken ? 'deleted' : 'left';
}

function whoseIs(one: Installation, identity: string | undefined): Whose {
  const owner = ownerOf(one, identity);
  if (owner === 'not of provisioning') return 'a person';
  if (owner === 'ours') return 'this store';
  return storeDigestIn(one.description) === undefined ? 'no identity' : 'another store';
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
