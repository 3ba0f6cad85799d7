import type { AccountState, InstallationFields, InstallationRecord } from './account-state.js';
import {
  type Answer,
  AnswerError,
  type Handler,
  isJsonObject,
  type JsonObject,
  parseJson,
  type Route,
  type SandboxRequest,
} from './exchange.js';
import { featureGrantRoutes } from './feature-grants.js';
import type { SandboxSwitches } from './switches.js';
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
 * accountConfigReadWrite: app-install and feature grants, for administrators. Paths, revision header and
 * installation object are those of public LivePerson code; statuses of refusals are the sandbox's choice.
 */
export function accountConfigReadWriteRoutes(state: AccountState, switches: SandboxSwitches): Route[] {
  const shown = (record: InstallationRecord) =>
    switches.installationFields === 'camelCase' ? inCamelCase(record) : record;
  const administrators = (handler: Handler) => forAdministrators(state, handler);
  return [
    {
      method: 'GET',
      path: INSTALLATIONS,
      handler: administrators(() => answer(state, 200, state.installations().map(shown))),
    },
    { method: 'POST', path: INSTALLATIONS, handler: administrators((request) => install(state, request)) },
    {
      method: 'GET',
      path: `${INSTALLATIONS}/{id}`,
      handler: administrators((request) => answer(state, 200, shown(find(state, request)))),
    },
    {
      method: 'PUT',
      path: `${INSTALLATIONS}/{id}`,
      handler: administrators((request) => update(state, request)),
    },
    {
      method: 'DELETE',
      path: `${INSTALLATIONS}/{id}`,
      handler: administrators((request) => remove(state, request)),
    },
    ...featureGrantRoutes(state, switches),
  ];
}

/** As code of others types the same object. */
function inCamelCase(record: InstallationRecord): JsonObject {
  const renamed = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [renamed(name), value]));
}

function answer(state: AccountState, status: number, body?: unknown): Answer {
  return { status, headers: { 'ac-revision': state.revision }, body };
}

function install(state: AccountState, request: SandboxRequest): Answer {
  const fields = readManifest(request);
  refuseTakenName(state, fields.client_name);
  return answer(state, 201, state.install(fields));
}

function update(state: AccountState, request: SandboxRequest): Answer {
  const record = find(state, request);
  checkRevision(state, request);
  const fields = readManifest(request);
  if (fields.client_name !== record.client_name) refuseTakenName(state, fields.client_name);
  state.update(record, fields);
  return answer(state, 200, record);
}

function remove(state: AccountState, request: SandboxRequest): Answer {
  const record = find(state, request);
  checkRevision(state, request);
  state.uninstall(record);
  return answer(state, 204);
}

function find(state: AccountState, request: SandboxRequest): InstallationRecord {
  const record = state.installation(request.params.id ?? '');
  if (record === undefined) throw refusal(404, 12, 'Data not found');
  return record;
}

function checkRevision(state: AccountState, request: SandboxRequest): void {
  const revision = request.headers['if-match'];
  if (revision === undefined) throw refusal(400, 1, 'The If-Match header with the revision is missing');
  if (revision !== state.revision) throw refusal(412, 4, 'The revision is not the current one');
}

function refuseTakenName(state: AccountState, name: string): void {
  if (state.installations().some(({ client_name }) => client_name === name)) {
    throw refusal(409, 5, 'The client_name is taken');
  }
}

function readManifest(request: SandboxRequest): InstallationFields {
  const manifest = parseJson(request.body);
  if (!isJsonObject(manifest)) throw refusal(400, 1, 'The body must be a JSON object');
  if (typeof manifest.client_name !== 'string' || manifest.client_name === '') {
    throw refusal(400, 1, 'client_name is missing');
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
  if (typeof value !== 'string') throw refusal(400, 1, `${name} must be a string`);
  if (value.length > longest) throw refusal(400, 1, `${name} has more than ${longest} characters`);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function texts(manifest: JsonObject, name: string): string[] | undefined {
  const value = manifest[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
    throw refusal(400, 1, `${name} must be an array of strings`);
  }
  return value;
}

function optional<Name extends string, T>(name: Name, value: T | undefined): { [K in Name]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { [K in Name]?: T });
}

function refusal(status: number, internalCode: number, message: string): AnswerError {
  return new AnswerError({ status, body: { type: 'error', internalCode, message } });
}
