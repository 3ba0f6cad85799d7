import { expect, it } from 'vitest';
import { rejection } from '../../support/call-scene.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';

const ROOT = '/data_access_le/account/12345678/le';

const { sandbox, toolbelt } = await sandboxFixture();

// The API has no writes that are documented; what could be one is refused all the same.
it.each([
  ['POST', ROOT],
  ['PUT', `${ROOT}/schema?schemaId=latest`],
  ['DELETE', `${ROOT}/survey/Survey.1.2.part-00000-0.gz`],
  ['PATCH', `${ROOT}/agentActivity`],
  ['POST', '/data_access_le/account/12345678'],
  ['DELETE', '/data_access_le//account/12345678/x/../le/webSession'],
])('the system secret is refused %s %s', async (method, path) => {
  const error = await rejection(toolbelt.LPClient()('dataAccess', path, { method }));
  expect(error).toMatchObject({ name: 'PrivilegeError', api: 'Data Access API' });
  expect(String(error)).toContain(`LIVEPERSON_DEFAULT_APP_KEY is granted Read only, and ${method} `);
  expect(String(error)).toContain('pass its name as appKeySecretName');
  expect(sandbox.requests.all()).toEqual([]);
});

it('the system secret is refused a read that asks to be taken for a write', async () => {
  const headers = { 'X-HTTP-Method-Override': 'DELETE' };
  const error = await rejection(toolbelt.LPClient()('dataAccess', `${ROOT}/survey`, { headers }));
  expect(error).toMatchObject({ name: 'PrivilegeError', api: 'Data Access API' });
  expect(sandbox.requests.all()).toEqual([]);
});
