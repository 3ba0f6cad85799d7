import type { AccountState, InstallationRecord } from '../account-state.js';
import type { SandboxSwitches } from '../control/switches.js';
import {
  type Answer,
  AnswerError,
  type Handler,
  mediaType,
  type Route,
  type SandboxRequest,
} from '../exchange.js';
import type { ServiceParts } from '../sandbox-parts.js';

/**
 * sentinel: access tokens for the client-credentials grant, and the keys that they are signed with.
 * Errors are those of RFC 6749 section 5.2; LivePerson documents none.
 */
export function sentinelRoutes(parts: ServiceParts): Route[] {
  const token: Handler = async (request) => {
    const fields = readForm(request);
    const installation = authenticateClient(parts.state, request.params.accountId, fields);
    const scope = grantedScope(installation, fields.scope);
    const lifetimeSeconds = parts.switches.tokenLifetimeSeconds;
    const { accountId } = parts.state;
    const clientId = installation.client_id;
    const accessToken = await parts.issuer.issue({ accountId, clientId, scope, lifetimeSeconds });
    return {
      status: 200,
      headers: { 'cache-control': 'no-store', pragma: 'no-cache' },
      body: { access_token: accessToken, token_type: 'Bearer', ...expiresIn(parts.switches) },
    };
  };
  return [
    { method: 'POST', path: '/sentinel/api/v2/account/{accountId}/app/token', handler: token },
    {
      method: 'GET',
      path: '/sentinel/well-known/jwks',
      handler: async () => ({ status: 200, body: await parts.issuer.jwks() }),
    },
  ];
}

function readForm(request: SandboxRequest): Readonly<Record<string, string>> {
  if (mediaType(request.headers) !== 'application/x-www-form-urlencoded') {
    throw refusal('invalid_request', 'The body must be application/x-www-form-urlencoded');
  }
  const form = new URLSearchParams(request.body.toString('utf8'));
  const fields: Record<string, string> = {};
  for (const [name, value] of form) {
    if (Object.hasOwn(fields, name)) throw refusal('invalid_request', `The parameter ${name} is repeated`);
    fields[name] = value;
  }
  return fields;
}

function authenticateClient(
  state: AccountState,
  accountId: string | undefined,
  fields: Readonly<Record<string, string>>,
): InstallationRecord {
  for (const name of ['grant_type', 'client_id', 'client_secret']) {
    if (!fields[name]) throw refusal('invalid_request', `The parameter ${name} is missing`);
  }
  if (fields.grant_type !== 'client_credentials') {
    throw refusal('unsupported_grant_type', 'The grant type must be client_credentials');
  }
  const installation = state.installations().find(({ client_id }) => client_id === fields.client_id);
  const isGood = installation?.client_secret === fields.client_secret && installation?.enabled;
  if (accountId !== state.accountId || installation === undefined || !isGood) {
    throw refusal('invalid_client', 'The client is unknown, disabled, or its secret is wrong', 401);
  }
  if (!installation.grant_types.includes('client_credentials')) {
    throw refusal('unauthorized_client', 'The application may not use this grant type');
  }
  return installation;
}

function grantedScope(installation: InstallationRecord, asked: string | undefined): string {
  if (!asked) return installation.scope;
  const own = new Set(installation.scope.split(' '));
  if (asked.split(' ').every((word) => own.has(word))) return asked;
  throw refusal('invalid_scope', 'The scope exceeds that of the application');
}

function expiresIn({ expiresIn: form, tokenLifetimeSeconds }: SandboxSwitches): {
  expires_in?: string | number;
} {
  if (form === 'absent') return {};
  return { expires_in: form === 'string' ? String(tokenLifetimeSeconds) : tokenLifetimeSeconds };
}

function refusal(error: string, description: string, status = 400): AnswerError {
  const answer: Answer = {
    status,
    headers: { 'cache-control': 'no-store' },
    body: { error, error_description: description },
  };
  return new AnswerError(answer);
}
