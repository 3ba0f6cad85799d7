import type {
  AnswerFields,
  AnswerLiteral,
  AnswerRecord,
  AnswerType,
  AnswerUnion,
  NamedAnswerType,
} from '../apis/answer-type.js';
import { MOST_ISSUES, type ResponseIssue } from '../errors/response-validation-error.js';
import { isJsonObject } from '../http/json.js';

type Accepts = (value: unknown) => boolean;
/** A type that is neither a name nor a union. */
type Plain = Exclude<AnswerType, NamedAnswerType | readonly AnswerType[]>;
type Path = readonly string[];

/** One alternative of a type, and what stands behind its name. */
interface Alternative {
  readonly type: AnswerType;
  readonly plain: Plain;
}

/** A record that its `@type` tells apart. */
interface NamedRecord extends Alternative {
  readonly name: AnswerLiteral['literal'];
}

/** The field by which records of a union are told apart. */
const DISCRIMINATOR = '@type';

/**
 * Compares values with the type of an answer. A value is first only accepted or not, which is fast; where it
 * differs is looked for afterwards. Issues tell of types, never of a value. Values are not changed.
 */
export class AnswerCheck {
  readonly #type: AnswerType;
  /** Named types as they are made, and compiled, once. */
  readonly #made = new Map<NamedAnswerType, AnswerType>();
  readonly #compiled = new Map<NamedAnswerType, Accepts>();
  #accepts: Accepts | undefined;
  /** Looked at in every answer, so made once. */
  #outerKinds: readonly (string | undefined)[] | undefined;

  constructor(type: AnswerType) {
    this.#type = type;
  }

  accepts(value: unknown): boolean {
    this.#accepts ??= this.#compile(this.#type);
    return this.#accepts(value);
  }

  /** The places where the value differs, the first thousand: each item of a long list may differ in every field. */
  issues(value: unknown): ResponseIssue[] {
    const issues: ResponseIssue[] = [];
    this.#compare(this.#type, value, [], issues);
    return issues.slice(0, MOST_ISSUES);
  }

  /**
   * What is wrong on the outside, where a list, an object or either is promised: a text or null there is no answer,
   * and would pass for an empty list.
   */
  outerIssue(value: unknown): ResponseIssue | undefined {
    this.#outerKinds ??= this.#alternatives(this.#type).map(({ plain }) => kindOfType(plain));
    const kinds = this.#outerKinds;
    if (!kinds.every((kind): boolean => kind === 'a list' || kind === 'an object')) return undefined;
    const kind = kindOf(value);
    if (kinds.includes(kind)) return undefined;
    const expected = ['a list', 'an object'].filter((one) => kinds.includes(one)).join(' or ');
    return { path: '', message: `is ${kind}, not ${expected}` };
  }

  #alternatives(type: AnswerType): readonly Alternative[] {
    let plain = type;
    while (typeof plain === 'function') plain = this.#make(plain);
    if (isUnion(plain)) return plain.flatMap((one) => this.#alternatives(one));
    return [{ type, plain }];
  }

  #make(named: NamedAnswerType): AnswerType {
    const known = this.#made.get(named);
    if (known !== undefined) return known;
    const made = named();
    this.#made.set(named, made);
    return made;
  }

  #compile(type: AnswerType): Accepts {
    if (typeof type === 'function') return this.#compileNamed(type);
    if (isUnion(type)) return this.#compileUnion(type);
    if (typeof type === 'string') return acceptsSimple(type);
    if ('literal' in type) return (value) => value === type.literal;
    if ('list' in type) return acceptsList(this.#compile(type.list));
    if ('map' in type) return acceptsMap(this.#compile(type.map));
    return this.#compileRecord(type);
  }

  #compileNamed(named: NamedAnswerType): Accepts {
    const known = this.#compiled.get(named);
    if (known !== undefined) return known;
    let accepts: Accepts | undefined;
    // Stands for it within itself.
    this.#compiled.set(named, (value) => accepts?.(value) ?? false);
    accepts = this.#compile(this.#make(named));
    this.#compiled.set(named, accepts);
    return accepts;
  }

  #compileRecord({ record, optional = {} }: AnswerRecord): Accepts {
    const fieldsOf = (fields: AnswerFields, isOptional: boolean) =>
      Object.entries(fields).map(([name, type]) => {
        return { name, isOptional, simple: this.#simpleKind(type), accepts: this.#compile(type) };
      });
    const fields = [...fieldsOf(record, false), ...fieldsOf(optional, true)];
    return (value) => {
      if (!isJsonObject(value)) return false;
      for (const { name, isOptional, simple, accepts } of fields) {
        const field = value[name];
        if (typeof field === simple) continue;
        if (field === undefined ? !isOptional : !accepts(field)) return false;
      }
      return true;
    };
  }

  /** What `typeof` says of a value that certainly is of this type: most fields are looked at no further. */
  #simpleKind(type: AnswerType): string | undefined {
    const plain = this.#alternatives(type).map((alternative) => alternative.plain);
    return plain.find((one) => one === 'string' || one === 'number' || one === 'boolean');
  }

  #compileUnion(type: AnswerType): Accepts {
    const alternatives = this.#alternatives(type);
    const named = discriminated(alternatives);
    if (named !== undefined) {
      const checks = new Map([...named].map(([name, { type }]) => [name, this.#compile(type)]));
      const rest = alternatives.filter(({ plain }) => !isObjectType(plain));
      const others = acceptsAny(rest.map(({ type }) => this.#compile(type)));
      return (value) => {
        if (!isJsonObject(value)) return others(value);
        return checks.get(value[DISCRIMINATOR])?.(value) ?? false;
      };
    }
    const mayBeNull = alternatives.some(({ plain }) => plain === 'null');
    const others = alternatives.filter(({ plain }) => plain !== 'null');
    const accepts = acceptsAny(others.map(({ type }) => this.#compile(type)));
    // By far the most unions are a value or null.
    return mayBeNull ? (value) => value === null || accepts(value) : accepts;
  }

  #compare(type: AnswerType, value: unknown, path: Path, issues: ResponseIssue[]): void {
    const alternatives = this.#alternatives(type);
    const kind = kindOf(value);
    const alike = alternatives.filter(({ plain }) => {
      const kindHere = kindOfType(plain);
      return kindHere === undefined || kindHere === kind;
    });
    const [only, ...others] = alike;
    if (only === undefined) {
      issues.push({ path: path.join('.'), message: `is ${kind}, not ${told(alternatives)}` });
    } else if (kind === 'a list' || kind === 'an object') {
      const chosen = others.length === 0 ? only : this.#choose(alike, value, path, issues);
      if (chosen !== undefined) this.#compareWithin(chosen.plain, value, path, issues);
    } else if (!alike.some(({ plain }) => typeof plain === 'string' || isLiteral(plain, value))) {
      issues.push({ path: path.join('.'), message: `is ${kind} other than ${told(alike)}` });
    }
  }

  /** Of several lists or objects the one that the value means to be; undefined where no more is to be compared. */
  #choose(
    alike: readonly Alternative[],
    value: unknown,
    path: Path,
    issues: ResponseIssue[],
  ): Alternative | undefined {
    const named = discriminated(alike);
    if (named !== undefined && isJsonObject(value)) {
      const chosen = named.get(value[DISCRIMINATOR]);
      if (chosen === undefined) {
        const names = [...named.values()].map(({ name }) => ({ literal: name }));
        this.#compareField(DISCRIMINATOR, names, false, value, path, issues);
      }
      return chosen;
    }
    if (!alike.some(({ type }) => this.#compile(type)(value))) {
      issues.push({ path: path.join('.'), message: `is ${kindOf(value)} of no known form` });
    }
    return undefined;
  }

  #compareWithin(type: Plain, value: unknown, path: Path, issues: ResponseIssue[]): void {
    if (typeof type === 'string' || 'literal' in type) return;
    if ('list' in type) {
      const list = value as readonly unknown[];
      const accepts = this.#compile(type.list);
      for (const [index, item] of list.entries()) {
        if (issues.length >= MOST_ISSUES) return;
        if (accepts(item)) continue;
        this.#compare(type.list, item, [...path, String(index)], issues);
      }
      return;
    }
    const object = value as Readonly<Record<string, unknown>>;
    if ('map' in type) {
      for (const [name, item] of Object.entries(object)) {
        if (issues.length >= MOST_ISSUES) return;
        this.#compare(type.map, item, [...path, name], issues);
      }
      return;
    }
    for (const [name, field] of Object.entries(type.record)) {
      this.#compareField(name, field, false, object, path, issues);
    }
    for (const [name, field] of Object.entries(type.optional ?? {})) {
      this.#compareField(name, field, true, object, path, issues);
    }
  }

  #compareField(
    name: string,
    type: AnswerType,
    isOptional: boolean,
    object: Readonly<Record<string, unknown>>,
    path: Path,
    issues: ResponseIssue[],
  ): void {
    const here = [...path, name];
    const field = object[name];
    if (field !== undefined) this.#compare(type, field, here, issues);
    else if (!isOptional) issues.push({ path: here.join('.'), message: 'is missing' });
  }
}

function acceptsSimple(type: 'string' | 'number' | 'boolean' | 'null' | 'unknown'): Accepts {
  switch (type) {
    case 'string':
      return (value) => typeof value === 'string';
    case 'number':
      return (value) => typeof value === 'number';
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'null':
      return (value) => value === null;
    case 'unknown':
      return () => true;
  }
}

function acceptsList(acceptsItem: Accepts): Accepts {
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (const item of value) if (!acceptsItem(item)) return false;
    return true;
  };
}

function acceptsMap(acceptsItem: Accepts): Accepts {
  return (value) => {
    if (!isJsonObject(value)) return false;
    for (const name in value) if (!acceptsItem(value[name])) return false;
    return true;
  };
}

function acceptsAny(alternatives: readonly Accepts[]): Accepts {
  const [only, ...others] = alternatives;
  if (only !== undefined && others.length === 0) return only;
  return (value) => {
    for (const accepts of alternatives) if (accepts(value)) return true;
    return false;
  };
}

/**
 * The records of a union by the names that tell them apart; undefined where a record has no such name, or an object
 * may be something else.
 */
function discriminated(alternatives: readonly Alternative[]): ReadonlyMap<unknown, NamedRecord> | undefined {
  const objects = alternatives.filter(({ plain }) => isObjectType(plain));
  const named = objects.flatMap((alternative) => {
    const name = nameOf(alternative.plain);
    return name === undefined ? [] : [[name, { ...alternative, name }] as const];
  });
  const byName = new Map(named);
  return objects.length > 1 && byName.size === objects.length ? byName : undefined;
}

function nameOf(type: Plain): AnswerLiteral['literal'] | undefined {
  if (typeof type === 'string' || !('record' in type)) return undefined;
  const name = type.record[DISCRIMINATOR];
  return typeof name === 'object' && 'literal' in name ? name.literal : undefined;
}

/** `Array.isArray` does not know lists that are only read. */
export function isUnion(type: AnswerType): type is AnswerUnion {
  return Array.isArray(type);
}

function isLiteral(type: Plain, value: unknown): boolean {
  return typeof type === 'object' && 'literal' in type && type.literal === value;
}

/** Whether an object may be of this type. */
function isObjectType(type: Plain): boolean {
  return type === 'unknown' || (typeof type === 'object' && ('record' in type || 'map' in type));
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'undefined';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** The kind of all values of a type; undefined where they are of any. */
function kindOfType(type: Plain): string | undefined {
  if (type === 'unknown') return undefined;
  if (type === 'null') return type;
  if (typeof type === 'string') return `a ${type}`;
  if ('literal' in type) return kindOf(type.literal);
  return 'list' in type ? 'a list' : 'an object';
}

/** What is expected, in words. */
function told(alternatives: readonly Alternative[]): string {
  const words = alternatives.map(({ plain }) =>
    typeof plain === 'object' && 'literal' in plain ? JSON.stringify(plain.literal) : kindOfType(plain),
  );
  const distinct = [...new Set(words)];
  const last = distinct.pop();
  return distinct.length === 0 ? `${last}` : `${distinct.join(', ')} or ${last}`;
}
