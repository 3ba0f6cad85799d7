import { beforeEach, describe, expect, it } from 'vitest';
import type { DeletionRequest } from '../../../src/apis/personal-data-deletion.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';

const PATH = '/api/account/12345678/personal-data-deletion';

const { sandbox, client, lp } = await sandboxFixture({ toolbelt: { responseValidation: 'strict' } });
const api = lp.personalDataDeletion;
beforeEach(() => sandbox.requests.clear());

describe('personalDataDeletion against the sandbox', () => {
  it('lists', async () => {
    expect(await api.list()).toEqual(sandbox.fixtures.deletionRequests);
    const [request] = sandbox.requests.matching({ service: 'rtbf' });
    expect(request).toMatchObject({ method: 'GET', path: PATH, query: {}, status: 200 });
    expect(request?.body).toBeUndefined();
  });

  it('lists by state and day, both ends included', async () => {
    const { deletionRequests } = sandbox.fixtures;
    const [second, fifth] = [dayOf(deletionRequests[1]), dayOf(deletionRequests[4])];
    const params = { fromDate: second, toDate: new Date(`${fifth}T12:00:00Z`) };
    expect(await api.list(params)).toEqual(deletionRequests.slice(1, 5));
    expect(sandbox.requests.matching({ service: 'rtbf' })).toMatchObject([
      { query: { fromDate: second, toDate: fifth } },
    ]);
    expect(await api.list({ status: 'CANCELED' })).toEqual(deletionRequests.slice(3, 6));
  });

  it('gets one, as a list or in an iteration', async () => {
    const wanted = sandbox.fixtures.deletionRequests[6];
    const params = { requestId: wanted?.request_id ?? 0 };
    expect(await api.get(params)).toEqual([wanted]);
    expect(sandbox.requests.matching({ service: 'rtbf' })).toMatchObject([
      { method: 'GET', path: `${PATH}/${params.requestId}`, query: {} },
    ]);
    const seen: DeletionRequest[] = [];
    for await (const request of api.get(params)) seen.push(request);
    expect(seen).toEqual([wanted]);
  });

  it('takes a bare object for an answer, too', async () => {
    const bare = sandbox.fixtures.deletionRequests[0];
    sandbox.faults.add({ service: 'rtbf', status: 200, body: bare });
    const seen: DeletionRequest[] = [];
    for await (const request of api.get({ requestId: 1 })) seen.push(request);
    expect(seen).toEqual([bare]);
  });

  it('rejects with 404 for an unknown id', async () => {
    await expect(api.get({ requestId: 1 })).rejects.toMatchObject({
      name: 'HttpError',
      status: 404,
      service: 'rtbf',
      operation: 'personalDataDeletion.get',
    });
  });

  it('sends nothing when an argument is wrong', async () => {
    await expect(api.list({ fromDate: '2026-02-01', toDate: '2026-01-31' })).rejects.toMatchObject({
      name: 'ParameterError',
      parameter: 'fromDate',
    });
    await expect(api.get({ requestId: '1/cancel' })).rejects.toMatchObject({ parameter: 'requestId' });
    expect(sandbox.requests.all()).toEqual([]);
  });

  it('tells of a key without the privilege in the words of the server', async () => {
    const { client_id, client_secret } = await client.installApplication('users.external');
    await sandbox.secretStore.put({ key: 'USERS_ONLY', value: { client_id, client_secret } });
    await expect(api.list({}, { appKeySecretName: 'USERS_ONLY' })).rejects.toMatchObject({
      name: 'PrivilegeError',
      status: 403,
    });
  });

  it.each(['?status=done', '?fromDate=yesterday', '?toDate=2026-13-01', '/abc', '/4090?status=DONE'])(
    'has a server that refuses %s',
    async (target) => {
      expect((await client.api('rtbf', 'GET', `${PATH}${target}`)).status).toBe(400);
    },
  );
});

function dayOf(request: DeletionRequest | undefined): string {
  return request?.request_time.slice(0, 10) ?? '';
}
