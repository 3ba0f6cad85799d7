import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateEngagement } from '../../../../src/apis/visits/validate-engagement.js';
import { complaint, differences, onTheWire } from '../operation-harness.js';

const { validate } = validateEngagement.operations;
const params = { visitorId: 'v', sessionId: 's', campaignId: 1, engagementId: '2', contextId: '3' };

describe('answers of validateEngagement.validate', () => {
  const untold = 'The engagement is not valid, or its visitor or session is not known';

  it('is valid for 200, whatever comes along', () => {
    fc.assert(
      fc.property(fc.option(fc.dictionary(fc.string(), fc.jsonValue()), { nil: undefined }), (body) => {
        expect(validate.statuses?.[200]?.(body)).toEqual({ valid: true, reason: null });
      }),
    );
  });

  it.each([
    [{ message: 'Invalid session id', internalCode: '39' }, 'Invalid session id'],
    [undefined, untold],
    [{}, untold],
    [{ message: '' }, untold],
    [{ message: { text: 'x' } }, untold],
  ])('is not valid for 404 with %j', (body, reason) => {
    expect(validate.statuses?.[404]?.(body)).toEqual({ valid: false, reason });
  });

  it('takes no other status for an answer', () => {
    expect(Object.keys(validate.statuses ?? {})).toEqual(['200', '404']);
  });

  it('has a schema for what it makes of them', () => {
    for (const toValue of Object.values(validate.statuses ?? {})) {
      expect(differences(validate, toValue(undefined))).toEqual([]);
    }
    expect(differences(validate, { valid: 'yes', reason: null })).toEqual(['valid']);
    expect(differences(validate, { valid: true })).toEqual(['reason']);
  });
});

describe('parameters of validateEngagement.validate', () => {
  it('go into the path, the session into the query', () => {
    expect(onTheWire(validate, { ...params, contextId: 3 })).toEqual({
      path: { visitorId: 'v', campaignId: '1', engagementId: '2', contextId: '3' },
      query: { v: '1', sid: 's' },
      header: {},
      body: {},
    });
  });

  const aContext =
    '"contextId" must be the id of a context, as a number or as text without spaces and slashes';
  it.each([
    [{ campaignId: undefined }, '"campaignId" must be a positive whole number'],
    [{ campaignId: 0 }, '"campaignId" must be a positive whole number'],
    [{ engagementId: '2/3' }, '"engagementId" must be a positive whole number'],
    [{ contextId: undefined }, aContext],
    [{ contextId: 1.5 }, aContext],
    [{ contextId: -1 }, aContext],
    [{ contextId: '1/2' }, aContext],
    [{ contextId: '' }, aContext],
    [{ visitorId: '../v' }, '"visitorId" must be the id of a visitor, text without spaces and slashes'],
    [{ sessionId: undefined }, '"sessionId" must be the id of a session'],
    [{ filter: 'agent' }, 'unknown: filter'],
    [{ contextId: 0 }, undefined],
    [{ contextId: 'ctx-1' }, undefined],
  ])('%o', (given, message) => {
    expect(complaint(validate, { ...params, ...given })).toBe(message);
  });
});
