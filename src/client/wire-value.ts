import type { AnyParameter, DefaultContext } from '../apis/parameter.js';

/** A parameter as it goes over the wire; its fallback where none is given. */
export function wireValue(parameter: AnyParameter, given: unknown, context: DefaultContext): unknown {
  const value = given === undefined ? parameter.fallback?.(context) : given;
  if (value === undefined || value === null) return value;
  // `encode` takes what the schema let through; the table of parameters cannot express that.
  return parameter.encode === undefined ? value : parameter.encode(value as never);
}
