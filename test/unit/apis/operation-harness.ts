import * as z from 'zod/mini';
import type { Operation, ParameterIssue } from '../../../src/apis/define-api.js';
import type { DefaultContext } from '../../../src/apis/parameter.js';

/** What a caller is told of the first fault in `params`; undefined when there is none. */
export function complaint(operation: Operation, params: unknown, now = 0): string | undefined {
  const parameters = Object.entries(operation.parameters());
  const schema = z.strictObject(Object.fromEntries(parameters.map(([name, { schema }]) => [name, schema])));
  const parsed = z.safeParse(schema, params);
  const issue = parsed.error?.issues[0];
  if (issue?.code === 'unrecognized_keys' && issue.path.length === 0) return `unknown: ${issue.keys.join()}`;
  if (issue !== undefined) return `"${issue.path.join('.')}" must be ${issue.message}`;
  const check = operation.check as
    | ((params: unknown, context: DefaultContext) => ParameterIssue | undefined)
    | undefined;
  const broken = check?.(params, { now });
  return broken && `"${broken.parameter}" must be ${broken.message}`;
}

/** What goes over the wire for `params`, by place. */
export function onTheWire(operation: Operation, params: Record<string, unknown>, now = 0) {
  const sent: Record<'path' | 'query' | 'header' | 'body', Record<string, unknown>> = {
    path: {},
    query: { ...operation.query },
    header: {},
    body: { ...operation.body },
  };
  for (const [name, parameter] of Object.entries(operation.parameters())) {
    const value = params[name] ?? parameter.fallback?.({ now });
    if (value === undefined || parameter.in === 'link') continue;
    const encode = parameter.encode as ((value: unknown) => unknown) | undefined;
    sent[parameter.in][parameter.wire ?? name] = encode === undefined ? value : encode(value);
  }
  return sent;
}

/** Paths at which `answer` differs from the schema of the operation. */
export function differences(operation: Operation, answer: unknown): string[] {
  return z.safeParse(operation.response(), answer).error?.issues.map(({ path }) => path.join('.')) ?? [];
}

/** The answer as a caller gets it after validation. */
export function validated(operation: Operation, answer: unknown): unknown {
  return z.parse(operation.response(), answer);
}
