import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LPClient } from '../../../src/client/lp-client.js';
import type { ToolbeltInstance } from '../../../src/toolbelt/account.js';
import { createToolbelt } from '../../../src/toolbelt/toolbelt.js';

// Users test their functions with nock, which sees every request of both transports.
const accountId = '12345678';
const host = 'z1.acr.liveperson.net';
const credential = { client_id: 'nock-client', client_secret: 'nock-secret' };

let toolbelt: ToolbeltInstance;
let lp: LPClient;

beforeAll(() => {
  nock.disableNetConnect();
});
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});
beforeEach(() => {
  const services = { sentinel: 'sentinel.liveperson.net', accountConfigReadOnly: host, faasGW: host };
  nock('https://api.liveperson.net')
    .get(`/api/account/${accountId}/service/baseURI.json`)
    .query({ version: '1.0' })
    .reply(200, {
      baseURIs: Object.entries(services).map(([service, baseURI]) => ({
        service,
        account: accountId,
        baseURI,
      })),
    });
  nock('https://sentinel.liveperson.net')
    .post(`/sentinel/api/v2/account/${accountId}/app/token`, {
      ...credential,
      grant_type: 'client_credentials',
    })
    .matchHeader('content-type', 'application/x-www-form-urlencoded')
    .reply(200, { access_token: 'nock.token', expires_in: '3600' });
});
afterEach(async () => {
  await toolbelt.close();
  const pending = nock.pendingMocks();
  nock.cleanAll();
  expect(pending).toEqual([]);
});

describe.each(['https', 'got'] as const)('nock, with the transport %s,', (transport) => {
  beforeEach(() => {
    toolbelt = createToolbelt({
      accountId,
      transport,
      retry: false,
      secretStore: { get: async (key) => ({ key, value: credential }) },
    });
    lp = toolbelt.LPClient();
  });

  it('sees method, path, query and headers of a typed call', async () => {
    const users = [{ id: 7, deleted: false, nickname: 'Ada' }];
    nock(`https://${host}`)
      .get(`/api/account/${accountId}/configuration/le-users/users`)
      .query({ v: '6.0', select: 'id,nickname' })
      .matchHeader('authorization', 'Bearer nock.token')
      .matchHeader('x-request-id', /^[\da-f-]{36}$/)
      .matchHeader('user-agent', /^lp-functions-toolbelt\/\d/)
      .reply(200, users, { 'ac-revision': '17' });
    const { data, revision } = await lp.users.list({ select: 'id,nickname' }).withResponse();
    expect(data).toEqual(users);
    expect(revision).toBe('17');
  });

  it('sees the body and the headers of a raw call', async () => {
    nock(`https://${host}`)
      .post('/some/path', { a: [1, 'ü'] })
      .matchHeader('content-type', 'application/json')
      .matchHeader('x-mine', 'yes')
      .reply(201, 'made', { 'x-answer': '1' });
    const response = await lp('faasGW', '/some/path', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Mine': 'yes' },
      body: JSON.stringify({ a: [1, 'ü'] }),
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-answer')).toBe('1');
    expect(await response.text()).toBe('made');
  });

  it('can let a connection fail', async () => {
    nock(`https://${host}`)
      .get('/broken')
      .replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    await expect(lp('faasGW', '/broken')).rejects.toMatchObject({ name: 'NetworkError', host });
  });

  it('can refuse a request that nobody announced', async () => {
    await expect(lp('faasGW', '/unannounced')).rejects.toMatchObject({ name: 'NetworkError' });
  });
});
