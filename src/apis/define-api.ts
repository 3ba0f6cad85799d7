import type { Authorization } from '../http/authorizer.js';
import type { ApiCall, ApiList } from './api-call.js';
import type { AnyParameter, DefaultContext, ParametersOf } from './parameter.js';

/** What the default key may do with an API. */
export type Privilege = 'Read' | 'Invoke';

/** One operation, as the privilege table shows it. */
export interface OperationInfo {
  readonly summary: string;
  readonly method: 'GET' | 'POST';
  /** Path template; `{accountId}` is filled in by the client. */
  readonly path: string;
  /** Service in CSDS that answers, where it is not that of the row. */
  readonly service?: string;
  /** Reason, where the operation is deprecated. */
  readonly deprecated?: string;
}

/** One row of the privilege table. */
export interface ApiRow {
  /** Name of the namespace on the client, for example `users`. */
  readonly id: string;
  /** LivePerson's name, for example `Users API`. */
  readonly title: string;
  readonly privilege: Privilege;
  /**
   * Scope of OAuth 2.0 that LivePerson publishes for it, and that provisioning asks for. Without one, that the default
   * key may do it is expected, and cannot be proven from outside: no scope is published for it.
   */
  readonly scope?: string;
  /** Service in CSDS that answers. */
  readonly service: string;
  /** Path templates of this API; each covers itself and all below it. */
  readonly owns: readonly string[];
  readonly operations: Readonly<Record<string, OperationInfo>>;
}

/** How a list goes on: by offset and limit until the total is reached. */
export interface OffsetPaging<Name extends string = string, Page = unknown> {
  /** Names of parameters. */
  readonly offset: Name;
  readonly limit: Name;
  readonly defaultLimit: number;
  /** Anything but a number of 0 or more means that the answer promises nothing one can rely on. */
  readonly total: (page: Taken<Page>) => unknown;
}

/**
 * How a list goes on where one search may not span all that was asked for: it is cut into searches that may,
 * whose pages follow each other. Awaiting such a list gives the first page of the first search.
 */
export interface Slicing<Params = unknown, Item = unknown> {
  /** The parameters of each search, checked before and in the order of the list; at least one. */
  readonly cut: (params: Taken<Params>) => readonly Searched<Params>[];
  /**
   * Id of an item that the search before or after the one with these parameters may find, too; undefined for
   * all others. The list gives such an item once. They are kept in memory, so they must be few.
   */
  readonly sharedId: (item: Taken<Item>, params: Taken<Params>) => string | undefined;
}

/** A broken rule that spans several parameters. */
export interface ParameterIssue {
  readonly parameter: string;
  readonly message: string;
}

/** A JSON object, its fields not yet looked at. */
export type AnswerBody = Readonly<Record<string, unknown>>;

/** How a query is written for one kind of authorisation. It names parameters as callers do. */
export interface QueryForm<Params = unknown> {
  /** Query parameters that are always sent, for example `v`. */
  readonly query: Readonly<Record<string, string>>;
  /** Parameters that are always there in this form. */
  readonly sends: readonly NameIn<Params>[];
  /** Parameters that this form has no place for. Given ones are refused, unless `from` puts them in others. */
  readonly lacks: readonly NameIn<Params>[];
  /** What this form `sends`, made of all that was given and already checked. */
  readonly from?: (params: Taken<Params>, context: DefaultContext) => Partial<Searched<Params>>;
}

/** An answer that came in an envelope. */
export interface Unwrapped {
  /** Status that the envelope tells; NaN where it tells none. */
  readonly status: number;
  readonly value: unknown;
}

/**
 * One operation: all that is needed to check its arguments, send it and check its answer. Its parameters and value are
 * those of `Method`, a method of the namespace's interface (of overloads the last, which is the widest); without it, it
 * is any operation.
 */
export interface Operation<Method = unknown> extends OperationInfo {
  /** Made on first use, so that importing an API costs nothing. */
  readonly parameters: () => ParameterTable<ParamsOf<Method>>;
  /** Rules that no single schema can say. */
  readonly check?: (params: Taken<ParamsOf<Method>>, context: DefaultContext) => ParameterIssue | undefined;
  /** Query parameters that are always sent, for example `v`. */
  readonly query?: Readonly<Record<string, string>>;
  /** Set where the query depends on the kind of authorisation. A person's bearer has the form of OAuth 2.0. */
  readonly queryByKind?: Readonly<
    Record<Exclude<Authorization['kind'], 'bearer'>, QueryForm<ParamsOf<Method>>>
  >;
  /** Fields of the body that are always sent. */
  readonly body?: Readonly<Record<string, string | number>>;
  /** Whether it may be sent again after it was sent. @default true for GET, false for POST */
  readonly repeatable?: boolean;
  /** Whether it waits for a function: it has a longer deadline, and its answer may take all of it. */
  readonly longRunning?: boolean;
  /** Value of an answer without content, where LivePerson documents one; elsewhere it is an error. */
  readonly empty?: () => ValueOf<Method>;
  /** Text in the body of an error that says that there is nothing, and the value that it stands for. */
  readonly emptyAnswer?: { readonly text: string; readonly value: () => ValueOf<Method> };
  /** Whether the value is the body as a stream (`Readable`), whatever it holds; its end is not waited for. */
  readonly streams?: boolean;
  /**
   * Statuses that are answers here and not errors, with the value that each stands for: a 404 may say "no".
   * A status that is retried is retried first. `body` is the JSON object that came along, undefined when
   * there was none. The value is checked against the type of the method's value.
   */
  readonly statuses?: Readonly<Record<number, (body: AnswerBody | undefined) => ValueOf<Method>>>;
  /** A status that means "too many requests" here, beside 429. */
  readonly throttledStatus?: number;
  /** Set on lists: the items of one page. Anything but an array means that the answer is no such page. */
  readonly items?: (page: Taken<ValueOf<Method>>) => unknown;
  /** Set on lists that come in pages. */
  readonly paging?: OffsetPaging<NameIn<ParamsOf<Method>>, ValueOf<Method>>;
  /** Set on lists that may have to be cut into several searches. */
  readonly slicing?: Slicing<ParamsOf<Method>, ItemOf<Method>>;
}

/** A row of the table with all that its operations need. */
export interface ApiDefinition extends ApiRow {
  /** Whether its answers hold what people wrote or are: no error quotes them, not even the body of an error. */
  readonly private?: boolean;
  /** Takes a successful answer out of the envelope in which it may come; undefined when it came in none. */
  readonly unwrap?: (answer: unknown) => Unwrapped | undefined;
  readonly operations: Readonly<Record<string, Operation>>;
}

/** The operation of a method: that of a list has `items`, another has not. */
export type OperationOf<Method> = Operation<Method> &
  (CallOf<Method> extends ApiList<unknown, unknown>
    ? Required<Pick<Operation<Method>, 'items'>>
    : { readonly items?: never });

/** The operations of a namespace: one for each method, neither more nor fewer. */
export type OperationsOf<Namespace> = {
  readonly [Name in keyof Namespace]-?: OperationOf<Namespace[Name]>;
};

/** An API whose operations are the methods of `Namespace`. */
export type ApiDefinitionOf<Namespace> = Omit<ApiDefinition, 'operations'> & {
  readonly operations: OperationsOf<Namespace>;
};

/** An API of which the names of the operations are known. */
export type ApiWithMethods<Namespace> = ApiDefinition & {
  readonly operations: { readonly [Name in keyof Namespace]-?: Operation };
};

/** What the parameters and values are has been compared when this compiles; what calls them takes any. */
export function defineApi<Namespace>(definition: ApiDefinitionOf<Namespace>): ApiWithMethods<Namespace> {
  return definition as ApiWithMethods<Namespace>;
}

/** The items of a list that comes whole; none when it has not changed. */
export function itemsOf(page: readonly unknown[] | undefined): readonly unknown[] {
  return page ?? [];
}

/** The first argument of a method, and what its call gives; `unknown` of any method. */
type ParamsOf<Method> = Method extends (params: infer Params, ...rest: never) => unknown
  ? Exclude<Params, undefined>
  : unknown;
type CallOf<Method> = Method extends (...args: never) => infer Call ? Call : unknown;
type ValueOf<Method> = CallOf<Method> extends ApiCall<infer Value> ? Value : unknown;
type ItemOf<Method> = CallOf<Method> extends ApiList<infer Item, unknown> ? Item : unknown;

type ParameterTable<Params> = unknown extends Params
  ? Readonly<Record<string, AnyParameter>>
  : ParametersOf<Params>;
type NameIn<Params> = unknown extends Params ? string : keyof Params & string;
type Searched<Params> = unknown extends Params ? object : Params;
/** The type of an argument: none fits where nothing is known of it. */
type Taken<T> = unknown extends T ? never : T;
