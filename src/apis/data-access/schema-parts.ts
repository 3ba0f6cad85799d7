import * as z from 'zod/mini';

// What the schemas of the rows are made of: in Avro's files nearly every value may be null, and may be missing from
// files of an older schema.

/** A column. */
export function orNull<Schema extends z.ZodMiniType>(schema: Schema) {
  return z.exactOptional(z.nullable(schema));
}

export function text() {
  return orNull(z.string());
}

export function number() {
  return orNull(z.number());
}

export function flag() {
  return orNull(z.boolean());
}

/** A value whose shape is not documented. */
export function anything() {
  return z.exactOptional(z.unknown());
}

export function list<Item extends z.ZodMiniType>(item: Item) {
  return orNull(z.array(item));
}

/** A record whose name tells it apart from others. */
export function named<const Name extends string, Shape extends z.core.$ZodLooseShape>(
  name: Name,
  shape: Shape,
) {
  return z.looseObject({ '@type': z.literal(name), ...shape });
}

/** A record that comes with its name or without. */
export function maybeNamed<const Name extends string, Shape extends z.core.$ZodLooseShape>(
  name: Name,
  shape: Shape,
) {
  return z.looseObject({ '@type': z.exactOptional(z.literal(name)), ...shape });
}

/** Visitor and session. */
export function visitorHeader() {
  return orNull(maybeNamed('VisitorHeader', { visitId: text(), visitorId: text(), contextId: text() }));
}
