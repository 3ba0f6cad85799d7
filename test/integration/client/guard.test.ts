import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PrivilegeError } from '../../../src/errors/index.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { failureOf, installApplication } from './harness.js';

const { sandbox, lp } = await sandboxFixture({ accountId: '555' });
beforeAll(async () => {
  await sandbox.secretStore.put({ key: 'MY_OWN_KEY', value: await installApplication(sandbox) });
});
beforeEach(() => sandbox.requests.clear());

const config = '/api/account/555/configuration/le-users';
const uuid = '3f1c2d84-9b7e-4a55-8c0d-5a1f6e7b9c21';

/** Method, path and the API that the refusal names. */
const REFUSED: readonly (readonly [method: string, path: string, api: string])[] = [
  ['POST', `${config}/users?v=6.0`, 'Users API'],
  ['PUT', `${config}/users/7?v=6.0`, 'Users API'],
  ['PUT', `${config}/users?v=6.0`, 'Users API'],
  ['DELETE', `${config}/users?v=6.0`, 'Users API'],
  ['PUT', `${config}/users/7/resetPassword`, 'Users API'],
  ['PUT', `${config}/users/7/changePassword`, 'Users API'],
  ['PATCH', `${config}/users/7`, 'Users API'],
  ['DELETE', `${config}/users/7?v=6.0`, 'Users API'],
  ['post', `${config}/skills`, 'Skills API'],
  ['PUT', `${config}/skills?v=4.0`, 'Skills API'],
  ['PUT', `${config}/skills/7?v=4.0`, 'Skills API'],
  ['DELETE', `${config}/skills?v=4.0`, 'Skills API'],
  ['DELETE', `${config}/skills/7`, 'Skills API'],
  ['POST', `${config}/users/batch`, 'Users API'],
  ['POST', `${config}/users/7/resetPassword`, 'Users API'],
  ['PROPFIND', `${config}/users`, 'Users API'],
  ['POST', '/api/account/configuration/le-users/users/query?v=2.0', 'Users API'],
  ['POST', '/api/account/configuration/le-users/skills/query', 'Skills API'],
  ['POST', '/interaction_history/api/account/555/interactions', 'Engagement History API'],
  ['DELETE', '/interaction_history/api/account/555/interactions/search', 'Engagement History API'],
  ['POST', '/interaction_history/api/account/555/interactions/search/export', 'Engagement History API'],
  ['GET', '/api/account/555/lambdas', 'Functions API'],
  ['GET', '/api/account/555/functions', 'Functions API'],
  ['GET', `/api/account/555/functions/${uuid}`, 'Functions API'],
  ['HEAD', `/api/account/555/functions/${uuid}/manifest`, 'Functions API'],
  ['GET', '/api/account/555/deployments', 'Functions API'],
  ['GET', '/api/account/555/schedules', 'Functions API'],
  ['GET', `/api/account/555/logs/${uuid}`, 'Functions API'],
  ['POST', '/api/account/555/functions', 'Functions API'],
  ['POST', `/api/account/555/functions/${uuid}/test`, 'Functions API'],
  ['PUT', `/api/account/555/functions/${uuid}`, 'Functions API'],
  ['PUT', `/api/account/555/functions/${uuid}/manifest`, 'Functions API'],
  ['POST', `/api/account/555/deployments/${uuid}`, 'Functions API'],
  ['PATCH', `/api/account/555/deployments/${uuid}`, 'Functions API'],
  ['DELETE', `/api/account/555/deployments/${uuid}`, 'Functions API'],
  ['POST', '/api/account/555/schedules', 'Functions API'],
  ['DELETE', `/api/account/555/lambdas/${uuid}`, 'Functions API'],
  ['GET', `/api/account/555/lambdas/${uuid}/invoke`, 'Functions API'],
  ['POST', '/api/account/555/events/x/isImplemented', 'Functions API'],
];

/** Other spellings of a path that the Users API owns. */
const SPELLINGS = [
  '/api/account/555/configuration/le%2Dusers/users',
  '/api/account/555/configuration/le-users/%75sers',
  '/api/account/555/configuration/le-users/./users',
  '/api/account/555/configuration/le-users/users/',
  '/api/account/555/configuration/le-users//users',
  '/api/account/555/configuration//le-users/users',
  '/api//account/555/configuration/le-users/users',
  '/api/account/555/configuration/other/../le-users/users',
  '/api/account/555/configuration/other/%2e%2e/le-users/users',
  '/api/account/555/configuration/other/.%2E/le-users/users',
  '/api/account/555/configuration/%2e/le-users/users',
  '/x/../api/account/555/configuration/le-users/users',
  '/api/account/555/configuration/le-users/users;v=1',
  '/api/account/555/configuration/le-users;a=b/users',
  '/api/account/555/configuration/le-users%2Fusers',
  '/api/account/555/configuration/le-users%2fusers/7',
  '/api/account/555/configuration/x%2F..%2Fle-users/users',
];

async function refusalOf(call: PromiseLike<unknown>) {
  const error = await failureOf(call);
  expect(error).toBeInstanceOf(PrivilegeError);
  expect(sandbox.requests.all()).toEqual([]);
  expect(error).toMatchObject({ status: undefined, requestId: undefined });
  expect(error.message).toContain('Nothing was sent');
  expect(error.message).toContain('appKeySecretName');
  return error;
}

describe('with the system secret', () => {
  it.each(REFUSED)('%s %s is refused before anything is sent', async (method, path, api) => {
    const error = await refusalOf(lp('accountConfigReadOnly', path, { method }));
    expect(error.api).toBe(api);
    expect(error.message).toContain(api);
  });

  it.each(SPELLINGS)('a write is refused however its path is spelt: %s', async (path) => {
    const error = await refusalOf(lp('accountConfigReadOnly', path, { method: 'POST', body: '{}' }));
    expect(error.api).toBe('Users API');
  });

  it.each([
    ['X-HTTP-Method-Override', 'PUT'],
    ['x-http-method-override', 'delete'],
    ['X-HTTP-Method', 'PUT'],
    ['X-Method-Override', ' PATCH '],
    ['X-HTTP-Method-Override', 'GET, DELETE'],
  ])('a read that %s turns into %s is refused', async (name, value) => {
    await refusalOf(lp('accountConfigReadOnly', `${config}/users/7?v=6.0`, { headers: { [name]: value } }));
  });

  it('a write is refused whichever service it is sent to', async () => {
    await refusalOf(lp('accountConfigReadWrite', `${config}/users`, { method: 'POST', body: '{}' }));
  });

  it('the default of the toolbelt is guarded under another system name, too', async () => {
    await using other = sandbox.toolbelt({ appKeySecretName: 'LIVEPERSON_DEFAULT_OTHER' });
    await refusalOf(other.LPClient()('accountConfigReadOnly', `${config}/users`, { method: 'POST' }));
  });

  it.each([
    ['GET', `${config}/users?v=6.0`, 'accountConfigReadOnly', 200],
    ['HEAD', `${config}/users?v=6.0`, 'accountConfigReadOnly', 200],
    ['GET', `${config}/users/999/unknown`, 'accountConfigReadOnly', 404],
    ['GET', '/api/account/555/events/x/isImplemented', 'faasGW', 200],
    ['POST', '/api/account/555/events/x/invoke', 'faasGW', 400],
  ])('%s %s passes', async (method, path, service, status) => {
    expect((await lp(service, path, { method })).status).toBe(status);
  });

  it.each([
    ['PUT', '/api/account/555/configuration/le-usersX/users'],
    ['POST', '/api/account/555/somewhere/else'],
    ['DELETE', '/api/account/555/configuration'],
  ])('%s %s belongs to no row of the table: the server decides', async (method, path) => {
    expect((await lp('accountConfigReadOnly', path, { method })).status).toBe(404);
    expect(sandbox.requests.count({ service: 'accountConfigReadOnly', method })).toBe(1);
  });
});

describe('with a key of one’s own', () => {
  it('nothing is refused here, and the server decides', async () => {
    const options = { method: 'PUT', body: '{}', appKeySecretName: 'MY_OWN_KEY' };
    const response = await lp('accountConfigReadOnly', `${config}/users/7?v=6.0`, options);
    expect(response.status).toBe(403);
    expect(sandbox.requests.count({ service: 'accountConfigReadOnly', method: 'PUT' })).toBe(1);
  });

  it('a whole toolbelt may use it', async () => {
    await using own = sandbox.toolbelt({ appKeySecretName: 'MY_OWN_KEY' });
    const options = { headers: { 'x-http-method-override': 'DELETE' } };
    const response = await own.LPClient()('accountConfigReadOnly', `${config}/users/7?v=6.0`, options);
    expect(response.status).not.toBe(401);
  });
});
