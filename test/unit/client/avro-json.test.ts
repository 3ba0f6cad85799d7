import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrapAvro } from '../../../src/client/avro-json.js';
import { JsonObjectsError } from '../../../src/client/json-objects.js';
import { makeFixtures } from '../../../src/testing/fixtures/fixtures.js';
import { dataFileText } from '../../../src/testing/sandbox/services/wrap-avro.js';

describe('unwrapAvro', () => {
  it.each([
    [{ long: 1_706_868_120_500 }, 1_706_868_120_500],
    [{ string: '' }, ''],
    [{ double: -1 }, -1],
    [{ boolean: false }, false],
    [{ array: [12, { long: 3 }, null] }, [12, 3, null]],
    [{ map: { gold: { int: 1 } } }, { gold: 1 }],
    [{ 'com.example.ControlGroupEnum': 'NA' }, 'NA'],
    [{ 'com.example.Goal': { id: { long: 4 }, type: null } }, { '@type': 'Goal', id: 4, type: null }],
    [{ 'com.example.Empty': {} }, { '@type': 'Empty' }],
    [null, null],
    ['plain', 'plain'],
    [[{ int: 1 }], [1]],
    [{}, {}],
  ])('%j', (wrapped, plain) => {
    expect(unwrapAvro(structuredClone(wrapped))).toEqual(plain);
  });

  it('leaves records alone that have one field, or fields named as types', () => {
    expect(unwrapAvro({ url: { string: 'a' } })).toEqual({ url: 'a' });
    expect(unwrapAvro({ long: { long: 1 }, int: { int: 2 } })).toEqual({ long: 1, int: 2 });
  });

  it('unwraps records within records', () => {
    const wrapped = { body: { 'a.b.Outer': { items: { array: [{ 'a.b.Inner': { n: { int: 1 } } }] } } } };
    const plain = { body: { '@type': 'Outer', items: [{ '@type': 'Inner', n: 1 }] } };
    expect(unwrapAvro(wrapped)).toEqual(plain);
  });

  it('makes no prototype of a field', () => {
    const wrapped = JSON.parse('{"a":1,"__proto__":{"long":5}}');
    const plain = unwrapAvro(wrapped) as object;
    expect(Object.getPrototypeOf(plain)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(plain, '__proto__')?.value).toBe(5);
  });

  it('refuses what is nested too deeply for a row, and nothing less deep', () => {
    const nested = (depth: number, open: string, close: string) =>
      JSON.parse(open.repeat(depth) + 1 + close.repeat(depth)) as unknown;
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
      ['{"array":[', ']}'],
      ['{"a.b":', '}'],
    ] as const) {
      expect(() => unwrapAvro(nested(100_000, open, close))).toThrow(JsonObjectsError);
      expect(() => unwrapAvro(nested(100, open, close))).not.toThrow();
    }
  });

  it('undoes what the sandbox wraps', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        for (const file of makeFixtures({ accountId: '12345678', seed }).dataFiles) {
          const lines = dataFileText(file).trim().split('\n');
          expect(lines.map((line) => unwrapAvro(JSON.parse(line)))).toEqual(file.rows);
        }
      }),
      { numRuns: 10 },
    );
  });
});
