import type * as z from 'zod/mini';
import { ResponseValidationError } from '../errors/response-validation-error.js';

type Root = 'list' | 'object' | 'anything';

/**
 * What the value of an answer is on the outside. It is looked at in every mode of validation: a text or null
 * where a list is promised is no answer, and would pass for an empty list.
 */
export interface AnswerShape {
  readonly list: boolean;
  readonly object: boolean;
  readonly anything: boolean;
}

/** The one place that knows how a schema says what its values are on the outside. */
export function shapeOf(schema: z.core.$ZodType): AnswerShape {
  const roots = rootsOf(schema);
  const has = (root: Root) => roots.includes(root);
  return { list: has('list'), object: has('object'), anything: has('anything') };
}

function rootsOf(schema: z.core.$ZodType): readonly Root[] {
  // All schemas of zod are of this union; the base type has lost which.
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'array') return ['list'];
  if (def.type === 'object' || def.type === 'record') return ['object'];
  if (def.type === 'union') return def.options.flatMap(rootsOf);
  return ['anything'];
}

/** @throws {ResponseValidationError} naming what came instead. */
export function checkShape(operation: string, shape: AnswerShape, value: unknown): void {
  if (shape.anything) return;
  const kind = kindOf(value);
  if ((kind === 'a list' && shape.list) || (kind === 'an object' && shape.object)) return;
  const expected = [shape.list && 'a list', shape.object && 'an object'].filter(Boolean).join(' or ');
  throw new ResponseValidationError(operation, [{ path: '', message: `is ${kind}, not ${expected}` }]);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
