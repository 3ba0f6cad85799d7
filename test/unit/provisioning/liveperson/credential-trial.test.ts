import { expect, it } from 'vitest';
import { verdictOf } from '../../../../src/provisioning/liveperson/credential-trial.js';

it.each([
  [200, { access_token: 'a.b.c' }, 'works'],
  // A page of a proxy, or an error in an answer that looks like a success.
  [200, undefined, 'unknown'],
  [200, {}, 'unknown'],
  [200, { access_token: 7 }, 'unknown'],
  [200, { error: 'invalid_client' }, 'unknown'],
  [201, { access_token: 'a.b.c' }, 'unknown'],
  [400, { error: 'invalid_client' }, 'refused'],
  [401, { error: 'invalid_client' }, 'refused'],
  [403, { error: 'invalid_client' }, 'unknown'],
  [429, { error: 'invalid_client' }, 'unknown'],
  [500, { error: 'invalid_client' }, 'unknown'],
  [400, { error: 'invalid_request' }, 'unknown'],
  [401, { error: 'unauthorized_client' }, 'unknown'],
  [401, undefined, 'unknown'],
  [401, ['invalid_client'], 'unknown'],
  [302, undefined, 'unknown'],
])('judges status %s with %j: %s', (status, json, verdict) => {
  expect(verdictOf({ status, json })).toBe(verdict);
});
