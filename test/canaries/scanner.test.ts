import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Redactor } from '../../src/http/redact.js';
import { CANARIES, FORMS, Scanner } from './canaries.js';

const scanner = new Scanner();
const kind = fc.constantFrom(...(Object.keys(CANARIES) as (keyof typeof CANARIES)[]));
const form = fc.constantFrom(...Object.keys(FORMS));
// Neither may be a part of what is encoded between them.
const around = fc.string({ maxLength: 40 }).map((text) => `${text.replace(/[\w+/=%&\\-]/g, '.')} `);
const written = (name: keyof typeof CANARIES, by: string) => FORMS[by]?.(CANARIES[name]) ?? '';

it('finds every canary, in every form, wherever it stands', () => {
  fc.assert(
    fc.property(kind, form, around, around, (name, by, before, after) => {
      expect(scanner.scan(before + written(name, by) + after).map((found) => found.kind)).toContain(name);
    }),
    { numRuns: 400 },
  );
});

it('finds a piece of a canary', () => {
  const piece = CANARIES.clientSecret.slice(9, 21);
  expect(scanner.scan(`cut: ${piece}…`)).toMatchObject([{ kind: 'clientSecret', form: 'piece' }]);
});

it('finds nothing in ordinary text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
      expect(scanner.scan(text)).toEqual([]);
    }),
  );
});

it('finds nothing in what the redactor leaves of any form', () => {
  const redactor = new Redactor();
  redactor.hold(CANARIES);
  fc.assert(
    fc.property(fc.array(fc.tuple(kind, form, around), { minLength: 1, maxLength: 5 }), (parts) => {
      const text = parts.map(([name, by, between]) => between + written(name, by)).join(' ');
      const cause = redactor.cause(new Error(text));
      const shown = [redactor.text(text), redactor.words(text, 10_000), cause.message, cause.stack];
      expect(scanner.scan(shown.join('\n'))).toEqual([]);
      expect(scanner.scan(JSON.stringify(redactor.headers({ [text]: text })))).toEqual([]);
    }),
    { numRuns: 400 },
  );
}, 120_000);
