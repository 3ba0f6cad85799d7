import { describe, expect, it } from 'vitest';
import { fromJSONSchema } from 'zod';
import { projectAnswers } from '../../../scripts/answers.js';
import { openApiDocument } from '../../../scripts/openapi-document.js';
import type { OpenApiOperation } from '../../../scripts/openapi-types.js';
import type { JsonSchema } from '../../../src/apis/parameter-schemas.js';
import { demoCalls } from '../../../src/cli/demo/calls.js';
import type { LoggedRequest } from '../../../src/testing/sandbox/control/request-log.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';

interface Described {
  readonly path: string;
  readonly method: string;
  readonly operation: OpenApiOperation;
}

const described = new Map<string, Described>(
  Object.entries(openApiDocument(projectAnswers()).paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, Described] => [
      operation.operationId,
      { path: `${serverPath(operation)}${path}`, method: method.toUpperCase(), operation },
    ]),
  ),
);

/** Of two operations with the same method and URL one has the beginning of the path in its server. */
function serverPath({ servers: [server] }: OpenApiOperation): string {
  return server?.url.replace(/^https:\/\/\{\w+\}/, '') ?? '';
}

/** Whether a text of a query can stand for a value of this schema: alone, or as a list separated by commas. */
function fits(schema: JsonSchema, text: string): boolean {
  const parsed = fromJSONSchema(schema as Parameters<typeof fromJSONSchema>[0]);
  const isFlag = text === 'true' || text === 'false';
  const items = text.split(',');
  const readings = [text, Number(text), isFlag ? text === 'true' : text, items, items.map(Number)];
  return readings.some((reading) => parsed.safeParse(reading).success);
}

/** What in the query is not as described. */
function queryProblems({ query }: LoggedRequest, { parameters }: OpenApiOperation): string[] {
  const inQuery = parameters.flatMap((one) => ('name' in one && one.in === 'query' ? [one] : []));
  const unknown = Object.keys(query).filter((name) => !inQuery.some((one) => one.name === name));
  const wrong = inQuery.filter(({ name, required, schema }) => {
    const value = query[name];
    return value === undefined ? required : !fits(schema, String(value));
  });
  return [...unknown, ...wrong.map(({ name }) => name)];
}

const { sandbox, lp } = await sandboxFixture();

describe('what the OpenAPI description says', () => {
  it.each(Object.entries(demoCalls))('is what %s sends', async (name, call) => {
    const entry = described.get(name);
    if (entry === undefined) throw new Error(`${name} is not described`);
    const { path, method, operation } = entry;
    sandbox.requests.clear();
    await call.send(lp, sandbox.fixtures);
    const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    const [request] = sandbox.requests.matching({ path: pattern, method });
    if (request === undefined) throw new Error(`${name} sent no ${method} to ${path}`);
    expect(request.service).toBe(operation['x-lp-service']);
    expect(queryProblems(request, operation)).toEqual([]);
    const body = operation.requestBody?.content['application/json'].schema;
    if (body === undefined) return expect(request.body).toBeUndefined();
    const schema = { ...body, additionalProperties: false };
    fromJSONSchema(schema as Parameters<typeof fromJSONSchema>[0]).parse(request.body);
  });
});
