import { describe, it } from 'vitest';
import * as z from 'zod/mini';
import type { ApiCall, ApiList, CallOptions } from '../../src/apis/api-call.js';
import { defineApi, type OperationOf } from '../../src/apis/define-api.js';
import { inQuery } from '../../src/apis/parameter.js';
import { flag, oneOf, someOf, text, wholeNumber } from '../../src/apis/parameter-schemas.js';

interface Params {
  size: number;
  colour?: 'red' | 'blue' | undefined;
  words?: readonly string[] | undefined;
}

interface Item {
  name: string;
}

interface Namespace {
  get(params: Params, options?: CallOptions): ApiCall<Item>;
  list(params?: { colour?: undefined }, options?: CallOptions): ApiList<Item>;
  list(params: { colour?: string | undefined }, options?: CallOptions): ApiList<Item, Item[] | undefined>;
}

const row = { id: 'a', title: 'A', privilege: 'Read', service: 's', owns: [] } as const;
const common = { summary: '', method: 'GET', path: '/' } as const;
const size = () => inQuery(wholeNumber(1));
const colour = () => inQuery(z.optional(oneOf(['red', 'blue'])));
const words = () => inQuery(z.optional(someOf<string>(['a', 'b'])));
type Get = OperationOf<Namespace['get']>;
type List = OperationOf<Namespace['list']>;

const get: Get = { ...common, parameters: () => ({ size: size(), colour: colour(), words: words() }) };
const list: List = {
  ...common,
  parameters: () => ({ colour: inQuery(z.optional(text('a colour'))) }),
  items: (page) => page ?? [],
};

describe('the operations of an API', () => {
  it('are one for each method, and no other', () => {
    defineApi<Namespace>({ ...row, operations: { get, list } });
    // @ts-expect-error an operation is missing
    defineApi<Namespace>({ ...row, operations: { get } });
    // @ts-expect-error no method is called put
    defineApi<Namespace>({ ...row, operations: { get, list, put: get } });
    // @ts-expect-error one operation in place of another
    defineApi<Namespace>({ ...row, operations: { get: list, list } });
  });
});

describe('the parameters of an operation', () => {
  const all = () => ({ size: size(), colour: colour(), words: words() });
  const takes = (parameters: Get['parameters']) => parameters;

  it('are all those of the method', () => {
    takes(all);
    // @ts-expect-error colour is missing
    takes(() => ({ size: size(), words: words() }));
    // @ts-expect-error colour has another name
    takes(() => ({ size: size(), words: words(), color: colour() }));
  });

  it('take no less than the method promises', () => {
    const red = inQuery(z.optional(oneOf(['red'])));
    // @ts-expect-error blue is refused
    takes(() => ({ ...all(), colour: red }));
    const needed = inQuery(oneOf(['red', 'blue']));
    // @ts-expect-error it may be left out
    takes(() => ({ ...all(), colour: needed }));
  });

  it('take no more than the method allows', () => {
    const more = inQuery(z.optional(oneOf(['red', 'blue', 'green'])));
    // @ts-expect-error green is none of them
    takes(() => ({ ...all(), colour: more }));
    const optional = inQuery(z.optional(wholeNumber(1)));
    // @ts-expect-error it may not be left out
    takes(() => ({ ...all(), size: optional }));
  });

  it('take the type of the method', () => {
    const numbers = inQuery(z.optional(someOf([1, 2])));
    // @ts-expect-error a list of numbers for one of texts
    takes(() => ({ ...all(), words: numbers }));
    const oneWord = inQuery(z.optional(text('a word')));
    // @ts-expect-error a text for a list
    takes(() => ({ ...all(), words: oneWord }));
    const uncompared = { in: 'query', schema: wholeNumber(1) } as const;
    // @ts-expect-error an entry that says nothing of what it takes
    takes(() => ({ ...all(), size: uncompared }));
  });

  it('have a default and a form on the wire that fit', () => {
    inQuery(z.optional(flag()), { fallback: () => true, encode: (value) => (value ? 1 : 0) });
    // @ts-expect-error no flag
    inQuery(z.optional(flag()), { fallback: () => 'yes' });
    // @ts-expect-error no text
    inQuery(z.optional(flag()), { encode: (value: string) => value.length });
  });

  it('are those of the widest of several signatures', () => {
    const never = () => ({ colour: inQuery(z.optional(z.undefined())) });
    // @ts-expect-error the second signature takes a text
    ({ ...list, parameters: never }) satisfies List;
  });
});

describe('the value of an operation', () => {
  it('is that of the method, wherever the table makes one', () => {
    ({ ...get, statuses: { 404: () => ({ name: 'none' }) }, empty: () => ({ name: '' }) }) satisfies Get;
    // @ts-expect-error a list for one item
    ({ ...get, empty: () => [] }) satisfies Get;
    // @ts-expect-error the field has another name
    ({ ...get, statuses: { 404: () => ({ title: 'none' }) } }) satisfies Get;
  });

  it('has items when it is a list, and only then', () => {
    // @ts-expect-error no list
    ({ ...get, items: () => [] }) satisfies Get;
    const { items: _, ...withoutItems } = list;
    // @ts-expect-error a list without items
    withoutItems satisfies List;
    // @ts-expect-error items of another page
    ({ ...list, items: (page: { content: Item[] }) => page.content }) satisfies List;
  });

  it('goes on by parameters that exist', () => {
    const paging = { offset: 'colour', limit: 'colour', defaultLimit: 5, total: () => 1 } as const;
    ({ ...list, paging }) satisfies List;
    // @ts-expect-error no parameter has that name
    ({ ...list, paging: { ...paging, offset: 'page' } }) satisfies List;
  });
});
