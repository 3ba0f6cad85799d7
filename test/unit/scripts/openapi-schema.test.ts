import { describe, expect, it } from 'vitest';
import type { AnswerModel, ModelType, NamedType } from '../../../scripts/answer-model.js';
import {
  componentSchemas,
  descriptionOf,
  schemaOf,
  withDescriptions,
} from '../../../scripts/openapi-schema.js';

const text: ModelType = { kind: 'string' };
const none: ModelType = { kind: 'null' };
const number: ModelType = { kind: 'number' };
const user: ModelType = { kind: 'reference', name: 'User' };
const literals = (...values: (string | number)[]) =>
  values.map((value): ModelType => ({ kind: 'literal', value }));
const union = (...of: ModelType[]): ModelType => ({ kind: 'union', of });

describe('the schema of a type', () => {
  it.each([
    { type: union(text, none), schema: { type: ['string', 'null'] } },
    { type: union(text, number), schema: { type: ['string', 'number'] } },
    { type: union(user, none), schema: { anyOf: [{ $ref: '#/components/schemas/User' }, { type: 'null' }] } },
    { type: union(...literals('A', 'B')), schema: { type: 'string', enum: ['A', 'B'] } },
    {
      type: union(...literals('A', 'B'), none),
      schema: { type: ['string', 'null'], enum: ['A', 'B', null] },
    },
    {
      type: union(...literals(-1, '-1')),
      schema: {
        anyOf: [
          { type: 'integer', enum: [-1] },
          { type: 'string', enum: ['-1'] },
        ],
      },
    },
    { type: { kind: 'literal', value: 'A' } as const, schema: { type: 'string', const: 'A' } },
    {
      type: { kind: 'map', value: text } as const,
      schema: { type: 'object', additionalProperties: { type: 'string' } },
    },
    { type: { kind: 'unknown' } as const, schema: {} },
  ])('is $schema', ({ type, schema }) => {
    expect(schemaOf(type)).toEqual(schema);
  });

  it('has the fields of an object with what is said of them; ids are whole', () => {
    const type: ModelType = {
      kind: 'record',
      fields: [
        { name: 'id', optional: false, type: union(number, text), description: 'Unique.' },
        { name: 'skillIds', optional: true, type: { kind: 'list', item: number } },
        {
          name: 'mcs',
          optional: true,
          type: union(number, none),
          description: 'Score.',
          deprecated: 'use it not',
        },
      ],
    };
    expect(schemaOf(type)).toEqual({
      type: 'object',
      properties: {
        id: { type: ['integer', 'string'], description: 'Unique.' },
        skillIds: { type: 'array', items: { type: 'integer' } },
        mcs: { type: ['number', 'null'], description: 'Score. Deprecated: use it not', deprecated: true },
      },
      required: ['id'],
    });
  });
});

it('has the named types that answers need, also those that need themselves', () => {
  const named = (name: string, type: ModelType): [string, NamedType] => [name, { name, file: 'a.ts', type }];
  const types = new Map([
    named('Tree', { kind: 'list', item: { kind: 'reference', name: 'Tree' } }),
    named('Other', text),
    named('User', { kind: 'map', value: { kind: 'reference', name: 'Tree' } }),
  ]);
  const model: AnswerModel = { answers: new Map(), types };
  expect(Object.keys(componentSchemas(model, [union(user, none)]))).toEqual(['Tree', 'User']);
});

it('says in one line what JSDoc says, without what is of this language only', () => {
  const description = 'When: milliseconds since the epoch, or a `Date`.\nSee {@link User}.';
  expect(descriptionOf({ description })).toBe('When: milliseconds since the epoch. See `User`.');
});

it('describes the fields of a parameter, at any depth', () => {
  const fields = new Map([
    [
      'from',
      { description: 'First.', fields: new Map([['id', { description: 'Its id.', fields: new Map() }]]) },
    ],
  ]);
  const inner = { type: 'object', properties: { id: { type: 'string' } } } as const;
  const schema = { type: 'array', items: { type: 'object', properties: { from: inner } } } as const;
  expect(withDescriptions(schema, fields)).toMatchObject({
    items: {
      properties: { from: { description: 'First.', properties: { id: { description: 'Its id.' } } } },
    },
  });
});
