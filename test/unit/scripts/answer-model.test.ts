import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AnswerModel, type ModelType, readAnswerModel } from '../../../scripts/answer-model.js';
import { formatAnswers } from '../../../scripts/answers.js';

const CALLS = `
  interface ApiCall<T> extends Promise<T> { withResponse(): unknown }
  interface ApiList<T, Page = T[]> extends ApiCall<Page>, AsyncIterable<T> {}
`;
const OPTIONS: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  // The least that knows promises and iterables: each model is a program of its own.
  lib: ['lib.es2015.d.ts', 'lib.es2018.asynciterable.d.ts'],
  types: [],
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'answer-model-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The model of one namespace, `things`. */
function read(methods: string, types = ''): AnswerModel {
  const index = join(folder, 'index.ts');
  const source = `${CALLS}\n${types}\nexport interface ApiNamespaces { things: { ${methods} } }`;
  writeFileSync(index, source);
  return readAnswerModel(index, OPTIONS);
}

/** What is made of one field that is written like this. */
function fieldOf(written: string, types = ''): ModelType | undefined {
  const { types: named } = read('get(): ApiCall<Thing>;', `${types}\ninterface Thing { field: ${written} }`);
  const thing = named.get('Thing')?.type;
  return thing?.kind === 'record' ? thing.fields[0]?.type : undefined;
}

const simple = (kind: 'string' | 'number' | 'boolean' | 'null' | 'unknown'): ModelType => ({ kind });
const union = (...of: ModelType[]): ModelType => ({ kind: 'union', of });
const reference = (name: string): ModelType => ({ kind: 'reference', name });
const list = (item: ModelType): ModelType => ({ kind: 'list', item });
const literal = (value: string | number | boolean): ModelType => ({ kind: 'literal', value });

describe('the model of answers', () => {
  it.each<[string, ModelType]>([
    ['string', simple('string')],
    ['number', simple('number')],
    ['boolean', simple('boolean')],
    ['null', simple('null')],
    ['unknown', simple('unknown')],
    ["'A'", literal('A')],
    ['-1', literal(-1)],
    ['true', literal(true)],
    ['string[]', list(simple('string'))],
    ['readonly (string | null)[]', list(union(simple('string'), simple('null')))],
    ['Array<boolean | null>', list(union(simple('boolean'), simple('null')))],
    ['boolean | string | null', union(simple('boolean'), simple('string'), simple('null'))],
    ['string | unknown', simple('unknown')],
    ['Record<string, number>', { kind: 'map', value: simple('number') }],
    ['{ [name: string]: number }', { kind: 'map', value: simple('number') }],
    ['Part', reference('Part')],
    ['Alias | null', union(reference('Alias'), simple('null'))],
    ['(Alias | null)[]', list(union(reference('Alias'), simple('null')))],
    ['Choice | null', union(reference('Choice'), simple('null'))],
    ['{ a: Part }', record(['a', reference('Part')])],
    ["Pick<Part, 'a'> & { b: string }", record(['a', simple('number')], ['b', simple('string')])],
  ])('knows %s', (written, type) => {
    const types = `
      interface Part { a: number }
      type Alias = Part & { c: string };
      type Choice = 'A' | 'B';
    `;
    expect(fieldOf(written, types)).toEqual(type);
  });

  it('keeps the descriptions and the file of what has a name', () => {
    const { answers, types } = read(
      `
       /** Gets one. */
       get(): ApiCall<Thing>;
       /** Gets another. */
       get(id: string): ApiCall<Thing | undefined>;`,
      `/** A thing. */
       interface Thing {
         /** How many. @default 7 */
         count?: number;
         /** @deprecated Use count. */
         number: number;
       }`,
    );
    expect(answers.get('things.get')).toMatchObject({ description: 'Gets one.', type: reference('Thing') });
    expect(types.get('Thing')).toEqual({
      name: 'Thing',
      file: 'index.ts',
      description: 'A thing.',
      type: {
        kind: 'record',
        fields: [
          { name: 'count', optional: true, description: 'How many.', default: '7', type: simple('number') },
          { name: 'number', optional: false, deprecated: 'Use count.', type: simple('number') },
        ],
      },
    });
  });

  it('takes of overloads the widest, less undefined, and of a list its page', () => {
    const { answers } = read(`
      list(revision?: undefined): ApiList<string>;
      list(revision: string): ApiList<string, string[] | undefined>;
      page(): ApiList<string, { items: string[] }>;
      wait(): Promise<number>;
      invoke<T = unknown>(): ApiCall<T>;
    `);
    expect([...answers.values()].map(({ type }) => type)).toEqual([
      list(simple('string')),
      record(['items', list(simple('string'))]),
      simple('number'),
      simple('unknown'),
    ]);
  });

  it('copes with types that hold themselves', () => {
    const { types } = read(
      'get(): ApiCall<Tree>;',
      'interface Tree { children: Tree[]; other: Json } type Json = string | Json[];',
    );
    expect(types.get('Tree')?.type).toEqual(
      record(['children', list(reference('Tree'))], ['other', reference('Json')]),
    );
    expect(types.get('Json')?.type).toEqual(union(simple('string'), list(reference('Json'))));
  });

  it('names a generic type by its arguments', () => {
    const { answers, types } = read(
      "get(): ApiCall<Page<Part>>; row(): ApiCall<PartPage>; any<T>(): ApiCall<Page<T>>; pair(): ApiCall<Pair<'a', Part>>;",
      `interface Part { a: number }
       interface Page<Item> { items: Item[]; next: Page<Item> | null }
       type PartPage = Page<Part>;
       type Pair<K extends string, T> = { kind: K; of: T };`,
    );
    const names = [...answers.values()].map(({ type }) => type);
    expect(names).toEqual(['PageOfPart', 'PartPage', 'Page', 'PairOfAAndPart'].map(reference));
    expect(types.get('PageOfPart')?.type).toEqual(
      record(['items', list(reference('Part'))], ['next', union(reference('PageOfPart'), simple('null'))]),
    );
    expect(types.get('PartPage')?.type).toEqual(types.get('PageOfPart')?.type);
    expect(types.get('PairOfAAndPart')?.type).toEqual(
      record(['kind', literal('a')], ['of', reference('Part')]),
    );
  });

  it('knows what is said of parameters, at any depth, those of the widest overload', () => {
    const { answers } = read(
      'get(params?: { a?: string }): ApiCall<string>; get(params: Params, options?: { b: 1 }): ApiCall<string>;',
      `interface Params {
        /** First. @default 1 */
        a?: string | undefined;
        /** Times. @deprecated Gone. */
        times?: readonly Range[] | 'all' | undefined;
        at?: number | Date;
      }
      interface Range {
        /** Begin. */
        from: number;
      }`,
    );
    const none = new Map();
    expect(answers.get('things.get')?.parameters).toEqual(
      new Map([
        ['a', { description: 'First.', default: '1', fields: none }],
        [
          'times',
          {
            description: 'Times.',
            deprecated: 'Gone.',
            fields: new Map([['from', { description: 'Begin.', fields: none }]]),
          },
        ],
        ['at', { fields: none }],
      ]),
    );
  });

  it('has an answer for each kind of rows', () => {
    const { answers } = read(
      'rows<Kind extends keyof Rows>(kind: Kind): AsyncIterable<Rows[Kind]>;',
      'interface Rows { a: string; b: number[] }',
    );
    const parameters = new Map();
    expect([...answers]).toEqual([
      ['things.rows:a', { type: simple('string'), parameters }],
      ['things.rows:b', { type: list(simple('number')), parameters }],
    ]);
  });

  it.each([
    ['any', /^Thing\.field cannot be told .*any/],
    ['bigint', /^Thing\.field cannot .*bigint/],
    ['Date', /^Thing\.field\.\w+ cannot/],
    ['() => string', /^Thing\.field cannot .*a function/],
    ['string | undefined', /^Thing\.field cannot .*undefined/],
    ['{ a: Color }', /^Thing\.field\.a cannot .*Color/],
    ['{ a: string; [name: string]: string }', /^Thing\.field cannot .*index signature/],
    ['{ a: Wrapped<string[]> }', /^Wrapped cannot .*string\[\]/],
    ['Uppercase<string>', /^Thing\.field cannot/],
  ])('refuses %s, naming where it is', (written, message) => {
    const types = 'enum Color { Red, Green } interface Wrapped<T> { of: T }';
    expect(() => fieldOf(written, types)).toThrow(message);
  });

  it('refuses overloads of which none takes in the others, and what is no call', () => {
    expect(() => read('get(a: 1): ApiCall<string>; get(a: 2): ApiCall<number>;')).toThrow(
      /^things\.get cannot/,
    );
    expect(() => read('get(): string;')).toThrow(/^things\.get cannot .*string is no call/);
  });
});

describe('the data that is made of it', () => {
  it('is a module in lines of at most 110 characters, that says what makes it', () => {
    const fields = Array.from({ length: 30 }, (_, at) => `field${at}${at % 2 ? '?' : ''}: string | null;`);
    const text = formatAnswers(
      read(
        'get(): ApiCall<Thing>; list(): ApiList<Thing>;',
        `interface Thing { '@type': "It's"; ${fields.join(' ')} map: Record<string, Thing> }`,
      ),
    );
    expect(text.split('\n')[0]).toMatch(/^\/\/ Generated .*`npm run answers`/);
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(110);
    expect(text).toContain("const stringOrNull: AnswerType = ['string', 'null'];");
    expect(text).toContain("'@type': { literal: 'It\\'s' }, field0: stringOrNull,");
    expect(text).toContain("'things.list': { list: Thing }");
    const { diagnostics } = ts.transpileModule(text, { reportDiagnostics: true });
    expect(diagnostics).toEqual([]);
  });
});

function record(...fields: (readonly [name: string, type: ModelType])[]): ModelType {
  return { kind: 'record', fields: fields.map(([name, type]) => ({ name, optional: false, type })) };
}
