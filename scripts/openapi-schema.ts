// Writes the types of the model as JSON Schema, as OpenAPI 3.1 has it.
import type { JsonSchema } from '../src/apis/parameter-schemas.js';
import type {
  AnswerModel,
  ModelDescription,
  ModelField,
  ModelParameters,
  ModelType,
  NamedType,
} from './answer-model.js';

/** The schema of a type; a named one is referred to. */
export function schemaOf(type: ModelType): JsonSchema {
  switch (type.kind) {
    case 'reference':
      return { $ref: `#/components/schemas/${type.name}` };
    case 'literal':
      return constant(type.value);
    case 'list':
      return { type: 'array', items: schemaOf(type.item) };
    case 'map':
      return { type: 'object', additionalProperties: schemaOf(type.value) };
    case 'record':
      return recordSchema(type.fields);
    case 'union':
      return unionSchema(type.of);
    case 'unknown':
    case 'stream':
      return {};
    default:
      return { type: type.kind };
  }
}

/** Those of the named types that the given ones need, in the order of the model. */
export function componentSchemas(
  { types }: AnswerModel,
  answers: readonly ModelType[],
): Record<string, JsonSchema> {
  const needed = new Set<string>();
  const visit = (name: string) => {
    if (needed.has(name)) return;
    needed.add(name);
    const type = types.get(name)?.type;
    if (type !== undefined) namesIn(type).forEach(visit);
  };
  answers.flatMap(namesIn).forEach(visit);
  const found = [...types.values()].filter(({ name }) => needed.has(name));
  return Object.fromEntries(found.map((named) => [named.name, namedSchema(named)]));
}

/** What JSDoc says, as text for readers of another language. */
export function descriptionOf({ description = '', deprecated }: ModelDescription): string {
  const reason = deprecated === '' ? '' : `: ${deprecated}`;
  const words = deprecated === undefined ? [description] : [description, `Deprecated${reason}`];
  return (
    words
      .filter((part) => part !== '')
      .join(' ')
      .replace(/\{@link (\w+)\}/g, '`$1`')
      // On the wire it is a number.
      .replace(', or a `Date`', '')
      .replace(/\s*\n\s*/g, ' ')
  );
}

/** Describes the fields of a schema by what JSDoc says of those of a parameter. */
export function withDescriptions(schema: JsonSchema, fields: ModelParameters): JsonSchema {
  const { properties, items, anyOf, oneOf } = schema;
  const described = (inner: unknown) =>
    typeof inner === 'object' && inner !== null ? withDescriptions(inner as JsonSchema, fields) : inner;
  return {
    ...schema,
    ...(properties !== undefined && { properties: describedProperties(properties, fields) }),
    ...(items !== undefined && { items: described(items) as JsonSchema }),
    ...(anyOf !== undefined && { anyOf: anyOf.map(described) as JsonSchema[] }),
    ...(oneOf !== undefined && { oneOf: oneOf.map(described) as JsonSchema[] }),
  };
}

function describedProperties(
  properties: NonNullable<JsonSchema['properties']>,
  fields: ModelParameters,
): NonNullable<JsonSchema['properties']> {
  const entries = Object.entries(properties).map(([name, schema]): [string, typeof schema] => {
    const field = fields.get(name);
    if (field === undefined || typeof schema !== 'object') return [name, schema];
    return [name, { ...withDescriptions(schema, field.fields), ...annotations(field) }];
  });
  return Object.fromEntries(entries);
}

/** What is said beside a schema. */
export function annotations(described: ModelDescription): { description?: string; deprecated?: true } {
  const description = descriptionOf(described);
  return {
    ...(description !== '' && { description }),
    ...(described.deprecated !== undefined && { deprecated: true as const }),
  };
}

function namedSchema(named: NamedType): JsonSchema {
  return { ...schemaOf(named.type), ...annotations(named) };
}

function recordSchema(fields: readonly ModelField[]): JsonSchema {
  const properties = fields.map((field): [string, JsonSchema] => [
    field.name,
    { ...(isWhole(field.name) ? whole(schemaOf(field.type)) : schemaOf(field.type)), ...annotations(field) },
  ]);
  const required = fields.filter(({ optional }) => !optional).map(({ name }) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
  };
}

/** The model knows numbers only. Ids, revisions and milliseconds are whole: other languages write 1.0 for a 1 that is not. */
function isWhole(name: string): boolean {
  return /^(id|revision|timestamp)$|I[dD]s?$|_id$|TimeL$|^timeL$/.test(name);
}

function whole(schema: JsonSchema): JsonSchema {
  const { type, items, anyOf } = schema;
  const renamed = (name: unknown) => (name === 'number' ? 'integer' : name);
  return {
    ...schema,
    ...(type !== undefined && { type: Array.isArray(type) ? type.map(renamed) : renamed(type) }),
    ...(items !== undefined && { items: whole(items as JsonSchema) }),
    ...(anyOf !== undefined && { anyOf: anyOf.map((one) => whole(one as JsonSchema)) }),
  } as JsonSchema;
}

/** Literals of one type are an enum; what is left are simple types, which are a list, or alternatives. */
function unionSchema(of: readonly ModelType[]): JsonSchema {
  const schemas = [...enumsOf(of), ...of.filter(({ kind }) => kind !== 'literal').map(schemaOf)];
  const isSimple = schemas.every((schema) => Object.keys(schema).join() === 'type');
  const nullable = schemas.length === 2 && schemas.some(({ type }) => type === 'null');
  const [value] = schemas.filter(({ type }) => type !== 'null');
  if (isSimple) return { type: schemas.map(({ type }) => type) } as JsonSchema;
  if (nullable && value?.enum !== undefined) {
    return { type: [value.type, 'null'], enum: [...value.enum, null] } as JsonSchema;
  }
  return schemas.length === 1 && value !== undefined ? value : { anyOf: schemas };
}

function enumsOf(of: readonly ModelType[]): JsonSchema[] {
  const values = of.flatMap((type) => (type.kind === 'literal' ? [type.value] : []));
  const names = [...new Set(values.map(typeName))];
  return names.map((name) => {
    const ofType = values.filter((value) => typeName(value) === name);
    return { type: name, enum: ofType } as JsonSchema;
  });
}

/** One value, and its type. */
export function constant(value: string | number | boolean): JsonSchema {
  return { type: typeName(value), const: value };
}

function typeName(value: string | number | boolean): 'string' | 'integer' | 'number' | 'boolean' {
  return Number.isInteger(value) ? 'integer' : (typeof value as 'string' | 'number' | 'boolean');
}

function namesIn(type: ModelType): string[] {
  switch (type.kind) {
    case 'reference':
      return [type.name];
    case 'list':
      return namesIn(type.item);
    case 'map':
      return namesIn(type.value);
    case 'record':
      return type.fields.flatMap((field) => namesIn(field.type));
    case 'union':
      return type.of.flatMap(namesIn);
    default:
      return [];
  }
}
