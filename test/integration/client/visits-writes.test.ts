import { beforeEach, describe, expect, it } from 'vitest';
import { LpServices } from '../../../src/csds/services.js';
import { rejection } from '../../support/call-scene.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';

const CURRENT = '/api/account/12345678/monitoring/visitors/v1/visits/current';
const CONTEXT = `${CURRENT}/campaigns/1/engagements/2/contexts/3`;
const IVR = '/api/account/12345678/external/engagement';
const VISIT = 'Visit Information API';
const VALIDATE = 'Validate Engagement API';
const TAKEOVER = 'IVR Engagement API';

const { sandbox, lp } = await sandboxFixture();
beforeEach(() => sandbox.requests.clear());

// None of the three APIs has a write that is documented; what could be one is refused all the same.
describe('the system secret', () => {
  it.each([
    [VISIT, 'PUT', `${CURRENT}/state?v=1&sid=s`],
    [VISIT, 'POST', `${CURRENT}/state`],
    [VISIT, 'PATCH', `${CURRENT}/state`],
    [VISIT, 'DELETE', `${CURRENT}/state/pages/1`],
    [VISIT, 'PUT', `${CURRENT}/events/../state`],
    [VALIDATE, 'POST', CONTEXT],
    [VALIDATE, 'PUT', `${CONTEXT}?v=1&sid=s`],
    [VALIDATE, 'DELETE', CONTEXT],
    [VALIDATE, 'POST', `${CURRENT}/campaigns`],
    [TAKEOVER, 'PUT', `${IVR}?v=1.0`],
    [TAKEOVER, 'DELETE', IVR],
    [TAKEOVER, 'PATCH', IVR],
    [TAKEOVER, 'POST', `${IVR}/1`],
  ])('is refused on the %s: %s %s', async (api, method, path) => {
    const error = await rejection(lp(LpServices.SMT, path, { method }));
    expect(error).toMatchObject({ name: 'PrivilegeError', api });
    expect(String(error)).toContain(
      `${api}: LIVEPERSON_DEFAULT_APP_KEY is granted Read only, and ${method} `,
    );
    expect(String(error)).toContain('pass its name as appKeySecretName');
    expect(sandbox.requests.all()).toEqual([]);
  });

  it.each([
    [VISIT, 'GET', `${CURRENT}/state?v=1&sid=s`, 'PUT'],
    [VALIDATE, 'GET', `${CONTEXT}?v=1&sid=s`, 'DELETE'],
    [TAKEOVER, 'POST', `${IVR}?v=1.0`, 'DELETE'],
  ])('is refused on the %s: %s %s with X-HTTP-Method-Override', async (api, method, path, override) => {
    const headers = { 'X-HTTP-Method-Override': override };
    const error = await rejection(lp(LpServices.SMT, path, { method, headers }));
    expect(error).toMatchObject({ name: 'PrivilegeError', api });
    expect(sandbox.requests.all()).toEqual([]);
  });

  it.each([
    ['GET', `${CURRENT}/state?v=1&sid=s`],
    ['GET', `${CONTEXT}?v=1&sid=s`],
    ['POST', `${IVR}?v=1.0`],
    // Engagement attributes are written beside the state, by an API that is no row of the table.
    ['PUT', `${CURRENT}/events?v=1&sid=s`],
    ['POST', `${CURRENT}/other`],
  ])('may send %s %s', async (method, path) => {
    const body = method === 'GET' ? null : '{}';
    await lp(LpServices.SMT, path, { method, body });
    expect(sandbox.requests.matching({ service: 'smt' })).toMatchObject([
      { method, path: path.replace(/\?.*/, '') },
    ]);
  });
});
