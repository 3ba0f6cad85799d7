import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerFields, AnswerType } from '../../../src/apis/answer-type.js';
import { AnswerCheck } from '../../../src/client/answer-check.js';

const Tree = (): AnswerType => ({ record: { name: 'string' }, optional: { children: { list: Tree } } });
const Cat = (): AnswerType => ({ record: { '@type': { literal: 'Cat' }, lives: 'number' } });
const Dog = (): AnswerType => ({ record: { '@type': { literal: 'Dog' }, tricks: { list: 'string' } } });
const Pet = (): AnswerType => [Cat, Dog];
const Status: AnswerType = [{ literal: 'OPEN' }, { literal: 'CLOSE' }];

/** Path and message of each issue; that they agree with the fast check goes without saying. */
function issuesOf(type: AnswerType, value: unknown): [path: string, message: string][] {
  const check = new AnswerCheck(type);
  const issues = check.issues(value);
  expect(check.accepts(value)).toBe(issues.length === 0);
  return issues.map(({ path, message }) => [path, message]);
}

describe('a check of answers', () => {
  it.each<[AnswerType, unknown]>([
    ['string', ''],
    ['number', 0],
    ['boolean', false],
    ['null', null],
    ['unknown', null],
    [{ literal: 'A' }, 'A'],
    [{ list: 'number' }, []],
    [{ map: 'number' }, { a: 1, b: 2 }],
    [{ record: { a: 'number' } }, { a: 1, more: 'passed over' }],
    [{ record: {}, optional: { a: 'number' } }, {}],
    [['string', 'null'], null],
    [Status, 'CLOSE'],
    [Tree, { name: 'a', children: [{ name: 'b', children: [] }] }],
    [{ list: [Pet, 'null'] }, [{ '@type': 'Cat', lives: 9 }, null, { '@type': 'Dog', tricks: ['sit'] }]],
    [[Tree, { list: Tree }], [{ name: 'a' }]],
  ])('%j accepts %j', (type, value) => {
    expect(issuesOf(type, value)).toEqual([]);
  });

  it.each<[AnswerType, unknown, string, string]>([
    ['string', 7, '', 'is a number, not a string'],
    ['number', 'secret', '', 'is a string, not a number'],
    ['boolean', null, '', 'is null, not a boolean'],
    [{ list: 'number' }, null, '', 'is null, not a list'],
    [{ list: 'number' }, [1, 'secret'], '1', 'is a string, not a number'],
    [{ map: 'number' }, [], '', 'is a list, not an object'],
    [{ map: 'number' }, { a: 1, b: {} }, 'b', 'is an object, not a number'],
    [{ record: { a: 'number' } }, {}, 'a', 'is missing'],
    [{ record: { a: 'unknown' } }, {}, 'a', 'is missing'],
    [{ record: { a: ['string', 'null'] } }, { a: {} }, 'a', 'is an object, not a string or null'],
    [
      { record: {}, optional: { a: { record: { b: 'null' } } } },
      { a: { b: 1 } },
      'a.b',
      'is a number, not null',
    ],
    [['string', 'number', 'null'], true, '', 'is a boolean, not a string, a number or null'],
    [{ literal: 'A' }, 'secret', '', 'is a string other than "A"'],
    [Status, 'secret', '', 'is a string other than "OPEN" or "CLOSE"'],
    [Status, 7, '', 'is a number, not "OPEN" or "CLOSE"'],
    [
      Tree,
      { name: 'a', children: [{ name: 'b' }, { name: null }] },
      'children.1.name',
      'is null, not a string',
    ],
    [[Tree, { list: Tree }], [{ name: 'a' }, {}], '1.name', 'is missing'],
    [[Tree, 'null'], { name: 1 }, 'name', 'is a number, not a string'],
    [Pet, { '@type': 'Cat', lives: 'secret' }, 'lives', 'is a string, not a number'],
    [Pet, { '@type': 'Dog', tricks: [1] }, 'tricks.0', 'is a number, not a string'],
    [Pet, { '@type': 'secret' }, '@type', 'is a string other than "Cat" or "Dog"'],
    [Pet, { lives: 9 }, '@type', 'is missing'],
    [Pet, 'secret', '', 'is a string, not an object'],
    [[Tree, { record: { id: 'number' } }], { id: 'secret' }, '', 'is an object of no known form'],
  ])('%j says where and how %j differs', (type, value, path, message) => {
    expect(issuesOf(type, value)).toEqual([[path, message]]);
  });

  it('tells of each place', () => {
    expect(
      issuesOf({ list: { record: { a: 'number', b: 'string' } } }, [{ a: '1' }, { a: 1, b: 2 }]),
    ).toEqual([
      ['0.a', 'is a string, not a number'],
      ['0.b', 'is missing'],
      ['1.b', 'is a number, not a string'],
    ]);
  });
});

describe('the outside of an answer', () => {
  it.each<[AnswerType, unknown, string | undefined]>([
    [{ list: 'string' }, [1], undefined],
    [{ list: 'string' }, null, 'is null, not a list'],
    [{ list: 'string' }, {}, 'is an object, not a list'],
    [Tree, {}, undefined],
    [Tree, 'secret', 'is a string, not an object'],
    [[Tree, { list: Tree }], 7, 'is a number, not a list or an object'],
    [Pet, [], 'is a list, not an object'],
    [['null', Tree], 7, undefined],
    ['unknown', undefined, undefined],
  ])('%j: %j', (type, value, message) => {
    const issue = new AnswerCheck(type).outerIssue(value);
    expect(issue).toEqual(message === undefined ? undefined : { path: '', message });
  });
});

/** A type, a value of it, and the paths of that value at which a value of no type may be put. */
interface Case {
  readonly type: AnswerType;
  readonly value: unknown;
  readonly paths: readonly (readonly string[])[];
}

const within = (name: string, { paths }: Case) => paths.map((path) => [name, ...path]);
const leaf = (type: AnswerType, value: fc.Arbitrary<unknown>): fc.Arbitrary<Case> =>
  value.map((one) => ({ type, value: one, paths: [[]] }));

const { made } = fc.letrec<{ made: Case }>((tie) => ({
  made: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf('string', fc.string()),
    leaf('number', fc.integer()),
    leaf('boolean', fc.boolean()),
    leaf({ literal: 'A' }, fc.constant('A')),
    leaf(['string', 'null'], fc.option(fc.string())),
    tie('made').map((of): Case => ({ ...of, type: () => of.type })),
    tie('made').map((of): Case => ({ ...of, type: [of.type, 'null'] })),
    fc.tuple(tie('made'), fc.integer({ min: 1, max: 3 })).map(([of, length]): Case => {
      const value = Array.from({ length }, () => structuredClone(of.value));
      return { type: { list: of.type }, value, paths: [[], ...within(String(length - 1), of)] };
    }),
    tie('made').map((of): Case => {
      return { type: { map: of.type }, value: { a: of.value }, paths: [[], ...within('a', of)] };
    }),
    fc.array(fc.tuple(tie('made'), fc.boolean()), { maxLength: 4 }).map((parts): Case => {
      const fields = parts.map(([of, isOptional], at) => ({ name: `f${at}`, of, isOptional }));
      const typesOf = (optional: boolean): AnswerFields =>
        Object.fromEntries(
          fields.filter((one) => one.isOptional === optional).map(({ name, of }) => [name, of.type]),
        );
      return {
        type: { record: typesOf(false), optional: typesOf(true) },
        value: Object.fromEntries([...fields.map(({ name, of }) => [name, of.value]), ['more', 1]]),
        paths: [[], ...fields.flatMap(({ name, of }) => within(name, of))],
      };
    }),
  ),
}));

/** The value with a symbol, which is of no type, in one place. */
function broken(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return Symbol('broken');
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  Object.assign(copy, { [name]: broken((copy as Record<string, unknown>)[name], rest) });
  return copy;
}

describe('any type', () => {
  it('accepts a value made for it, and tells exactly where one field of it is broken', () => {
    fc.assert(
      fc.property(made, fc.nat(), ({ type, value, paths }, at) => {
        const before = structuredClone(value);
        expect(issuesOf(type, value)).toEqual([]);
        expect(value).toEqual(before);
        const path = paths[at % paths.length] ?? [];
        expect(issuesOf(type, broken(value, path)).map(([where]) => where)).toEqual([path.join('.')]);
      }),
    );
  });
});
