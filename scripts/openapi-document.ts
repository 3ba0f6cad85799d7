import { DATA_ACCESS_HOSTS } from '../src/apis/data-access/data-access.js';
import type { ApiDefinition } from '../src/apis/define-api.js';
import { allApis, apisOutsideTable } from '../src/apis/index.js';
import { VERSION } from '../src/config/version.js';
import { describeOperation, type OpenApiOperation } from './openapi-operation.js';

/** An OpenAPI Object, as far as this one goes. */
export interface OpenApiDocument {
  readonly openapi: '3.1.1';
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly [field: string]: unknown;
}

interface Server {
  readonly url: string;
  readonly variables: Readonly<Record<string, { default: string; enum?: string[]; description: string }>>;
}

/** Describes all operations of all APIs in OpenAPI 3.1. */
export function openApiDocument(): OpenApiDocument {
  const operations = allApis.flatMap((api) =>
    Object.entries(api.operations).map(([name, operation]) => ({
      path: operation.path,
      method: operation.method.toLowerCase(),
      described: withPrivilege(api, describeOperation(api, name, operation)),
    })),
  );
  const services = [...new Set(operations.map(({ described }) => described['x-lp-service']))];
  const servers = new Map(services.map((service) => [service, serverOf(service)]));
  const withServer = (described: OpenApiOperation): OpenApiOperation => {
    const server = servers.get(described['x-lp-service']);
    return { ...described, servers: server === undefined ? [] : [server] };
  };
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const { path, method, described } of operations) {
    const item = paths[path] ?? {};
    const present = item[method];
    item[method] = present === undefined ? withServer(described) : merge(present, withServer(described));
    paths[path] = item;
  }
  return {
    openapi: '3.1.1',
    info: info(),
    servers: [...servers.values()],
    security: [{ oauth2: [] }, { oauth1: [] }],
    tags: allApis.map((api) => ({
      name: api.title,
      description: isInTable(api)
        ? `The default key has the privilege ${api.privilege}.`
        : 'Outside the privilege table: what the default key may do is not promised.',
    })),
    paths,
    components: components(),
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

/**
 * OpenAPI has one operation for a method and a path. The first that is not deprecated is it (of Functions the form
 * of V2); the others are described in full in `x-lp-variants`.
 */
function merge(present: OpenApiOperation, other: OpenApiOperation): OpenApiOperation {
  const { 'x-lp-variants': known = [], ...first } = present;
  const isFirst = first.deprecated === undefined || other.deprecated !== undefined;
  const [main, variant] = isFirst ? [first, other] : [other, first];
  const variants = [...known, variant];
  return { ...main, description: withVariants(main, variant), 'x-lp-variants': variants };
}

function withVariants(main: OpenApiOperation, variant: OpenApiOperation): string {
  const { operationId, summary, deprecated } = variant;
  const shared = fixedValues(main);
  const own = fixedValues(variant).filter((value) => !shared.includes(value));
  const how = own.length > 0 ? `, told by ${own.join(', ')}` : '';
  const words = `At the same path: \`${operationId}\`${deprecated ? ' (deprecated)' : ''}: ${summary}${how}; see \`x-lp-variants\`.`;
  return `${main.description ?? ''} ${words}`.trim();
}

/** What is always sent, in the query and in the body: by this the forms of one path are told apart. */
function fixedValues({ parameters, requestBody }: OpenApiOperation): string[] {
  const inQuery = parameters.flatMap((parameter) => {
    const [value] = 'name' in parameter && parameter.required ? (parameter.schema.enum ?? []) : [];
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
    title: 'LivePerson APIs of the privilege table',
    summary: 'What LIVEPERSON_DEFAULT_APP_KEY, the default key of LivePerson Functions, may read and invoke',
    description:
      'Unofficial: LivePerson publishes no such description. It is generated from the operations of ' +
      'lp-functions-toolbelt. `x-lp-privilege` is the privilege that the default key has, `x-lp-service` the ' +
      'service whose host CSDS tells: GET ' +
      'https://api.liveperson.net/api/account/{accountId}/service/{service}/baseURI.json?version=1.0. Where several operations share a method and a path, `x-lp-variants` has ' +
      'all but the first.',
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

function components() {
  const response = (description: string) => ({ description });
  return {
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
      Unchanged: response('Nothing has changed since the revision in If-Match'),
      Unauthorized: response('The credential is missing, wrong or out of date'),
      Forbidden: response('The credential has no privilege for this'),
      TooMany: response('Too many requests; Retry-After says how long to wait, where it is there'),
      Failure: response('An error; the form of its body differs by service'),
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
