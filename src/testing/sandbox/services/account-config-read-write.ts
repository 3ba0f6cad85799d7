import type { AccountState, InstallationFields, InstallationRecord } from '../account-state.js';
import type { SandboxSwitches } from '../control/switches.js';
import {
  type Answer,
  isJsonObject,
  type JsonObject,
  parseJson,
  type Route,
  type SandboxRequest,
} from '../exchange.js';
import type { ServiceParts } from '../sandbox-parts.js';
import { accountConfigReadOnlyRoutes } from './account-config-read-only.js';
import { configurationError } from './error-bodies.js';
import { featureGrantRoutes } from './feature-grants.js';
import { forAdministrators } from './user-bearer.js';

const INSTALLATIONS = '/api/account/{accountId}/configuration/app-install/installations';

/** Longest values of a manifest, in characters (documented). */
const LONGEST: Readonly<Record<string, number>> = {
  client_name: 128,
  display_name: 128,
  description: 256,
  scope: 128,
  logo_uri: 1024,
  entry_uri: 1024,
};

/**
 * accountConfigReadWrite: app-install and feature grants, for administrators, and all that accountConfigReadOnly
 * answers (observed). Paths, revision header and installation object are those of public LivePerson code; statuses
 * of refusals are the sandbox's choice.
 */
export function accountConfigReadWriteRoutes(parts: ServiceParts): Route[] {
  const { state, switches } = parts;
  const service = { state, switches };
  const route = (
    method: Route['method'],
    path: string,
    handle: (request: SandboxRequest) => Answer,
  ): Route => ({
    method,
    path,
    handler: forAdministrators(state, handle),
  });
  return [
    route('GET', INSTALLATIONS, (request) => list(service, request)),
    route('POST', INSTALLATIONS, (request) => install(service, request)),
    route('GET', `${INSTALLATIONS}/{id}`, (request) =>
      answer(service, 200, shown(service, find(state, request), 'by-id')),
    ),
    route('PUT', `${INSTALLATIONS}/{id}`, (request) => update(service, request)),
    route('DELETE', `${INSTALLATIONS}/{id}`, (request) => remove(service, request)),
    ...featureGrantRoutes(state, switches),
    ...accountConfigReadOnlyRoutes(parts),
  ];
}

/** Account and switches. */
interface Service {
  readonly state: AccountState;
  readonly switches: SandboxSwitches;
}

function list(service: Service, request: SandboxRequest): Answer {
  const all = service.state.installations().map((record) => shown(service, record, 'list'));
  const perPage = service.switches.installationsPerPage;
  const offset = Number(request.query.get('offset') ?? 0);
  if (!Number.isInteger(offset) || offset < 0)
    throw configurationError('bad-request', 'offset must be a number of 0 or more');
  if (offset === 0 && all.length <= perPage) return answer(service, 200, all);
  const items = all.slice(offset, offset + perPage);
  const end = offset + items.length;
  // A form of pages that LivePerson has elsewhere; none of app-install is public.
  const next =
    end < all.length
      ? { href: `${request.url.origin}${request.url.pathname}?v=1.0&offset=${end}` }
      : undefined;
  return answer(service, 200, { items, _metadata: { count: all.length, ...(next && { next }) } });
}

function shown({ switches }: Service, record: InstallationRecord, where: 'list' | 'by-id'): JsonObject {
  const isSecretShown = switches.clientSecrets === 'list' || switches.clientSecrets === where;
  const entry = { ...record, client_secret: isSecretShown ? record.client_secret : null };
  return switches.installationFields === 'camelCase' ? inCamelCase(entry) : entry;
}

/** As code of others types the same object. */
function inCamelCase(record: JsonObject): JsonObject {
  const renamed = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [renamed(name), value]));
}

function answer({ state, switches }: Service, status: number, body?: unknown): Answer {
  const { revisionHeader } = switches;
  const headers = revisionHeader === 'absent' ? {} : { [revisionHeader]: state.revision };
  return { status, headers, body };
}

function install(service: Service, request: SandboxRequest): Answer {
  const { state, switches } = service;
  const fields = readManifest(request);
  refuseTakenName(state, fields.client_name);
  const quota = switches.installationQuota;
  if (state.installations().length >= quota) {
    throw configurationError('quota-reached', `The maximum number of applications is installed: ${quota}`);
  }
  return answer(service, 201, state.install(fields));
}

function update(service: Service, request: SandboxRequest): Answer {
  const { state } = service;
  const record = find(state, request);
  checkRevision(state, request);
  const fields = readManifest(request);
  if (fields.client_name !== record.client_name) refuseTakenName(state, fields.client_name);
  state.update(record, fields);
  return answer(service, 200, record);
}

function remove(service: Service, request: SandboxRequest): Answer {
  const { state, switches } = service;
  const record = find(state, request);
  if (switches.installationDeletion === 'forbidden') {
    throw configurationError('forbidden', 'Applications of this account may not be deleted');
  }
  checkRevision(state, request);
  state.uninstall(record);
  return answer(service, 204);
}

function find(state: AccountState, request: SandboxRequest): InstallationRecord {
  const record = state.installation(request.params.id ?? '');
  if (record === undefined) throw configurationError('not-found', 'Data not found');
  return record;
}

function checkRevision(state: AccountState, request: SandboxRequest): void {
  const revision = request.headers['if-match'];
  if (revision === undefined)
    throw configurationError('bad-request', 'The If-Match header with the revision is missing');
  if (revision !== state.revision)
    throw configurationError('wrong-revision', 'The revision is not the current one');
}

function refuseTakenName(state: AccountState, name: string): void {
  if (state.installations().some(({ client_name }) => client_name === name)) {
    throw configurationError('name-taken', 'The client_name is taken');
  }
}

function readManifest(request: SandboxRequest): InstallationFields {
  const manifest = parseJson(request.body);
  if (!isJsonObject(manifest)) throw configurationError('bad-request', 'The body must be a JSON object');
  if (typeof manifest.client_name !== 'string' || manifest.client_name === '') {
    throw configurationError('bad-request', 'client_name is missing');
  }
  for (const [name, longest] of Object.entries(LONGEST)) checkText(manifest, name, longest);
  return {
    client_name: manifest.client_name,
    description: text(manifest.description),
    enabled: manifest.enabled !== false,
    grant_types: texts(manifest, 'grant_types') ?? [],
    scope: text(manifest.scope),
    ...optional('response_types', texts(manifest, 'response_types')),
    ...optional('logo_uri', manifest.logo_uri === undefined ? undefined : text(manifest.logo_uri)),
    ...optional('capabilities', manifest.capabilities),
  };
}

function checkText(manifest: JsonObject, name: string, longest: number): void {
  const value = manifest[name];
  if (value === undefined) return;
  if (typeof value !== 'string') throw configurationError('bad-request', `${name} must be a string`);
  if (value.length > longest)
    throw configurationError('bad-request', `${name} has more than ${longest} characters`);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function texts(manifest: JsonObject, name: string): string[] | undefined {
  const value = manifest[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
    throw configurationError('bad-request', `${name} must be an array of strings`);
  }
  return value;
}

function optional<Name extends string, T>(name: Name, value: T | undefined): { [K in Name]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { [K in Name]?: T });
}
