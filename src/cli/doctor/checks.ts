import type { Credential } from '../../auth/credentials.js';
import type { ClientParts } from '../../client/client-parts.js';
import { ToolBeltError } from '../../errors/toolbelt-error.js';
import type { ToolbeltInstance } from '../../toolbelt/account.js';
import type { ToolbeltOptions } from '../../toolbelt/options.js';
import { createToolbelt, partsOf } from '../../toolbelt/toolbelt.js';
import { errorLine, expectedError } from '../terminal/expected-error.js';
import { adviceFor } from './advice.js';
import type { CheckName, DoctorCheck } from './report.js';

/** What a check found, and what the next ones need of it. */
export interface Finding<Value> {
  readonly check: DoctorCheck;
  /** Undefined when the check failed. */
  readonly value?: Value;
  /** Why it failed. */
  readonly error?: ToolBeltError;
}

/** A toolbelt, and what it is made of. */
export interface Opened {
  readonly toolbelt: ToolbeltInstance;
  readonly parts: ClientParts;
}

type Told<Value> = { readonly value: Value; readonly detail: string; readonly advice?: string };

const KINDS: Readonly<Record<Credential['kind'], string>> = {
  oauth2: 'OAuth 2.0 client credentials',
  oauth1: 'an OAuth 1.0a app key',
};
const OAUTH1_ADVICE =
  'LivePerson ended the support of OAuth 1.0a keys: provision the account again for an OAuth 2.0 credential.';

/** Options and environment; most of all the id of the account. */
export function checkSettings(options: ToolbeltOptions): Promise<Finding<Opened>> {
  return finding('Settings', async () => {
    const toolbelt = createToolbelt(options);
    const parts = partsOf(toolbelt);
    return { value: { toolbelt, parts }, detail: `account ${parts.accountId}` };
  });
}

/** Whether the secret can be read, and what it is. Its value is not shown. */
export function checkSecret(
  { authorizers, appKeySecretName }: ClientParts,
  signal?: AbortSignal,
): Promise<Finding<Credential['kind']>> {
  return finding('Secret', async () => {
    const kind = await authorizers.kindOf(appKeySecretName, { cancellation: signal });
    const detail = `${appKeySecretName} holds ${KINDS[kind]}`;
    return { value: kind, detail, ...(kind === 'oauth1' && { advice: OAUTH1_ADVICE }) };
  });
}

/** Whether CSDS tells the hosts of the account. */
export function checkCsds(toolbelt: ToolbeltInstance): Promise<Finding<number>> {
  return finding('CSDS', async () => {
    const services = await toolbelt.CsdsClient().getAll();
    return { value: services.length, detail: `lists ${services.length} services of the account` };
  });
}

/** Whether sentinel gives a token for the secret. */
export function checkToken(
  { authorizers, appKeySecretName }: ClientParts,
  kind: Credential['kind'],
  signal?: AbortSignal,
): Promise<Finding<true>> {
  return finding('Token', async () => {
    if (kind === 'oauth1') return { value: true, detail: 'none is needed: each request is signed' };
    await authorizers.with(appKeySecretName).authorization({ cancellation: signal });
    return { value: true, detail: 'sentinel gave an access token' };
  });
}

async function finding<Value>(name: CheckName, find: () => Promise<Told<Value>>): Promise<Finding<Value>> {
  try {
    const { value, detail, advice = null } = await find();
    return { value, check: { name, ok: true, detail, advice } };
  } catch (error) {
    if (!(error instanceof ToolBeltError)) throw error;
    const detail = errorLine(expectedError(error));
    return { error, check: { name, ok: false, detail, advice: adviceFor(error) } };
  }
}
