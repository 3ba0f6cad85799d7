import { DATA_ACCESS_HOSTS } from '../src/apis/data-access/data-access.js';
import type { ApiDefinition } from '../src/apis/define-api.js';
import { allApis, apisOutsideTable } from '../src/apis/index.js';
import type { JsonSchema } from '../src/apis/parameter-schemas.js';
import { VERSION } from '../src/config/version.js';
import type { AnswerModel, ModelType } from './answer-model.js';
import { ERROR_SCHEMAS, errorComponents } from './openapi-errors.js';
import { describeOperation } from './openapi-operation.js';
import { componentSchemas } from './openapi-schema.js';
import type { OpenApiOperation, OpenApiResponse } from './openapi-types.js';

/** An OpenAPI Object, as far as this one goes. */
export interface OpenApiDocument {
  readonly openapi: '3.1.1';
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly responses: Readonly<Record<string, OpenApiResponse>>;
    readonly [kind: string]: unknown;
  };
  readonly [field: string]: unknown;
}

interface Server {
  readonly url: string;
  readonly variables: Readonly<Record<string, { default: string; enum?: string[]; description: string }>>;
}

/** An operation and where it stands. */
interface Placed {
  readonly path: string;
  readonly method: string;
  readonly described: OpenApiOperation;
}

/** Describes all operations of all APIs in OpenAPI 3.1; what they answer is told by the model. */
export function openApiDocument(model: AnswerModel): OpenApiDocument {
  const answered: ModelType[] = [];
  const operations = allApis.flatMap((api) =>
    Object.entries(api.operations).map(([name, operation]): Placed => {
      const answer = model.answers.get(`${api.id}.${name}`);
      if (answer === undefined) throw new Error(`No method is named ${api.id}.${name}`);
      // Where a status stands for a value, none comes.
      if (operation.statuses?.[200] === undefined) answered.push(answer.type);
      const described = withServer(withPrivilege(api, describeOperation(api, name, operation, answer)));
      return { path: operation.path, method: operation.method.toLowerCase(), described };
    }),
  );
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const { path, method, described } of apart(operations)) {
    paths[path] = { ...paths[path], [method]: described };
  }
  const services = [...new Set(operations.map(({ described }) => described['x-lp-service']))];
  return {
    openapi: '3.1.1',
    info: info(),
    servers: services.map((service) => serverOf(service)),
    security: [{ oauth2: [] }, { oauth1: [] }],
    tags: allApis.map((api) => ({
      name: api.title,
      description: isInTable(api)
        ? `The default key has the privilege ${api.privilege}.`
        : 'Outside the privilege table: what the default key may do is not promised.',
    })),
    paths,
    components: components(componentSchemas(model, answered)),
  };
}

/** The document as text: each path and operation on a line of its own, without white space inside. */
export function formatOpenApi(document: OpenApiDocument): string {
  return `${formatTo(3, document, '')}\n`;
}

function formatTo(depth: number, value: unknown, indent: string): string {
  if (depth === 0 || typeof value !== 'object' || value === null || Array.isArray(value)) {
    return JSON.stringify(value);
  }
  const inner = `${indent}  `;
  const lines = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]) => `${inner}${JSON.stringify(name)}: ${formatTo(depth - 1, field, inner)}`);
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function isInTable(api: ApiDefinition): boolean {
  return !apisOutsideTable.includes(api);
}

function withPrivilege(api: ApiDefinition, described: OpenApiOperation): OpenApiOperation {
  return isInTable(api) ? { ...described, 'x-lp-privilege': api.privilege } : described;
}

function withServer(described: OpenApiOperation): OpenApiOperation {
  return { ...described, servers: [serverOf(described['x-lp-service'])] };
}

/**
 * OpenAPI has one operation for a method and a path. Of several the first that is not deprecated has it (of Functions
 * the form of V2). Another stands at the path without its first segment, which is in the URL of its server instead:
 * so the URL is the same.
 */
function apart(operations: readonly Placed[]): Placed[] {
  const byPlace = new Map<string, Placed[]>();
  for (const placed of operations) {
    const place = `${placed.method} ${placed.path}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), placed]);
  }
  return [...byPlace.values()].flatMap((same) => {
    const main = same.find(({ described }) => described.deprecated === undefined) ?? same[0];
    const [variant, ...more] = same.filter((placed) => placed !== main);
    if (main === undefined || variant === undefined) return same;
    if (more.length > 0) throw new Error(`${main.path} has more than two operations`);
    const moved = move(variant);
    return [{ ...main, described: withVariant(main.described, moved) }, moved];
  });
}

function move({ path, method, described }: Placed): Placed {
  const [, first = '', rest = ''] = /^(\/[^/]+)(\/.+)$/.exec(path) ?? [];
  const servers = described.servers.map((server) => ({ ...server, url: server.url + first }));
  return { path: rest, method, described: { ...described, servers } };
}

function withVariant(main: OpenApiOperation, { path, described }: Placed): OpenApiOperation {
  const { operationId, summary, deprecated } = described;
  const shared = fixedValues(main);
  const own = fixedValues(described).filter((value) => !shared.includes(value));
  const how = own.length > 0 ? `, told by ${own.join(', ')}` : '';
  const words = `At the same URL: \`${operationId}\`${deprecated ? ' (deprecated)' : ''}: ${summary}${how}; see the path \`${path}\`.`;
  const description = `${main.description ?? ''} ${words}`.trim();
  return { ...main, description, 'x-lp-variants': [operationId] };
}

/** What is always sent, in the query and in the body: by this the forms of one path are told apart. */
function fixedValues({ parameters, requestBody }: OpenApiOperation): string[] {
  const inQuery = parameters.flatMap((parameter) => {
    const value = 'name' in parameter && parameter.required ? parameter.schema.const : undefined;
    return 'name' in parameter && value !== undefined ? [`\`${parameter.name}=${String(value)}\``] : [];
  });
  const fields = Object.entries(requestBody?.content['application/json'].schema.properties ?? {});
  const inBody = fields.flatMap(([name, field]) =>
    typeof field === 'object' && field.const !== undefined
      ? [`\`${name}\`: ${JSON.stringify(field.const)}`]
      : [],
  );
  return [...inQuery, ...inBody];
}

function info() {
  return {
    title: 'LivePerson APIs',
    summary: 'What LIVEPERSON_DEFAULT_APP_KEY, the default key of LivePerson Functions, may read and invoke',
    description:
      'Unofficial: LivePerson publishes no such description. It is generated from the operations of ' +
      'lp-functions-toolbelt. `x-lp-privilege` is the privilege that the default key has, `x-lp-service` the ' +
      'service whose host CSDS tells: GET ' +
      'https://api.liveperson.net/api/account/{accountId}/service/{service}/baseURI.json?version=1.0. Where two ' +
      'operations share a method and a URL, the path of the second, which `x-lp-variants` names, is without `/api`: ' +
      'that is in the URL of its server.',
    version: VERSION,
    license: { name: 'MIT', identifier: 'MIT' },
  };
}

function serverOf(service: string): Server {
  const url = `https://{${service}}`;
  if (service === 'dataAccess') {
    const hosts = Object.values(DATA_ACCESS_HOSTS);
    const [host = ''] = hosts;
    const description = 'Host of the region of the account; CSDS does not know it';
    return { url, variables: { [service]: { default: host, enum: hosts, description } } };
  }
  // RFC 2606: a name that cannot be taken for a real one.
  const host = `${service.toLowerCase()}.invalid`;
  const description = `Host of the service ${service} in CSDS`;
  return { url, variables: { [service]: { default: host, description } } };
}

function components(schemas: Readonly<Record<string, JsonSchema>>): OpenApiDocument['components'] {
  return {
    schemas: { ...schemas, ...ERROR_SCHEMAS },
    parameters: {
      accountId: {
        name: 'accountId',
        in: 'path',
        required: true,
        description: 'Id of the account',
        schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' },
      },
    },
    responses: {
      Unchanged: { description: 'Nothing has changed since the revision in If-Match' },
      ...errorComponents(),
    },
    securitySchemes: {
      oauth2: {
        type: 'oauth2',
        description:
          'Client credentials of the secret, `client_id` and `client_secret`. The host is that of the service ' +
          'sentinel in CSDS, and ACCOUNT_ID the id of the account. No scope is asked for: those of the application count.',
        flows: {
          clientCredentials: {
            tokenUrl: 'https://sentinel.invalid/sentinel/api/v2/account/ACCOUNT_ID/app/token',
            scopes: {},
          },
        },
      },
      oauth1: {
        type: 'apiKey',
        in: 'header',
        name: 'Authorization',
        description:
          'OAuth 1.0a (RFC 5849): each request is signed with the four values of an app key, HMAC-SHA1. ' +
          'Deprecated by LivePerson. OpenAPI has no type for it.',
      },
    },
  };
}
