import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ATTRIBUTE_TYPES,
  AttributeRefused,
  readAttributes,
} from '../../../src/testing/sandbox/services/smt-attributes.js';

const REPORT = { serverTimeStamp: 1_000, contexts: { page: { id: '7' } } };
const INNER_NAMES = ['info', 'personal', 'lead', 'service', 'error', 'cart', 'products', 'keywords', 'total'];

describe('reported engagement attributes', () => {
  it('are refused or read, whatever is in them', () => {
    const attribute = fc.record(
      {
        type: fc.constantFrom(...ATTRIBUTE_TYPES, 'toString', '__proto__', 7),
        ...Object.fromEntries(INNER_NAMES.map((name) => [name, fc.jsonValue()])),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.array(attribute)), (body) => {
        try {
          const events = readAttributes(body, REPORT);
          expect(events).toHaveLength(Array.isArray(body) ? body.length : -1);
          for (const event of events) expect(Object.keys(event)).toHaveLength(1);
        } catch (error) {
          expect(error).toBeInstanceOf(AttributeRefused);
        }
      }),
    );
  });

  it('keep when and where they were reported, and nothing that is not known or not given', () => {
    const lead = { topic: 'a', leadId: 7, value: '2.5', ticket: 'x', currency: null };
    expect(readAttributes([{ type: 'lead', lead }], REPORT)).toEqual([
      { lead: { ...REPORT, lead: { topic: 'a', leadId: '7', value: 2.5 } } },
    ]);
  });
});
