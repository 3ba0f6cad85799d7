// Reads what the operations answer from the interfaces of the namespaces, by the compiler's own understanding of them.
import { relative } from 'node:path';
import ts from 'typescript';

/** A type as JSON can hold it. */
export type ModelType =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'null' | 'unknown' | 'stream' }
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'list'; readonly item: ModelType }
  /** An object with any names, whose values are of one type. */
  | { readonly kind: 'map'; readonly value: ModelType }
  | { readonly kind: 'record'; readonly fields: readonly ModelField[] }
  /** At least two alternatives; one may be a reference to a union. */
  | { readonly kind: 'union'; readonly of: readonly ModelType[] }
  /** Stands for the type of this name in `AnswerModel.types`. */
  | { readonly kind: 'reference'; readonly name: string };

/** What JSDoc says of something. */
export interface ModelDescription {
  /** In Markdown; `{@link Name}` is left as it is. */
  readonly description?: string;
  /** Reason of `@deprecated`; empty where none is given. */
  readonly deprecated?: string;
  /** Text of `@default`. */
  readonly default?: string;
}

export interface ModelField extends ModelDescription {
  readonly name: string;
  readonly optional: boolean;
  readonly type: ModelType;
}

/** An interface or a type alias. */
export interface NamedType extends ModelDescription {
  /**
   * Its own name; that of a generic type is followed by the names of its arguments, for example
   * `DeltaAnswerOfPredefinedCategory`. Arguments that are not known have no part in it.
   */
  readonly name: string;
  /** Where it is declared, relative to the folder of the index. */
  readonly file: string;
  /** Never a reference. */
  readonly type: ModelType;
}

/** What an operation answers, and what it takes. */
export interface ModelAnswer extends ModelDescription {
  /** The awaited value of a call, less `undefined`; a page of a list. */
  readonly type: ModelType;
  /** What JSDoc says of its parameters. */
  readonly parameters: ModelParameters;
}

/** By the names that callers give. */
export type ModelParameters = ReadonlyMap<string, ModelParameter>;

export interface ModelParameter extends ModelDescription {
  /** Fields of an object, or of the items of a list. */
  readonly fields: ModelParameters;
}

export interface AnswerModel {
  /**
   * By the name of the operation, for example `users.list`. A method that gives rows of several kinds has one entry
   * for each, for example `dataAccess.rows:survey`. In the order of the interface `ApiNamespaces`.
   */
  readonly answers: ReadonlyMap<string, ModelAnswer>;
  /** By name, in the order in which they were met. */
  readonly types: ReadonlyMap<string, NamedType>;
}

/**
 * @param index File that exports the interface `ApiNamespaces`.
 * @throws {Error} for a construct that it does not know, naming the type and the field.
 */
export function readAnswerModel(index: string, options: ts.CompilerOptions): AnswerModel {
  const program = ts.createProgram([index], { ...options, noEmit: true });
  return new ModelReader(program, index).read();
}

/** Types whose value is the awaited one of a call: the position of the type argument that is it. */
const CALLS: ReadonlyMap<string, number> = new Map([
  ['Promise', 0],
  ['ApiCall', 0],
  ['ApiList', 1],
]);

const PRIMITIVES = [
  [ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter, 'unknown'],
  [ts.TypeFlags.String, 'string'],
  [ts.TypeFlags.Number, 'number'],
  [ts.TypeFlags.Boolean, 'boolean'],
  [ts.TypeFlags.Null, 'null'],
] as const;

/** No parameter goes deeper; one that refers to itself would go on for ever. */
const DEEPEST_FIELD = 6;

class ModelReader {
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;
  readonly #index: ts.SourceFile;
  readonly #answers = new Map<string, ModelAnswer>();
  readonly #types = new Map<string, NamedType>();
  /** What stands behind a name, so that two things of one name are found. */
  readonly #named = new Map<string, ts.Symbol>();

  constructor(program: ts.Program, index: string) {
    const source = program.getSourceFile(index);
    if (source === undefined) throw new Error(`${index} cannot be read`);
    this.#program = program;
    this.#checker = program.getTypeChecker();
    this.#index = source;
  }

  read(): AnswerModel {
    const module = this.#checker.getSymbolAtLocation(this.#index);
    const exported = module === undefined ? [] : this.#checker.getExportsOfModule(module);
    const namespaces = exported.find(({ name }) => name === 'ApiNamespaces');
    if (namespaces === undefined) throw new Error(`${this.#index.fileName} exports no ApiNamespaces`);
    for (const namespace of this.#membersOf(this.#checker.getDeclaredTypeOfSymbol(namespaces))) {
      for (const method of this.#membersOf(this.#typeOfSymbol(namespace))) {
        this.#readMethod(`${namespace.name}.${method.name}`, method);
      }
    }
    return { answers: this.#answers, types: this.#types };
  }

  #readMethod(name: string, method: ts.Symbol): void {
    const signatures = this.#checker.getSignaturesOfType(this.#typeOfSymbol(method), ts.SignatureKind.Call);
    if (signatures.length === 0) throw unknownConstruct(name, 'it is no method');
    const [first] = signatures;
    // Overloads have a text each, which the symbol puts together: the first tells of the operation.
    const isMethod = (method.flags & ts.SymbolFlags.Method) !== 0;
    const description = this.#describe(isMethod && first !== undefined ? first : method);
    const parameters = this.#parametersOf(signatures);
    const rows = this.#rowsOf(signatures);
    for (const row of rows) {
      this.#answers.set(`${name}:${row.name}`, {
        ...this.#describe(row),
        parameters,
        type: this.#read(this.#typeOfSymbol(row), `${name}:${row.name}`, typeNodeOf(row)),
      });
    }
    if (rows.length > 0) return;
    const { type, node } = this.#widest(
      name,
      signatures.map((signature) => this.#valueOf(name, signature)),
    );
    this.#answers.set(name, { ...description, parameters, type: this.#read(type, name, node) });
  }

  /** A method that gives rows has them by the name of their kind: `AsyncIterable<Rows[Kind]>`. */
  #rowsOf(signatures: readonly ts.Signature[]): readonly ts.Symbol[] {
    return signatures.flatMap((signature) => {
      const returned = signature.getReturnType();
      const [row] = returned.symbol?.name === 'AsyncIterable' ? this.#argumentsOf(returned) : [];
      if (row === undefined || (row.flags & ts.TypeFlags.IndexedAccess) === 0) return [];
      return this.#membersOf((row as ts.IndexedAccessType).objectType);
    });
  }

  #valueOf(name: string, signature: ts.Signature): TypeAndNode {
    const returned = signature.getReturnType();
    const position = CALLS.get(returned.symbol?.name);
    const type = position === undefined ? undefined : this.#argumentsOf(returned)[position];
    if (position === undefined || type === undefined) {
      throw unknownConstruct(name, `${this.#text(returned)} is no call`);
    }
    const node = signature.getDeclaration()?.type;
    const written = node !== undefined && ts.isTypeReferenceNode(node) ? node.typeArguments : undefined;
    return { type, node: written?.[position] };
  }

  /** Of overloads the last is the widest. */
  #parametersOf(signatures: readonly ts.Signature[]): ModelParameters {
    const [params] = signatures.at(-1)?.parameters ?? [];
    return params === undefined ? new Map() : this.#fieldsIn(this.#typeOfSymbol(params), DEEPEST_FIELD);
  }

  #fieldsIn(type: ts.Type, depth: number): ModelParameters {
    const found = definedParts(type).flatMap((part): [string, ModelParameter][] => {
      const [item] = this.#checker.isArrayType(part) ? this.#argumentsOf(part) : [];
      if (item !== undefined) return [...this.#fieldsIn(item, depth)];
      const fields = this.#membersOf(part).filter((field) => this.#isOurs(field));
      return fields.map((field) => {
        const inner = depth === 0 ? new Map() : this.#fieldsIn(this.#typeOfSymbol(field), depth - 1);
        return [field.name, { ...this.#describe(field), fields: inner }];
      });
    });
    return mergeFields(found);
  }

  /** Of overloads the value that takes in all others. */
  #widest(name: string, values: readonly TypeAndNode[]): TypeAndNode {
    const takesAll = ({ type }: TypeAndNode) =>
      values.every((other) => this.#checker.isTypeAssignableTo(other.type, type));
    const widest = values.find(takesAll);
    if (widest === undefined) throw unknownConstruct(name, 'no overload takes in the values of all others');
    return widest;
  }

  /** @param node How it was written: the only place where the name of an alias within a union is still known. */
  #read(whole: ts.Type, at: string, node?: ts.TypeNode): ModelType {
    const written = node === undefined ? undefined : this.#nodeOf(whole, node);
    const [first = whole, ...others] = definedParts(whole);
    const bare = others.length === 0 ? first : whole;
    const type = written === undefined ? bare : this.#checker.getTypeFromTypeNode(written);
    if ((type.flags & ts.TypeFlags.EnumLike) !== 0)
      throw unknownConstruct(at, `the enum ${this.#text(type)}`);
    const primitive = PRIMITIVES.find(([flags]) => (type.flags & flags) !== 0);
    if (primitive !== undefined) return { kind: primitive[1] };
    const literal = literalOf(type);
    if (literal !== undefined) return { kind: 'literal', value: literal };
    const named = this.#nameOf(type, written);
    return named === undefined ? this.#readShape(type, at, written) : this.#refer(named, type);
  }

  #readShape(type: ts.Type, at: string, node: ts.TypeNode | undefined): ModelType {
    if (type.isUnion()) return this.#readUnion(type, at, node);
    if (this.#checker.isArrayType(type)) {
      const [item] = this.#argumentsOf(type);
      if (item !== undefined) return { kind: 'list', item: this.#read(item, `${at}[]`, itemNodeOf(node)) };
    }
    if (!isPlainObject(type)) throw unknownConstruct(at, this.#text(type));
    if (!type.isIntersection() && this.#isStream(type.symbol)) return { kind: 'stream' };
    return this.#readObject(type, at);
  }

  #readUnion(type: ts.UnionType, at: string, node: ts.TypeNode | undefined): ModelType {
    const parts: readonly TypeAndNode[] =
      node !== undefined && ts.isUnionTypeNode(node)
        ? node.types.map((part) => ({ type: this.#checker.getTypeFromTypeNode(part), node: part }))
        : type.types.map((part) => ({ type: part, node: undefined }));
    const known = parts.filter((part) => !isUndefined(part.type));
    return unionOf(known.map((part) => this.#read(part.type, at, part.node)));
  }

  #readObject(type: ts.Type, at: string): ModelType {
    const fields = this.#membersOf(type);
    const indexes = this.#checker.getIndexInfosOfType(type);
    const [index] = indexes;
    if (index !== undefined) {
      if (fields.length > 0 || indexes.length > 1) {
        throw unknownConstruct(at, 'an index signature beside something else');
      }
      return { kind: 'map', value: this.#read(index.type, `${at}.*`, index.declaration?.type) };
    }
    const signatures = [ts.SignatureKind.Call, ts.SignatureKind.Construct].flatMap((kind) =>
      this.#checker.getSignaturesOfType(type, kind),
    );
    if (signatures.length > 0) throw unknownConstruct(at, 'a function');
    return { kind: 'record', fields: fields.map((field) => this.#readField(field, at)) };
  }

  #readField(field: ts.Symbol, at: string): ModelField {
    const here = `${at}.${field.name}`;
    const type = this.#typeOfSymbol(field);
    const optional = (field.flags & ts.SymbolFlags.Optional) !== 0;
    if (!optional && type.isUnion() && type.types.some(isUndefined))
      throw unknownConstruct(here, 'undefined, which JSON does not have');
    return {
      name: field.name,
      optional,
      ...this.#describe(field),
      type: this.#read(type, here, typeNodeOf(field)),
    };
  }

  #refer({ name, symbol, node }: Named, type: ts.Type): ModelType {
    const known = this.#named.get(name);
    if (known !== undefined && known !== symbol) throw unknownConstruct(name, 'two types have this name');
    if (known === undefined) {
      this.#named.set(name, symbol);
      const file = symbol.declarations?.[0]?.getSourceFile().fileName ?? '';
      const folder = this.#index.fileName.replace(/[^/]*$/, '');
      // It keeps its place before those that it refers to, and is there when they refer to it.
      const entry = { name, file: relative(folder, file).replaceAll('\\', '/'), ...this.#describe(symbol) };
      this.#types.set(name, { ...entry, type: { kind: 'unknown' } });
      this.#types.set(name, { ...entry, type: this.#readShape(type, name, node) });
    }
    return { kind: 'reference', name };
  }

  /** The name of a type of ours, as written or as the compiler knows it. */
  #nameOf(type: ts.Type, node: ts.TypeNode | undefined): Named | undefined {
    const alias = node === undefined ? undefined : this.#aliasIn(node);
    const symbol = alias ?? type.aliasSymbol ?? (isInterface(type) ? type.symbol : undefined);
    if (symbol === undefined || !this.#isOurs(symbol)) return undefined;
    const declaration = symbol.declarations?.find(ts.isTypeAliasDeclaration);
    const types = alias === undefined ? (type.aliasTypeArguments ?? this.#argumentsOf(type)) : [];
    const known = types.filter(
      ({ flags }) => (flags & (ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter)) === 0,
    );
    const name = [
      symbol.name,
      known.map((argument) => this.#argumentName(argument, symbol.name)).join('And'),
    ];
    return {
      name: name.filter((part) => part !== '').join('Of'),
      symbol,
      node: declaration === undefined ? undefined : this.#nodeOf(type, declaration.type),
    };
  }

  /** An alias without arguments that a node refers to. That of one interface is known by nothing else. */
  #aliasIn(node: ts.TypeNode): ts.Symbol | undefined {
    if (!ts.isTypeReferenceNode(node) || node.typeArguments !== undefined) return undefined;
    const symbol = this.#checker.getSymbolAtLocation(node.typeName);
    if (symbol === undefined) return undefined;
    const isImport = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    const declared = isImport ? this.#checker.getAliasedSymbol(symbol) : symbol;
    return (declared.flags & ts.SymbolFlags.TypeAlias) === 0 ? undefined : declared;
  }

  #argumentName(type: ts.Type, at: string): string {
    const literal = literalOf(type);
    const words =
      literal === undefined ? (this.#nameOf(type, undefined)?.name ?? this.#text(type)) : String(literal);
    if (!/^\w+$/.test(words)) throw unknownConstruct(at, `the type argument ${words} has no name`);
    return words.charAt(0).toUpperCase() + words.slice(1);
  }

  /** A node says how a type was written only where nothing was put in for a type parameter. */
  #nodeOf(type: ts.Type, node: ts.TypeNode): ts.TypeNode | undefined {
    if (ts.isParenthesizedTypeNode(node)) return this.#nodeOf(type, node.type);
    const written = new Set(definedParts(this.#checker.getTypeFromTypeNode(node)));
    const parts = definedParts(type);
    return parts.length === written.size && parts.every((part) => written.has(part)) ? node : undefined;
  }

  #describe(symbol: ts.Symbol | ts.Signature): ModelDescription {
    const description = ts.displayPartsToString(symbol.getDocumentationComment(this.#checker));
    const tags = symbol.getJsDocTags(this.#checker);
    const textOf = (name: string) => {
      const tag = tags.find((one) => one.name === name);
      return tag === undefined ? undefined : ts.displayPartsToString(tag.text).trim();
    };
    const deprecated = textOf('deprecated');
    const fallback = textOf('default');
    return {
      ...(description !== '' && { description }),
      ...(deprecated !== undefined && { deprecated }),
      ...(fallback !== undefined && { default: fallback }),
    };
  }

  /** A stream is the one class that an operation may give. */
  #isStream(symbol: ts.Symbol): boolean {
    return symbol.name === 'Readable' && !this.#isOurs(symbol);
  }

  #isOurs(symbol: ts.Symbol): boolean {
    const file = symbol.declarations?.[0]?.getSourceFile();
    if (file === undefined) return false;
    return (
      !this.#program.isSourceFileDefaultLibrary(file) && !this.#program.isSourceFileFromExternalLibrary(file)
    );
  }

  #argumentsOf(type: ts.Type): readonly ts.Type[] {
    if ((type.flags & ts.TypeFlags.Object) === 0) return [];
    if (((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) === 0) return [];
    // Of an interface the first argument beyond its parameters is `this`.
    const { target } = type as ts.TypeReference;
    return this.#checker
      .getTypeArguments(type as ts.TypeReference)
      .slice(0, target.typeParameters?.length ?? 0);
  }

  #membersOf(type: ts.Type): readonly ts.Symbol[] {
    return this.#checker.getPropertiesOfType(type);
  }

  #typeOfSymbol(symbol: ts.Symbol): ts.Type {
    return this.#checker.getTypeOfSymbolAtLocation(symbol, this.#index);
  }

  #text(type: ts.Type): string {
    return this.#checker.typeToString(type);
  }
}

interface TypeAndNode {
  readonly type: ts.Type;
  readonly node: ts.TypeNode | undefined;
}

interface Named {
  readonly name: string;
  readonly symbol: ts.Symbol;
  /** How an alias was written. */
  readonly node: ts.TypeNode | undefined;
}

function unknownConstruct(at: string, what: string): Error {
  return new Error(`${at} cannot be told in the model of answers: ${what}`);
}

function literalOf(type: ts.Type): string | number | boolean | undefined {
  if (type.isStringLiteral() || type.isNumberLiteral()) return type.value;
  if ((type.flags & ts.TypeFlags.BooleanLiteral) === 0) return undefined;
  // The compiler offers no other way to tell the two apart.
  return (type as ts.Type & { readonly intrinsicName: string }).intrinsicName === 'true';
}

/**
 * What takes in anything is all there is to say. Equal alternatives are one; `true` and `false`, as which a boolean is
 * in a union, are a boolean. `null` comes last: the compiler has an order of its own.
 */
function unionOf(types: readonly ModelType[]): ModelType {
  const unknown = types.find(({ kind }) => kind === 'unknown');
  if (unknown !== undefined) return unknown;
  const distinct = [...new Map(types.map((type) => [JSON.stringify(type), type])).values()];
  const booleans = distinct.filter((type) => type.kind === 'literal' && typeof type.value === 'boolean');
  const merged =
    booleans.length < 2
      ? distinct
      : distinct.flatMap((type): ModelType[] => {
          if (type === booleans[0]) return [{ kind: 'boolean' }];
          return booleans.includes(type) ? [] : [type];
        });
  const [only] = merged;
  if (merged.length === 1 && only !== undefined) return only;
  const isNull = ({ kind }: ModelType) => kind === 'null';
  return { kind: 'union', of: [...merged.filter((type) => !isNull(type)), ...merged.filter(isNull)] };
}

/** Of a field that several alternatives have, only what all of them say. */
function mergeFields(found: readonly (readonly [string, ModelParameter])[]): ModelParameters {
  const merged = new Map<string, ModelParameter>();
  for (const [name, field] of found) {
    const other = merged.get(name);
    const words = other === undefined || other.description === field.description ? field : {};
    const fields = mergeFields([...(other?.fields ?? []), ...field.fields]);
    merged.set(name, { ...words, fields });
  }
  return merged;
}

function isUndefined({ flags }: ts.Type): boolean {
  return (flags & ts.TypeFlags.Undefined) !== 0;
}

/** The alternatives of a type less `undefined`. */
function definedParts(type: ts.Type): readonly ts.Type[] {
  return (type.isUnion() ? type.types : [type]).filter((part) => !isUndefined(part));
}

function isPlainObject(type: ts.Type): boolean {
  if (type.isIntersection()) return type.types.every(isPlainObject);
  if ((type.flags & ts.TypeFlags.Object) === 0 || type.symbol === undefined) return false;
  return (type.symbol.flags & ts.SymbolFlags.Class) === 0 || type.symbol.name === 'Readable';
}

function isInterface(type: ts.Type): boolean {
  return (type.symbol?.flags & ts.SymbolFlags.Interface) !== 0;
}

function typeNodeOf({ declarations }: ts.Symbol): ts.TypeNode | undefined {
  return declarations?.find(ts.isPropertySignature)?.type;
}

/** How the items of a list were written. */
function itemNodeOf(node: ts.TypeNode | undefined): ts.TypeNode | undefined {
  if (node === undefined) return undefined;
  if (ts.isArrayTypeNode(node)) return node.elementType;
  if (ts.isTypeOperatorNode(node)) return itemNodeOf(node.type);
  return ts.isTypeReferenceNode(node) ? node.typeArguments?.[0] : undefined;
}
