import type { AnswerRecord, AnswerType, AnswerUnion, NamedAnswerType } from '../apis/answer-type.js';
import { answers } from '../apis/answers.generated.js';
import { isUnion } from './answer-check.js';
import { fieldName } from './field-name.js';

/** A place of an answer that is not as the library knows it. */
export interface AnswerDifference {
  /** For example `[].memberOf.agentGroupId`: `[]` stands for all items of a list, `*` for all keys of a map. */
  readonly path: string;
  /** Types that the library knows there, for example `number | null`. */
  readonly expected: string;
  /** Type of JSON that came, or `missing`. */
  readonly came: string;
  /** How often. */
  readonly times: number;
}

/** A field that the library does not know. */
export interface UnknownField {
  /** As that of a difference; `<key>` stands for a name that may be data. */
  readonly path: string;
  /** Type of JSON that came. */
  readonly came: string;
  /** How often. */
  readonly times: number;
}

/** How an answer compares with what the library knows. It holds paths and types, and no value of the answer. */
export interface AnswerComparison {
  /** Sorted by path. */
  readonly differences: readonly AnswerDifference[];
  /** Sorted by path; the first thousand that were found. */
  readonly unknownFields: readonly UnknownField[];
  /** Optional fields that never came, and lists and maps that were always empty (`[]`, `*`), sorted. */
  readonly absentFields: readonly string[];
}

/** By the name of the operation. */
const known: Readonly<Record<string, AnswerType>> = answers;

/** Path of the answer itself. */
export const ROOT_PATH = '(root)';

const MAX_UNKNOWN_FIELDS = 1_000;
/** How far unknown fields are described. */
const MAX_UNKNOWN_DEPTH = 10;
/** More unknown fields than this in one object are taken for the keys of a map: they are data. */
const MAX_UNKNOWN_KEYS = 50;

/**
 * Compares the whole value of an operation with what the library knows of it: unlike the check of answers it goes on
 * to the end, and tells what is unknown, too.
 *
 * @param operation For example `users.list`.
 */
export function compareAnswer(operation: string, value: unknown): AnswerComparison {
  return compareWithType(known[operation] ?? 'unknown', value);
}

/** The same for a value of any type. */
export function compareWithType(type: AnswerType, value: unknown): AnswerComparison {
  const found = new Findings();
  compare(found, type, value, '');
  return found.comparison();
}

/** The type of JSON that a value is of. */
function jsonType(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

type Counts = Map<
  string,
  { readonly path: string; readonly expected: string; readonly came: string; times: number }
>;

/** What was found so far. */
class Findings {
  readonly #differences: Counts = new Map();
  readonly #unknown: Counts = new Map();
  readonly #known = new Set<string>();
  readonly #seen = new Set<string>();

  differs(path: string, expected: string, came: string, times = 1): void {
    add(this.#differences, path, expected, came, times);
  }

  unknown(path: string, came: string, times = 1): void {
    add(this.#unknown, path, '', came, times, MAX_UNKNOWN_FIELDS);
  }

  /** What may be there, and whether it is. */
  known(path: string, isThere: boolean): void {
    (isThere ? this.#seen : this.#known).add(path);
  }

  /** Smaller for a type that suits the answer better. */
  get weight(): readonly [differences: number, unknown: number] {
    return [this.#differences.size, this.#unknown.size];
  }

  take(other: Findings): void {
    for (const { path, expected, came, times } of other.#differences.values()) {
      this.differs(path, expected, came, times);
    }
    for (const { path, came, times } of other.#unknown.values()) this.unknown(path, came, times);
    for (const path of other.#known) this.#known.add(path);
    for (const path of other.#seen) this.#seen.add(path);
  }

  comparison(): AnswerComparison {
    return {
      differences: sorted(this.#differences),
      unknownFields: sorted(this.#unknown).map(({ path, came, times }) => ({ path, came, times })),
      absentFields: [...this.#known].filter((path) => !this.#seen.has(path)).sort(),
    };
  }
}

function add(
  counts: Counts,
  path: string,
  expected: string,
  came: string,
  times: number,
  most = Infinity,
): void {
  const key = JSON.stringify([path, expected, came]);
  const count = counts.get(key);
  if (count !== undefined) count.times += times;
  else if (counts.size < most) counts.set(key, { path: path || ROOT_PATH, expected, came, times });
}

function sorted(counts: Counts): AnswerDifference[] {
  return [...counts.keys()].sort().flatMap((key) => counts.get(key) ?? []);
}

function compare(found: Findings, type: AnswerType, value: unknown, path: string): void {
  const fitting = alternativesOf(type).filter((one) => isOfKind(one, value));
  const [only, ...others] = fitting;
  if (only === undefined) found.differs(path, typeText(type), jsonType(value));
  else if (others.length === 0) compareInside(found, only, value, path);
  else found.take(fitting.map((one) => findingsOf(one, value, path)).reduce(lighter));
}

function findingsOf(type: SingleType, value: unknown, path: string): Findings {
  const found = new Findings();
  compareInside(found, type, value, path);
  return found;
}

function lighter(one: Findings, other: Findings): Findings {
  const [differences, unknown] = one.weight;
  const [otherDifferences, otherUnknown] = other.weight;
  if (differences !== otherDifferences) return differences < otherDifferences ? one : other;
  return unknown <= otherUnknown ? one : other;
}

/** A type that is no union, and no name of one. */
type SingleType = Exclude<AnswerType, AnswerUnion | NamedAnswerType>;

function alternativesOf(type: AnswerType): readonly SingleType[] {
  if (typeof type === 'function') return alternativesOf(type());
  return isUnion(type) ? type.flatMap(alternativesOf) : [type];
}

/** Whether a value is of a type, what is in it aside. */
function isOfKind(type: SingleType, value: unknown): boolean {
  if (type === 'unknown') return true;
  if (typeof type === 'object' && 'literal' in type) return value === type.literal;
  return jsonType(value) === nameOf(type);
}

/** A type as a report names it; what is in lists and objects is not told. */
function nameOf(type: SingleType): string {
  if (typeof type === 'string') return type;
  if ('literal' in type) return JSON.stringify(type.literal);
  return 'list' in type ? 'array' : 'object';
}

function typeText(type: AnswerType): string {
  return [...new Set(alternativesOf(type).map(nameOf))].join(' | ');
}

function compareInside(found: Findings, type: SingleType, value: unknown, path: string): void {
  if (typeof type === 'string') return;
  // What was asked before: a value of this kind is a list, or an object.
  if ('list' in type) compareItems(found, type.list, value as readonly unknown[], `${path}[]`);
  else if ('map' in type) compareItems(found, type.map, Object.values(value as object), below(path, '*'));
  else if ('record' in type) compareFields(found, type, value as object, path);
}

function compareItems(found: Findings, type: AnswerType, items: readonly unknown[], path: string): void {
  found.known(path, items.length > 0);
  for (const item of items) compare(found, type, item, path);
}

function compareFields(found: Findings, type: AnswerRecord, value: object, path: string): void {
  const unknown = new Map<string, unknown>(Object.entries(value));
  const take = (name: string): unknown => {
    const field = unknown.get(name);
    unknown.delete(name);
    return field;
  };
  for (const [name, known] of Object.entries(type.record)) {
    const here = below(path, name);
    const field = take(name);
    if (field === undefined) found.differs(here, typeText(known), 'missing');
    else compare(found, known, field, here);
  }
  for (const [name, known] of Object.entries(type.optional ?? {})) {
    const here = below(path, name);
    const field = take(name);
    found.known(here, field !== undefined);
    if (field !== undefined) compare(found, known, field, here);
  }
  describeFields(found, [...unknown], path, 1);
}

/** Tells of a field that nobody knows, and of what is in it. */
function describe(found: Findings, value: unknown, path: string, depth: number): void {
  found.unknown(path, jsonType(value));
  if (typeof value !== 'object' || value === null || depth >= MAX_UNKNOWN_DEPTH) return;
  if (Array.isArray(value)) {
    for (const item of value) describe(found, item, `${path}[]`, depth + 1);
    return;
  }
  describeFields(found, Object.entries(value), path, depth + 1);
}

function describeFields(
  found: Findings,
  fields: readonly (readonly [name: string, value: unknown])[],
  path: string,
  depth: number,
): void {
  const isMap = fields.length > MAX_UNKNOWN_KEYS;
  for (const [name, value] of fields)
    describe(found, value, below(path, isMap ? '*' : fieldName(name)), depth);
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
