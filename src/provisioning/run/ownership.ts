import { ConfigError } from '../../errors/config-error.js';
import { ProvisioningError } from '../../errors/provisioning-error.js';
import type { StoredSecret } from '../../secrets/secret-store.js';
import { credentialIn, DEFAULT_SECRET_NAME, hasMarker, storeDigest, storeDigestIn } from '../manifest.js';
import type { Installation } from '../platform.js';
import type { LeftApplication } from './record.js';
import type { Scene, StoreScene } from './scene.js';

const ERASE =
  `erase the record of this very store first ("lp-toolbelt secrets delete ${DEFAULT_SECRET_NAME} --system", with the ` +
  '--store or LP_SECRET_STORE of this run), then run again';

/** Whose an application is: of this store, of another one, or none that provisioning made. */
export type Owner = 'ours' | "another store's" | 'not of provisioning';

/** @param identity Identity of the store; a store without one owns nothing. */
export function ownerOf(
  installation: Pick<Installation, 'clientName' | 'description'>,
  identity: string | undefined,
): Owner {
  if (!hasMarker(installation)) return 'not of provisioning';
  const isOurs = identity !== undefined && storeDigestIn(installation.description) === storeDigest(identity);
  return isOurs ? 'ours' : "another store's";
}

/**
 * Ids of the applications on the first list of the run that `takeOver` names. A name that is not there is told as
 * a warning.
 *
 * @throws {ConfigError} for a name of an application that provisioning did not make.
 */
export function takenOver(
  scene: { readonly takeOver: readonly string[]; readonly record: Pick<StoreScene['record'], 'warnings'> },
  first: readonly Installation[],
): ReadonlySet<string> {
  const named = scene.takeOver.flatMap((clientName) => {
    const items = first.filter((item) => item.clientName === clientName);
    if (items.some((item) => !hasMarker(item))) throw notOfProvisioning(clientName);
    if (items.length === 0) scene.record.warnings.add(`There is no application "${clientName}" to take over`);
    return items;
  });
  return new Set(named.map(({ id }) => id));
}

function notOfProvisioning(clientName: string): ConfigError {
  return new ConfigError(
    'takeOver',
    `takeOver names the application "${clientName}", which provisioning did not make: it deletes none of those`,
  );
}

/**
 * The applications that this run may delete: of this store, made by this run, or taken over. What this run made
 * is among them though the list may not show it yet.
 */
export function mayDelete(scene: StoreScene, items: readonly Installation[]): readonly Installation[] {
  const { record, identity } = scene;
  const listed = items.filter(
    (item) =>
      ownerOf(item, identity) === 'ours' ||
      record.hasInstalled(item) ||
      (record.takenOver?.has(item.id) ?? false),
  );
  const isListed = ({ id }: Installation) => listed.some((item) => item.id === id);
  return [...listed, ...record.installed.filter((item) => !isListed(item))];
}

/**
 * Refuses a record that is not for this run to replace, taken over or not.
 *
 * @throws {ProvisioningError} It is of another account, or of a shape that cannot be tried.
 */
export function refuseRecord(
  {
    accountId,
    progress,
  }: { readonly accountId: string; readonly progress: Pick<Scene['progress'], 'state'> },
  secret: StoredSecret | undefined,
): void {
  if (secret === undefined) return;
  const { accountId: owner } = secret;
  if (owner !== undefined && owner !== accountId) {
    throw new ProvisioningError(
      `The store holds the secret ${DEFAULT_SECRET_NAME} of account ${owner}, and this run is for account ` +
        `${accountId}. Nothing of it was changed. Use a store, or a place in it, of its own for each account.`,
      progress.state,
    );
  }
  if (!isOAuth1(secret.value)) return;
  throw new ProvisioningError(
    `The store holds an OAuth 1.0a key under ${DEFAULT_SECRET_NAME}, which cannot be tried, so it was left as it is. ` +
      `If functions no longer need it, ${ERASE}.`,
    progress.state,
  );
}

/**
 * Refuses to replace a record that no longer works and that may be of another account.
 *
 * @throws {ProvisioningError} It does not say its account, and no list of this account showed its application.
 */
export function refuseUnknownAccount(
  {
    record,
    progress,
  }: {
    readonly record: Pick<Scene['record'], 'hasSeen'>;
    readonly progress: Pick<Scene['progress'], 'state'>;
  },
  secret: StoredSecret,
): void {
  if (secret.accountId !== undefined) return;
  if (record.hasSeen(credentialIn(secret.value)?.client_id)) return;
  throw new ProvisioningError(
    `The stored secret ${DEFAULT_SECRET_NAME} does not work, and nothing tells which account it is of, so it was ` +
      `left as it is. If nobody needs it, ${ERASE}.`,
    progress.state,
  );
}

/** Applications of provisioning that are there at the end of a run, besides the one that the secret names. */
export function leftApplications(scene: StoreScene): LeftApplication[] {
  const { record, identity } = scene;
  const others = record.latest.filter((item) => item.clientId !== record.storedClientId && hasMarker(item));
  return others.map((item) => {
    const why = record.isUndeletable(item)
      ? 'the platform does not let this person delete it'
      : whyLeft(item, identity);
    const { clientName, issuedAt } = item;
    return issuedAt === undefined ? { clientName, why } : { clientName, since: issuedAt, why };
  });
}

function whyLeft(item: Installation, identity: string | undefined): string {
  if (ownerOf(item, identity) === 'ours') return 'it came while this run was at work; a later run removes it';
  if (storeDigestIn(item.description) === undefined) return 'it does not say which store it is of';
  return identity === undefined ? 'this store has no identity to know it by' : 'it is of another store';
}

function isOAuth1(value: unknown): boolean {
  if (credentialIn(value) !== undefined || typeof value !== 'object' || value === null) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  return ['consumerKey', 'consumerSecret', 'token', 'tokenSecret'].every(
    (name) => typeof fields[name] === 'string',
  );
}
