import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonErrorPosition } from '../../../../src/secrets/stores/json-position.js';

describe('jsonErrorPosition', () => {
  it.each([
    ['', 'line 1, column 1'],
    ['  ', 'line 1, column 3'],
    ['abc', 'line 1, column 1'],
    ['{"a":1,}', 'line 1, column 8'],
    ['{"a" 1}', 'line 1, column 6'],
    ['{1:1}', 'line 1, column 2'],
    ['[1,]', 'line 1, column 4'],
    ['[1 2]', 'line 1, column 4'],
    ['[1}', 'line 1, column 3'],
    ['{"a":"b\nc"}', 'line 1, column 6'],
    ['{\n  "a": tru\n}', 'line 2, column 8'],
    ['{"a":1}\n\n{}', 'line 3, column 1'],
    ['[01]', 'line 1, column 3'],
    ["{'a':1}", 'line 1, column 2'],
  ])('of %j is %s', (text, position) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(jsonErrorPosition(text)).toBe(position);
  });

  it('of a JSON text followed by more is where the rest begins', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 0, max: 4 }), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        const lines = text.split('\n');
        const column = (lines.at(-1) ?? '').length + 2;
        expect(jsonErrorPosition(`${text} x`)).toBe(`line ${lines.length}, column ${column}`);
      }),
    );
  });
});
