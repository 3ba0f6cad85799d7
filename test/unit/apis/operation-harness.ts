import { expect } from 'vitest';
import * as z from 'zod/mini';
import type { AnswerType } from '../../../src/apis/answer-type.js';
import { answers } from '../../../src/apis/answers.generated.js';
import type { Operation, ParameterIssue } from '../../../src/apis/define-api.js';
import { allApis } from '../../../src/apis/index.js';
import type { DefaultContext } from '../../../src/apis/parameter.js';
import { AnswerCheck } from '../../../src/client/answer-check.js';

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

/** Paths at which `answer` differs from what the operation answers. */
export function differences(operation: Operation, answer: unknown): string[] {
  const check = answerCheck(operation);
  const paths = check.issues(answer).map(({ path }) => path);
  expect(check.accepts(answer), 'what is accepted has no issues').toBe(paths.length === 0);
  return paths;
}

/** The answer as a caller gets it after validation. */
export function validated(operation: Operation, answer: unknown): unknown {
  expect(answerCheck(operation).issues(answer)).toEqual([]);
  return answer;
}

/** The check of what an operation of the client answers. */
export function answerCheck(operation: Operation): AnswerCheck {
  const api = allApis.find(({ operations }) => Object.values(operations).includes(operation));
  const method = Object.keys(api?.operations ?? {}).find((name) => api?.operations[name] === operation);
  const types: Readonly<Record<string, AnswerType | undefined>> = answers;
  const type = types[`${api?.id}.${method}`];
  if (type === undefined) throw new Error('This is no operation of the client with an answer');
  return new AnswerCheck(type);
}
