import * as z from 'zod/mini';
import type { ApiDefinition, Operation, QueryForm } from '../src/apis/define-api.js';
import type { AnyParameter } from '../src/apis/parameter.js';
import type { JsonSchema } from '../src/apis/parameter-schemas.js';
import type { ModelAnswer, ModelParameter } from './answer-model.js';
import { errorResponses } from './openapi-errors.js';
import { annotations, constant, schemaOf, withDescriptions } from './openapi-schema.js';
import type { OpenApiOperation, OpenApiParameter, OpenApiResponse } from './openapi-types.js';

/** Describes one operation, as it goes over the wire. */
export function describeOperation(
  api: ApiDefinition,
  method: string,
  operation: Operation,
  answer: ModelAnswer,
): OpenApiOperation {
  const operationId = `${api.id}.${method}`;
  const wired = wireParameters(operationId, operation, answer);
  const service = operation.service ?? api.service;
  const description = descriptionOf(operation);
  const body = operation.method === 'POST' ? requestBody(operation, wired) : undefined;
  return {
    operationId,
    tags: [api.title],
    summary: operation.summary,
    ...(description !== '' && { description }),
    ...(operation.deprecated !== undefined && { deprecated: true }),
    parameters: [...pathParameters(operation, wired), ...constants(operation), ...otherParameters(wired)],
    ...(body !== undefined && { requestBody: body }),
    responses: responses(api, operation, wired, answer),
    servers: [{ url: `https://{${service}}` }],
    'x-lp-service': service,
  };
}

/** A parameter with its name, necessity and form on the wire. */
interface WireParameter {
  readonly in: AnyParameter['in'];
  readonly name: string;
  readonly required: boolean;
  readonly deprecated?: true;
  readonly schema: JsonSchema;
}

function wireParameters(operationId: string, operation: Operation, answer: ModelAnswer): WireParameter[] {
  return Object.entries(operation.parameters()).map(([key, parameter]) => {
    const schema = parameter.json ?? jsonSchemaOf(parameter.schema, `${operationId}, parameter "${key}"`);
    const told = answer.parameters.get(key);
    const { deprecated, ...description } =
      told === undefined ? {} : annotations(withDefault(parameter, told));
    return {
      in: parameter.in,
      name: parameter.wire ?? key,
      required: parameter.required ?? !parameter.schema.safeParse(undefined).success,
      ...(deprecated && { deprecated }),
      schema: { ...withDescriptions(typed(schema), told?.fields ?? new Map()), ...description },
    };
  });
}

/** A fallback is what this client sends; any other default is LivePerson's. */
function withDefault({ fallback }: AnyParameter, told: ModelParameter): ModelParameter {
  if (told.default === undefined || fallback !== undefined) return told;
  return { ...told, description: `${told.description ?? ''} Default: ${told.default}.`.trim() };
}

/** Says the type of all values: generators take one that has none for anything. */
function typed(schema: JsonSchema): JsonSchema {
  const each = (inner: unknown) =>
    typeof inner === 'object' && inner !== null ? typed(inner as JsonSchema) : inner;
  const { properties, items, anyOf } = schema;
  const [first] = schema.enum ?? [];
  return {
    // A list of values is made from values of one type.
    ...(first !== undefined && first !== null && { type: constant(first).type as 'string' }),
    ...(schema.const !== undefined && schema.const !== null && constant(schema.const)),
    ...schema,
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, field]) => [name, each(field)]),
      ) as typeof properties,
    }),
    ...(items !== undefined && { items: each(items) as JsonSchema }),
    ...(anyOf !== undefined && { anyOf: anyOf.map(each) as JsonSchema[] }),
  };
}

function jsonSchemaOf(schema: z.ZodMiniType, where: string): JsonSchema {
  try {
    const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input', override: dropEmptyRest });
    // Plain data: zod hangs a method of its own on it.
    return JSON.parse(JSON.stringify(json)) as JsonSchema;
  } catch (error) {
    throw new Error(`${where} has no JSON Schema; a rule that is a function is made by "rule"`, {
      cause: error,
    });
  }
}

/** Further fields are allowed unless a schema says otherwise. */
function dropEmptyRest({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  const rest = jsonSchema.additionalProperties;
  if (typeof rest === 'object' && Object.keys(rest).length === 0) delete jsonSchema.additionalProperties;
}

function descriptionOf({ deprecated, queryByKind, emptyAnswer }: Operation): string {
  return [
    deprecated === undefined ? '' : `Deprecated: ${deprecated}.`,
    queryByKind === undefined ? '' : formSentence('OAuth 1.0a', queryByKind.oauth1),
    queryByKind === undefined ? '' : formSentence('OAuth 2.0', queryByKind.oauth2),
    emptyAnswer === undefined
      ? ''
      : `An error whose body has the words "${emptyAnswer.text}" says that there is nothing.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** Which query a kind of credential wants. */
function formSentence(scheme: string, { query, sends, lacks }: QueryForm): string {
  const fixed = Object.entries(query).map(([name, value]) => `\`${name}=${value}\``);
  const listed = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(' and ');
  const required = sends.length === 0 ? '' : `, and requires ${listed(sends)}`;
  const refused = lacks.length === 0 ? '' : `; it has no ${listed(lacks)}`;
  return `With a credential of ${scheme} it takes ${fixed.join(', ')}${required}${refused}.`;
}

function pathParameters({ path }: Operation, wired: readonly WireParameter[]): OpenApiParameter[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    if (name === 'accountId') return { $ref: '#/components/parameters/accountId' };
    const known = wired.find((parameter) => parameter.in === 'path' && parameter.name === name);
    // Of an operation that follows a link, an answer gives the path.
    const schema = known?.schema ?? { type: 'string', description: 'as in the link of an answer' };
    return openApiParameter({ in: 'path', name, required: true, schema }, 'path');
  });
}

/** Query parameters that are always sent. */
function constants({ query = {}, queryByKind }: Operation): OpenApiParameter[] {
  const forms = queryByKind === undefined ? [{}] : [queryByKind.oauth2.query, queryByKind.oauth1.query];
  const all = forms.flatMap((form) => Object.entries({ ...query, ...form }));
  return [...new Set(all.map(([name]) => name))].map((name) => {
    const values = new Set(all.filter(([other]) => other === name).map(([, value]) => value));
    return {
      name,
      in: 'query',
      required: true,
      description: VERSION_OR_KIND,
      schema: alwaysSent([...values]),
    };
  });
}

const VERSION_OR_KIND = 'Tells which version or kind of answer is asked for.';

function alwaysSent([value = '', ...others]: readonly string[]): JsonSchema {
  if (others.length > 0) return { type: 'string', enum: [value, ...others] };
  return { type: 'string', const: value, default: value };
}

function otherParameters(wired: readonly WireParameter[]): OpenApiParameter[] {
  return wired.flatMap((parameter) =>
    parameter.in === 'query' || parameter.in === 'header' ? [openApiParameter(parameter, parameter.in)] : [],
  );
}

function openApiParameter(
  { name, required, deprecated, schema }: WireParameter,
  place: 'path' | 'query' | 'header',
): OpenApiParameter {
  const { description, ...json } = schema;
  return {
    name,
    in: place,
    required,
    ...(description !== undefined && { description: sentence(description) }),
    ...(deprecated && { deprecated }),
    schema: json,
    ...(mayBeList(json) && { explode: false }),
  };
}

function mayBeList({ type, anyOf = [] }: JsonSchema): boolean {
  return type === 'array' || anyOf.some((one) => typeof one === 'object' && one.type === 'array');
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function requestBody(
  { body = {} }: Operation,
  wired: readonly WireParameter[],
): NonNullable<OpenApiOperation['requestBody']> {
  const fields = wired.filter((parameter) => parameter.in === 'body');
  const fixed = Object.entries(body).map(([name, value]): [string, JsonSchema] => [
    name,
    { ...constant(value), default: value, description: VERSION_OR_KIND },
  ]);
  const properties = Object.fromEntries([
    ...fixed,
    ...fields.map(({ name, schema }): [string, JsonSchema] => [name, schema]),
  ]);
  const required = [
    ...Object.keys(body),
    ...fields.filter((field) => field.required).map(({ name }) => name),
  ];
  const schema: JsonSchema = { type: 'object', properties, ...(required.length > 0 && { required }) };
  return { required: true, content: { 'application/json': { schema } } };
}

function responses(
  api: ApiDefinition,
  operation: Operation,
  wired: readonly WireParameter[],
  { type }: ModelAnswer,
): OpenApiOperation['responses'] {
  const { streams, statuses = {}, empty } = operation;
  const knowsRevision = wired.some(({ name }) => name === 'If-Match');
  const meanings = Object.entries(statuses).map(([status, toValue]): [string, OpenApiResponse] => [
    status,
    { description: `It means \`${JSON.stringify(toValue(undefined))}\`` },
  ]);
  return {
    '200': streams ? file() : success(api, schemaOf(type)),
    // Where nothing stands for no value, no status of its own is documented.
    ...(empty?.() !== undefined && { '204': { description: 'Nothing' } }),
    ...(knowsRevision && { '304': { $ref: '#/components/responses/Unchanged' } }),
    ...errorResponses(operation.service ?? api.service, operation),
    // Last: they say what a status means here.
    ...Object.fromEntries(meanings),
  };
}

function success({ unwrap }: ApiDefinition, schema: JsonSchema): OpenApiResponse {
  const description = unwrap === undefined ? 'Success' : `Success${ENVELOPE}`;
  return { description, content: { 'application/json': { schema } } };
}

const ENVELOPE =
  ', or a failure: the answer may come in an envelope, as `body` beside `meta.responseCode` (observed)';

function file(): OpenApiResponse {
  return {
    description: 'The file, as it is stored',
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  };
}
