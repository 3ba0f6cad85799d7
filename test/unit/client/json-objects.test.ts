import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonObjects, JsonObjectsError } from '../../../src/client/json-objects.js';

function read(pieces: readonly string[]): unknown[] {
  const objects = new JsonObjects();
  return [...pieces.flatMap((piece) => [...objects.push(piece)]), ...objects.end()];
}

const forms: Record<string, (objects: readonly object[]) => string> = {
  'lines, the last one ended': (objects) => objects.map((one) => `${JSON.stringify(one)}\n`).join(''),
  'lines, the last one not ended': (objects) => objects.map((one) => JSON.stringify(one)).join('\n'),
  'lines of Windows with blank ones': (objects) =>
    objects.map((one) => `${JSON.stringify(one)}\r\n \r\n`).join(''),
  'objects one after the other': (objects) => objects.map((one) => JSON.stringify(one)).join(''),
  'objects over several lines': (objects) => objects.map((one) => JSON.stringify(one, null, 2)).join('\n'),
  'an array in a line': (objects) => JSON.stringify(objects),
  'an array over several lines': (objects) => JSON.stringify(objects, null, 1),
  'an array of lines': (objects) => `[\n${objects.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`,
  'text with a byte order mark': (objects) => `\ufeff${objects.map((one) => JSON.stringify(one)).join('\n')}`,
};

describe.each(Object.entries(forms))('%s', (_name, write) => {
  it('give the same objects, however the text is cut', () => {
    // JSON has no -0.
    const anObject = fc.dictionary(fc.string(), fc.jsonValue()).map((one) => JSON.parse(JSON.stringify(one)));
    const cuts = fc.array(fc.nat(), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(anObject, { maxLength: 5 }), cuts, (objects, at) => {
        const text = write(objects);
        const ends = [...at.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b);
        const pieces = ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end));
        expect(read(pieces)).toEqual(objects);
      }),
    );
  });
});

describe('JsonObjects', () => {
  it('gives an object as soon as its line is over', () => {
    const objects = new JsonObjects();
    expect([...objects.push('{"a":1}\n{"a":')]).toEqual([{ a: 1 }]);
    expect([...objects.push('2}')]).toEqual([]);
    expect([...objects.push('\n\n')]).toEqual([{ a: 2 }]);
    expect([...objects.end()]).toEqual([]);
  });

  it.each([
    [['<html>secret</html>'], 'is no JSON object'],
    [['{"a":1}\n', 'null\n'], 'is no JSON object'],
    [['{"a":1}\n{secret}\n'], 'is no JSON object'],
    [['{"a":1}\n{"secret":'], 'ends within a JSON object'],
    [['{"a":"}'], 'ends within a JSON object'],
  ])('refuses %j, in words that hold nothing of it', (pieces, message) => {
    expect(() => read(pieces)).toThrow(new JsonObjectsError(message));
  });

  it('does not keep a text without an end', () => {
    const objects = new JsonObjects();
    const piece = 'x'.repeat(8 * 1024 * 1024);
    const push = () => {
      for (let times = 0; times < 9; times += 1) expect([...objects.push(piece)]).toEqual([]);
    };
    expect(push).toThrow(JsonObjectsError);
  });
});
