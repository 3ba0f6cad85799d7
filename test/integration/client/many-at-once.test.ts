import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoggedRequest } from '../../../src/testing/sandbox/control/request-log.js';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import {
  APP_KEY,
  CountingReader,
  InstantClock,
  installApplication,
  json,
  startAccount,
  TRANSPORTS,
  uninstallOthers,
} from './harness.js';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const apiRequests = () => sandbox.requests.matching({ service: 'accountConfigReadOnly' });
const tokenRequests = () => sandbox.requests.count({ service: 'sentinel' });
const fingerprints = (requests: readonly LoggedRequest[]) =>
  new Set(requests.map(({ authorization }) => authorization?.credential));

function userIds(count: number): number[] {
  const live = sandbox.fixtures.users.filter(({ deleted }) => !deleted);
  return Array.from({ length: count }, (_, index) => live[index % live.length]?.id ?? 0);
}

describe.each(TRANSPORTS)('many calls at once through %s', (transport) => {
  it('shares one secret read, one CSDS request and one token request among 500 first calls', async () => {
    const secretStore = new CountingReader(sandbox.secretStore);
    await using toolbelt = sandbox.toolbelt({ transport, secretStore });
    const lp = toolbelt.LPClient();
    const ids = userIds(500);
    const found = await Promise.all(
      ids.map(async (userId, index) => {
        if (index % 2 === 0) return (await lp.users.get({ userId })).id;
        const path = `/api/account/${sandbox.accountId}/configuration/le-users/users/${userId}?v=6.0`;
        return (await (await lp('accountConfigReadOnly', path)).json<{ id: number }>()).id;
      }),
    );
    expect(found).toEqual(ids);
    expect(secretStore.reads).toBe(1);
    expect(sandbox.requests.count({ service: 'csds' })).toBe(1);
    expect(tokenRequests()).toBe(1);
    expect(fingerprints(apiRequests()).size).toBe(1);
  });

  it('renews once when 100 calls meet a 401, and sends each again with the new token', async () => {
    await using toolbelt = sandbox.toolbelt({ transport });
    const lp = toolbelt.LPClient();
    await lp.users.list();
    const [oldToken] = fingerprints(apiRequests());
    await sandbox.faults.dropKeys();
    sandbox.requests.clear();

    const ids = userIds(100);
    const users = await Promise.all(ids.map((userId) => lp.users.get({ userId })));

    expect(users.map(({ id }) => id)).toEqual(ids);
    expect(tokenRequests()).toBe(1);
    const refused = apiRequests().filter(({ status }) => status === 401);
    const accepted = apiRequests().filter(({ status }) => status === 200);
    expect(refused).not.toHaveLength(0);
    expect(accepted).toHaveLength(100);
    expect([...fingerprints(refused)]).toEqual([oldToken]);
    expect(fingerprints(accepted).size).toBe(1);
    expect(fingerprints(accepted)).not.toContain(oldToken);
    // A call is known by its request id: at most two sends each.
    const sends = new Map<string, number>();
    for (const { headers } of apiRequests()) {
      const id = headers['x-request-id'] ?? '';
      sends.set(id, (sends.get(id) ?? 0) + 1);
    }
    expect(sends.size).toBe(100);
    expect(Math.max(...sends.values())).toBe(2);
  });

  it('gives up after one renewal when the new token is refused too', async () => {
    await using toolbelt = sandbox.toolbelt({ transport });
    sandbox.faults.add({ service: 'accountConfigReadOnly', status: 401, times: Infinity });
    const lp = toolbelt.LPClient();
    await expect(lp.users.list()).rejects.toMatchObject({ name: 'HttpError', status: 401 });
    expect(apiRequests()).toHaveLength(2);
    expect(tokenRequests()).toBe(2);
  });
});

describe('a secret that is replaced while the toolbelt runs', () => {
  it.each(TRANSPORTS)('is picked up at the next 401: %s', async (transport) => {
    const secretStore = new CountingReader(sandbox.secretStore);
    await using toolbelt = sandbox.toolbelt({ transport, secretStore });
    const lp = toolbelt.LPClient();
    await lp.users.list();

    const value = await installApplication(sandbox);
    await sandbox.secretStore.put({ key: APP_KEY, value, managedBy: 'system' });
    await uninstallOthers(sandbox, value.client_id);
    await sandbox.faults.dropKeys();
    sandbox.requests.clear();

    await Promise.all(userIds(20).map((userId) => lp.users.get({ userId })));
    expect(secretStore.reads).toBe(2);
    expect(sandbox.requests.matching({ service: 'sentinel' })).toMatchObject([
      { status: 200, body: { client_id: value.client_id } },
    ]);
  });

  it.each(TRANSPORTS)('is picked up when sentinel refuses the old one: %s', async (transport) => {
    sandbox.switches.tokenLifetimeSeconds = 100;
    const secretStore = new CountingReader(sandbox.secretStore);
    await using toolbelt = sandbox.toolbelt({ transport, secretStore });
    const lp = toolbelt.LPClient();
    await lp.users.list();

    const value = await installApplication(sandbox);
    await sandbox.secretStore.put({ key: APP_KEY, value, managedBy: 'system' });
    await uninstallOthers(sandbox, value.client_id);
    // The token is over by then, the cached secret is not.
    sandbox.clock.advance(101_000);
    sandbox.requests.clear();

    await Promise.all(userIds(20).map((userId) => lp.users.get({ userId })));
    expect(secretStore.reads).toBe(2);
    expect(sandbox.requests.matching({ service: 'sentinel' }).map(({ status }) => status)).toEqual([
      401, 200,
    ]);
    expect(apiRequests().every(({ status }) => status === 200)).toBe(true);
  });

  it('is told as refused when the store has nothing newer', async () => {
    await uninstallOthers(sandbox, 'none');
    await using toolbelt = sandbox.toolbelt();
    await expect(toolbelt.LPClient().users.list()).rejects.toMatchObject({
      name: 'AuthError',
      code: 'com.liveperson.faas.oauth2.unexpected-response',
      status: 401,
      oauthError: 'invalid_client',
    });
    expect(apiRequests()).toHaveLength(0);
  });
});

describe('two secrets in one client', () => {
  it('never share a token', async () => {
    const value = await installApplication(sandbox);
    await sandbox.secretStore.put({ key: 'MY_OWN_KEY', value });
    await using toolbelt = sandbox.toolbelt();
    const lp = toolbelt.LPClient();
    const names = [APP_KEY, 'MY_OWN_KEY'];
    sandbox.requests.clear();

    await Promise.all(
      userIds(20).map((userId, index) => {
        const appKeySecretName = names[index % 2] ?? '';
        const path = `/api/account/${sandbox.accountId}/configuration/le-users/users/${userId}?v=6.0`;
        return lp('accountConfigReadOnly', path, {
          appKeySecretName,
          headers: { 'x-request-id': `${appKeySecretName}-${index}` },
        });
      }),
    );

    expect(tokenRequests()).toBe(2);
    const usedBy = (name: string) =>
      fingerprints(apiRequests().filter(({ headers }) => headers['x-request-id']?.startsWith(name)));
    const [ofSystem, ofOwn] = names.map(usedBy);
    expect(ofSystem?.size).toBe(1);
    expect(ofOwn?.size).toBe(1);
    expect(ofSystem).not.toEqual(ofOwn);
  });
});

describe('credentials of OAuth 1.0a', () => {
  it.each(TRANSPORTS)('sign each of 50 calls for itself: %s', async (transport) => {
    await using signed = await startSandbox({ credentials: 'oauth1' });
    const secretStore = new CountingReader(signed.secretStore);
    await using toolbelt = signed.toolbelt({ transport, secretStore });
    const lp = toolbelt.LPClient();
    const range = { from: signed.fixtures.baseTime - 86_400_000 * 7, to: signed.fixtures.baseTime };
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        index % 2 === 0
          ? lp.users.list({ select: 'id,nickname,memberOf(agentGroupId)' })
          : lp.engagementHistory.search({ start: range, source: 'a b+c&d=ü' }),
      ),
    );
    expect(secretStore.reads).toBe(1);
    expect(signed.requests.count({ service: 'sentinel' })).toBe(0);
    const sent = signed.requests.all().filter(({ service }) => service !== 'csds');
    expect(sent.every(({ status }) => status === 200)).toBe(true);
    expect(fingerprints(sent).size).toBe(50);
  });

  it.each(TRANSPORTS)('give every attempt a nonce and a timestamp of its own: %s', async (transport) => {
    const statuses = [503, 503, 401, 200];
    await using account = await startAccount((_request, response) => {
      response.setHeader('retry-after', '2');
      json(response, [], statuses.shift());
    });
    const value = {
      consumerKey: 'made-up-consumer-key',
      consumerSecret: 'made-up-consumer-secret',
      token: 'made-up-token',
      tokenSecret: 'made-up-token-secret',
    };
    const lp = account
      .toolbelt({
        transport,
        clock: new InstantClock(),
        secretStore: { get: async (key) => ({ key, value }) },
      })
      .LPClient();
    await lp.users.list();
    const field = (name: string) =>
      account.received.map(
        ({ headers }) => new RegExp(`${name}="([^"]+)"`).exec(headers.authorization ?? '')?.[1],
      );
    expect(account.received).toHaveLength(4);
    expect(new Set(field('oauth_nonce')).size).toBe(4);
    expect(new Set(field('oauth_signature')).size).toBe(4);
    const [first, second, third, renewed] = field('oauth_timestamp').map(Number);
    expect([second, third]).toEqual([Number(first) + 2, Number(first) + 4]);
    expect(renewed).toBeGreaterThanOrEqual(Number(third));
  });
});
