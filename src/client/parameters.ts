import * as z from 'zod/mini';
import type { AnswerType } from '../apis/answer-type.js';
import type { Operation } from '../apis/define-api.js';
import type { AnyParameter, DefaultContext } from '../apis/parameter.js';
import { unknownNameProblem } from '../config/unknown-name.js';
import { ParameterError } from '../errors/parameter-error.js';
import type { PathByKind } from '../http/engine.js';
import { formatQuery, type Link, pathExpander } from '../http/path.js';
import { AnswerCheck } from './answer-check.js';
import { queryByKind } from './query-by-kind.js';
import { wireValue } from './wire-value.js';

/** Parameters by the caller's names. */
export type Params = Readonly<Record<string, unknown>>;

/** An operation as it goes over the wire. */
export interface WireRequest {
  /** Host, where the request follows a link; not checked yet. */
  readonly host?: string;
  /** Path and query; the query by the kind of authorisation where it depends on that. */
  readonly path: string | PathByKind;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

const NONE: Params = Object.freeze({});

/** The account that requests speak for. */
export interface WireAccount {
  readonly accountId: string;
  /** Its requests without parameters, where they are the same each time. */
  readonly plain: Map<PreparedOperation, WireRequest>;
}

/** An operation with its parameters made ready, once for all accounts. */
export class PreparedOperation {
  readonly name: string;
  readonly operation: Operation;
  readonly answer: AnswerCheck;
  readonly #parameters: readonly (readonly [key: string, parameter: AnyParameter])[];
  readonly #query: readonly (readonly [name: string, value: string])[];
  readonly #fillPath: (values: Params) => string;
  readonly #schema: z.ZodMiniType;
  #needsNone = false;
  readonly #dependsOnTime: boolean;

  /**
   * @param name For example `users.get`; it begins every error.
   * @param answer What it answers.
   */
  constructor(name: string, operation: Operation, answer: AnswerType) {
    this.name = name;
    this.operation = operation;
    this.answer = new AnswerCheck(answer);
    this.#parameters = Object.entries(operation.parameters());
    this.#query = Object.entries(operation.query ?? {});
    const hasFallback = this.#parameters.some(([, { fallback }]) => fallback !== undefined);
    this.#dependsOnTime = hasFallback || operation.queryByKind !== undefined;
    this.#fillPath = pathExpander(operation.path);
    const shape = this.#parameters.map(([key, parameter]) => [key, parameter.schema]);
    this.#schema = z.strictObject(Object.fromEntries(shape));
  }

  /**
   * The parameters of each search that a list is made of; most are one search.
   * @throws {ParameterError} naming the parameter and the rule.
   */
  slices(params: unknown, context: DefaultContext): readonly Params[] {
    const { slicing } = this.operation;
    if (slicing === undefined) return [(params ?? NONE) as Params];
    return slicing.cut(this.#check(params, context) as never) as readonly Params[];
  }

  /** @throws {ParameterError} naming the parameter and the rule. */
  toWire(params: unknown, { accountId, plain }: WireAccount, context: DefaultContext): WireRequest {
    const given = this.#check(params, context);
    const known = given === NONE ? plain.get(this) : undefined;
    if (known !== undefined) return known;
    const path: Record<string, unknown> = { accountId };
    const query = new Map(this.#query);
    const headers: Record<string, string> = { accept: this.operation.streams ? '*/*' : 'application/json' };
    const body: Record<string, unknown> = { ...this.operation.body };
    let link: Link | undefined;
    for (const [key, parameter] of this.#parameters) {
      const value = wireValue(parameter, given[key], context);
      if (value === undefined) continue;
      const wire = parameter.wire ?? key;
      if (parameter.in === 'path') path[wire] = value;
      else if (parameter.in === 'query') query.set(wire, String(value));
      else if (parameter.in === 'header') headers[wire.toLowerCase()] = String(value);
      // What `encode` of a link gives; the table of parameters cannot express that.
      else if (parameter.in === 'link') link = value as Link;
      else body[wire] = value;
    }
    const target = link ?? this.#target(this.#expandPath(path), query, given, context);
    if (this.operation.method === 'GET') {
      const wire = { ...target, headers };
      // Without parameters, and defaults that depend on the time, it is the same each time.
      if (given === NONE && !this.#dependsOnTime) plain.set(this, wire);
      return wire;
    }
    headers['content-type'] = 'application/json';
    return { ...target, headers, body: this.#serialise(body) };
  }

  #target(
    path: string,
    query: ReadonlyMap<string, string>,
    given: Params,
    context: DefaultContext,
  ): Pick<WireRequest, 'path'> {
    const forms = this.operation.queryByKind;
    if (forms === undefined) return { path: path + formatQuery(query) };
    const open = { name: this.name, parameters: this.#parameters, query, given, context };
    return { path: { path, query: queryByKind(forms, open) } };
  }

  #check(params: unknown, context: DefaultContext): Params {
    // Most lists are asked for without any: what was found right once is not looked at again.
    if (this.#needsNone && (params === undefined || params === NONE)) return NONE;
    const given = params ?? NONE;
    const result = this.#schema.safeParse(given);
    if (!result.success) throw this.#refuse(mostTelling(result.error.issues), given);
    const broken = this.operation.check?.(given as never, context);
    if (broken !== undefined) {
      throw this.#refusal(broken.parameter, `"${broken.parameter}" must be ${broken.message}`);
    }
    if (given === NONE) this.#needsNone = true;
    return given as Params;
  }

  #refuse(issue: z.core.$ZodIssue | undefined, given: unknown): ParameterError {
    if (issue?.code === 'unrecognized_keys' && issue.path.length === 0) {
      const [unknown = ''] = issue.keys;
      const known = this.#parameters.map(([key]) => key);
      const { message } = unknownNameProblem(this.name, 'parameter', unknown, known);
      return new ParameterError(unknown, `${message}. Nothing was sent.`);
    }
    if (issue === undefined || issue.path.length === 0) {
      const example = this.#parameters[0]?.[0] ?? '';
      const got = given === null ? 'null' : typeof given;
      return this.#refusal(
        'params',
        `its parameters must be one object, for example { ${example}: … }; got ${got}`,
      );
    }
    const parameter = issue.path.map(String).join('.');
    return this.#refusal(parameter, `"${parameter}" must be ${issue.message}`);
  }

  #refusal(parameter: string, what: string): ParameterError {
    return new ParameterError(parameter, `${this.name}: ${what}. Nothing was sent.`);
  }

  #expandPath(values: Record<string, unknown>): string {
    try {
      return this.#fillPath(values);
    } catch (error) {
      if (!(error instanceof ParameterError)) throw error;
      throw this.#refusal(error.parameter, error.message);
    }
  }

  #serialise(body: Record<string, unknown>): string {
    try {
      return JSON.stringify(body);
    } catch {
      const name = Object.keys(body).find((key) => !isSerialisable(body[key])) ?? 'params';
      throw this.#refusal(name, `"${name}" must be JSON: no cycle and no BigInt`);
    }
  }
}

/** A name that is unknown explains why another one is missing. */
function mostTelling(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined {
  return issues.find(({ code, path }) => code === 'unrecognized_keys' && path.length === 0) ?? issues[0];
}

function isSerialisable(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}
