import type { Operation, QueryForm } from '../apis/define-api.js';
import type { AnyParameter, DefaultContext } from '../apis/parameter.js';
import { ParameterError } from '../errors/parameter-error.js';
import type { PathByKind } from '../http/engine.js';
import { formatQuery } from '../http/path.js';
import { wireValue } from './wire-value.js';

/** The query of one call before the kind of its authorisation is known. */
export interface OpenQuery {
  /** Operation, which begins every error. */
  readonly name: string;
  readonly parameters: readonly (readonly [key: string, parameter: AnyParameter])[];
  /** What is sent in each form. */
  readonly query: ReadonlyMap<string, string>;
  readonly given: Readonly<Record<string, unknown>>;
  readonly context: DefaultContext;
}

/** The query in each of its forms, made at once: what was given may change before the kind is known. */
export function queryByKind(
  { oauth1, oauth2 }: NonNullable<Operation['queryByKind']>,
  open: OpenQuery,
): PathByKind['query'] {
  const [first, second] = [inForm('OAuth 1.0a', oauth1, open), inForm('OAuth 2.0', oauth2, open)];
  return (kind) => (kind === 'oauth1' ? first() : second());
}

function inForm(scheme: string, form: QueryForm, open: OpenQuery): () => string {
  const { parameters, query, given, context } = open;
  const refused = form.from === undefined && form.lacks.find((key) => given[key] !== undefined);
  if (typeof refused === 'string') {
    return () => {
      throw refusal(scheme, form, refused, open);
    };
  }
  const made = (form.from?.(given as never, context) ?? {}) as Readonly<Record<string, unknown>>;
  const entries = new Map([...Object.entries(form.query), ...query]);
  for (const [key, parameter] of parameters) {
    const wire = parameter.wire ?? key;
    if (form.lacks.includes(key)) entries.delete(wire);
    if (made[key] !== undefined) entries.set(wire, String(wireValue(parameter, made[key], context)));
  }
  const text = formatQuery(entries);
  return () => text;
}

function refusal(
  scheme: string,
  { sends }: QueryForm,
  parameter: string,
  { name }: OpenQuery,
): ParameterError {
  const instead = sends.length === 0 ? '' : `, which takes ${sends.map((key) => `"${key}"`).join(' and ')}`;
  return new ParameterError(
    parameter,
    `${name}: "${parameter}" must be left out with a key of ${scheme}${instead}. Nothing was sent.`,
  );
}
