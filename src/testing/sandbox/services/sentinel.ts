import type { AccountState, InstallationRecord } from '../account-state.js';
import type { SandboxSwitches } from '../control/switches.js';
import type { Handler, Route, SandboxRequest } from '../exchange.js';
import type { ServiceParts } from '../sandbox-parts.js';
import {
  type ClientCredential,
  type FieldsPlace,
  missing,
  readCredential,
  readFields,
  tokenRefusal,
  unknownClient,
} from './token-request.js';

/** An address that tokens are asked for at. */
interface TokenAddress {
  readonly path: string;
  /** Values of `v`; undefined stands for a request without it. */
  readonly versions: readonly (string | undefined)[];
  readonly fields: FieldsPlace;
}

const ADDRESSES: readonly TokenAddress[] = [
  {
    path: '/sentinel/api/v2/account/{accountId}/app/token',
    versions: [undefined, '2.0'],
    fields: 'body',
  },
  // The older one: documented with 1.0, and called with 2.0 by LivePerson's own clients, one of them in the query.
  {
    path: '/sentinel/api/account/{accountId}/app/token',
    versions: ['1.0', '2.0'],
    fields: 'body-or-query',
  },
];

/** sentinel: access tokens for the client-credentials grant, and the keys that they are signed with. */
export function sentinelRoutes(parts: ServiceParts): Route[] {
  const tokens = ADDRESSES.map(
    (address): Route => ({ method: 'POST', path: address.path, handler: tokenHandler(address, parts) }),
  );
  const jwks: Handler = async () => ({ status: 200, body: await parts.issuer.jwks() });
  return [...tokens, { method: 'GET', path: '/sentinel/well-known/jwks', handler: jwks }];
}

function tokenHandler({ versions, fields: place }: TokenAddress, parts: ServiceParts): Handler {
  const { state, switches, issuer } = parts;
  return async (request) => {
    checkVersion(request, versions);
    const fields = readFields(request, place);
    if (fields.grant_type === undefined) throw missing('grant_type');
    if (fields.grant_type !== 'client_credentials') {
      throw tokenRefusal('unsupported_grant_type', 'The grant type must be client_credentials');
    }
    const credential = readCredential(request, fields, switches.basicAuthentication);
    const installation = authenticateClient(state, request, credential);
    const scope = grantedScope(installation, fields.scope);
    const accessToken = await issuer.issue({
      accountId: state.accountId,
      clientId: installation.client_id,
      scope,
      lifetimeSeconds: switches.tokenLifetimeSeconds,
    });
    return {
      status: 200,
      headers: { 'cache-control': 'no-store', pragma: 'no-cache' },
      body: { access_token: accessToken, token_type: 'Bearer', ...expiresIn(switches) },
    };
  };
}

function checkVersion({ query }: SandboxRequest, versions: TokenAddress['versions']): void {
  const [version, ...others] = query.getAll('v');
  if (others.length > 0) throw tokenRefusal('invalid_request', 'The parameter v is repeated');
  if (versions.includes(version)) return;
  const known = versions.filter((one) => one !== undefined).join(' or ');
  throw tokenRefusal('invalid_request', `The query parameter "v" must be ${known}`);
}

function authenticateClient(
  state: AccountState,
  request: SandboxRequest,
  { clientId, clientSecret }: ClientCredential,
): InstallationRecord {
  const installation = state.application(clientId, clientSecret);
  if (installation === undefined || request.params.accountId !== state.accountId)
    throw unknownClient(request);
  if (!installation.grant_types.includes('client_credentials')) {
    throw tokenRefusal('unauthorized_client', 'The application may not use this grant type');
  }
  return installation;
}

function grantedScope(installation: InstallationRecord, asked: string | undefined): string {
  if (asked === undefined) return installation.scope;
  const own = new Set(installation.scope.split(' '));
  if (asked.split(' ').every((word) => own.has(word))) return asked;
  throw tokenRefusal('invalid_scope', 'The scope exceeds that of the application');
}

function expiresIn({ expiresIn: form, tokenLifetimeSeconds }: SandboxSwitches): {
  expires_in?: string | number;
} {
  if (form === 'absent') return {};
  return { expires_in: form === 'string' ? String(tokenLifetimeSeconds) : tokenLifetimeSeconds };
}
