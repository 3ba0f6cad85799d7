import { describe, expect, it } from 'vitest';
import type { LPClient, ToolbeltInstance, ToolbeltOptions } from '../../../src/index.js';
import { MemorySecretStore } from '../../../src/stores.js';
import { createToolbelt, Toolbelt } from '../../../src/toolbelt/toolbelt.js';
import { rejection } from '../../support/call-scene.js';
import { json, networkFailure, ScriptedTransport, type Step } from '../../support/scripted-transport.js';
import { VirtualClock } from '../../support/virtual-clock.js';

// The defects of the official LpClient, token, CSDS and secret clients, by their numbers in docs/compatibility.md. Those
// of the other clients are tested beside the other clients.

const APP_KEY = 'LIVEPERSON_DEFAULT_APP_KEY';
const keyOf = (name: string) => ({ client_id: `client-${name}`, client_secret: `made-up-secret-${name}` });
const oauth1 = { consumerKey: 'a', consumerSecret: 'b', token: 'c', tokenSecret: 'd' };
const hosts = ['sentinel', 'msgHist', 'smt', 'accountConfigReadOnly'].map((service) => ({
  service,
  account: '12345678',
  baseURI: `${service.toLowerCase()}.liveperson.net`,
}));

/** A LivePerson that a test scripts, with a toolbelt that calls it. */
class Scene implements AsyncDisposable {
  readonly clock = new VirtualClock();
  readonly store = new MemorySecretStore({ [APP_KEY]: keyOf('default'), OTHER: keyOf('other'), OLD: oauth1 });
  readonly transport: ScriptedTransport;
  readonly toolbelt: ToolbeltInstance;
  csds: (sends: number) => Step = () => json({ baseURIs: hosts });
  token: (sends: number) => Step = (sends) => json({ access_token: `token-${sends}`, expires_in: '3600' });
  api: (authorization: string, sends: number) => Step = () => json([]);

  constructor(options: ToolbeltOptions = {}) {
    this.transport = new ScriptedTransport(({ url, headers }) => {
      if (url.pathname.includes('/baseURI.json')) return this.csds(this.csdsRequests.length);
      if (url.pathname.endsWith('/app/token')) return this.token(this.tokenRequests.length);
      return this.api(headers.authorization ?? '', this.apiRequests.length);
    });
    const { clock, transport, store: secretStore } = this;
    this.toolbelt = createToolbelt({ accountId: '12345678', transport, clock, secretStore, ...options });
  }

  get lp(): LPClient {
    return this.toolbelt.LpClient();
  }

  get csdsRequests() {
    return this.transport.requests.filter(({ url }) => url.pathname.includes('/baseURI.json'));
  }

  get tokenRequests() {
    return this.transport.requests.filter(({ url }) => url.pathname.endsWith('/app/token'));
  }

  get apiRequests() {
    return this.transport.requests.filter(({ url }) => !/baseURI\.json|\/app\/token$/.test(url.pathname));
  }

  /** The credentials that the services were shown. */
  get shown(): (string | undefined)[] {
    return this.apiRequests.map(({ headers }) => headers.authorization);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.toolbelt.close();
  }
}

const message = (error: unknown) => `${error} ${JSON.stringify(error)}`;

describe('the defects of the official LpClient', () => {
  it('1: the request after a 401 carries the new token', async () => {
    await using scene = new Scene();
    scene.api = (authorization) => (authorization === 'Bearer token-1' ? { status: 401 } : json([1]));
    const response = await scene.lp('msgHist', '/a', {});
    expect([response.status, await response.json()]).toEqual([200, [1]]);
    expect(scene.shown).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('2: options may be left out', async () => {
    await using scene = new Scene();
    expect((await scene.lp('msgHist', '/a')).status).toBe(200);
  });

  it('3: each secret has a token of its own', async () => {
    await using scene = new Scene();
    const { lp } = scene;
    await lp('msgHist', '/a');
    await lp('msgHist', '/a', { appKeySecretName: 'OTHER' });
    await lp('msgHist', '/a');
    expect(scene.shown).toEqual(['Bearer token-1', 'Bearer token-2', 'Bearer token-1']);
  });

  it('4: first calls at the same time ask once for hosts, and once for a token', async () => {
    await using scene = new Scene();
    const { lp } = scene;
    await Promise.all(Array.from({ length: 5 }, () => lp('msgHist', '/a')));
    expect([scene.csdsRequests.length, scene.tokenRequests.length]).toEqual([1, 1]);
  });

  it('5: clients that are made in the handler share hosts and token', async () => {
    await using scene = new Scene();
    for (const _ of [1, 2, 3]) await scene.toolbelt.LpClient()('msgHist', '/a');
    await scene.toolbelt.SDEUtil().addSDEs([{ type: 'personal' }], 'visitor', 'session');
    expect([scene.csdsRequests.length, scene.tokenRequests.length]).toEqual([1, 1]);
  });

  it.each([
    ['Headers', () => new Headers({ 'X-One': '1', Authorization: 'mine', 'X-Request-Id': 'my-id' })],
    [
      'pairs',
      (): [string, string][] => [
        ['X-One', '1'],
        ['Authorization', 'mine'],
        ['X-Request-Id', 'my-id'],
      ],
    ],
    ['an object', () => ({ 'X-One': '1', Authorization: 'mine', 'X-Request-Id': 'my-id' })],
  ])(
    '6: headers of a caller arrive, whatever their form, and ours is the only credential: %s',
    async (_, headers) => {
      await using scene = new Scene();
      await scene.lp('msgHist', '/a', { headers: headers() });
      expect(scene.apiRequests[0]?.headers).toMatchObject({
        'x-one': '1',
        'x-request-id': 'my-id',
        authorization: 'Bearer token-1',
      });
    },
  );

  it.each([
    ['429', { status: 429, headers: { 'retry-after': '2' } }],
    ['503', { status: 503 }],
    ['a reset', { error: networkFailure('ECONNRESET') }],
  ])('7: a read is sent again after %s', async (_, step) => {
    await using scene = new Scene();
    scene.api = (_authorization, sends) => (sends === 1 ? step : json([]));
    const startedAt = scene.clock.now();
    expect((await scene.lp('msgHist', '/a')).status).toBe(200);
    expect(scene.apiRequests).toHaveLength(2);
    if ('headers' in step) expect(scene.clock.now() - startedAt).toBeGreaterThanOrEqual(2_000);
  });

  it('8: a stream that was sent is not sent again after a 401: the answer is given', async () => {
    await using scene = new Scene();
    scene.api = () => ({ status: 401 });
    const body = new Blob(['once']).stream();
    expect((await scene.lp('msgHist', '/a', { method: 'POST', body })).status).toBe(401);
    expect(scene.apiRequests).toHaveLength(1);
  });

  it.each(['x/a', '.example.com/a', '@example.com/a', '//example.com/a', '/\\example.com/a'])(
    '9: the path %s does not change the host',
    async (path) => {
      await using scene = new Scene();
      expect(await rejection(scene.lp('msgHist', path))).toMatchObject({ name: 'ParameterError' });
      expect(scene.transport.requests).toEqual([]);
    },
  );

  it('9: a redirect is given, not followed', async () => {
    await using scene = new Scene();
    scene.api = () => ({ status: 302, headers: { location: 'https://example.com/' } });
    expect((await scene.lp('msgHist', '/a')).status).toBe(302);
    expect(scene.apiRequests).toHaveLength(1);
  });

  it.each([3_600, '3600', undefined])('10: expires_in may be %j', async (expiresIn) => {
    await using scene = new Scene();
    scene.token = (sends) => json({ access_token: `token-${sends}`, expires_in: expiresIn });
    await scene.lp('msgHist', '/a');
    await scene.clock.sleep(3_000_000);
    await scene.lp('msgHist', '/a');
    await scene.clock.sleep(600_000);
    await scene.lp('msgHist', '/a');
    expect(scene.shown).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
  });

  it('10: an empty expires_in is refused, and no token serves for ever', async () => {
    await using scene = new Scene();
    scene.token = () => json({ access_token: 'planted-token', expires_in: '' });
    const error = await rejection(scene.lp('msgHist', '/a'));
    expect(error).toMatchObject({ code: 'com.liveperson.faas.oauth2.unexpected-response' });
    expect(message(error)).not.toContain('planted-token');
  });

  it('10: no error quotes a token', async () => {
    await using scene = new Scene();
    scene.token = () => json({ access_token: { nested: 'planted-token' }, id_token: 'planted-token' });
    const error = await rejection(scene.lp('msgHist', '/a'));
    expect(error).toMatchObject({ code: 'com.liveperson.faas.oauth2.unexpected-response' });
    expect(message(error)).not.toContain('planted-token');
  });

  it('11: a token of less than a minute serves more than one call', async () => {
    await using scene = new Scene();
    scene.token = (sends) => json({ access_token: `token-${sends}`, expires_in: 50 });
    await scene.lp('msgHist', '/a');
    await scene.clock.sleep(20_000);
    await scene.lp('msgHist', '/a');
    expect(scene.tokenRequests).toHaveLength(1);
  });

  it.each([
    [401, 'invalid_client'],
    [400, 'invalid_request'],
  ])('12: an error tells the status %i of sentinel', async (status, oauthError) => {
    await using scene = new Scene();
    scene.token = () => json({ error: oauthError }, status);
    expect(await rejection(scene.lp('msgHist', '/a'))).toMatchObject({
      name: 'AuthError',
      status,
      oauthError,
    });
  });

  it('12: a failure on the way to sentinel is the cause', async () => {
    await using scene = new Scene({ retry: false });
    scene.token = () => ({ error: networkFailure('ECONNRESET') });
    expect(await rejection(scene.lp('msgHist', '/a'))).toMatchObject({
      code: 'com.liveperson.faas.oauth2.general-issue',
      cause: { name: 'NetworkError' },
    });
  });

  it('13: a 403 is told as what is not granted, and a key of OAuth 1.0 signs', async () => {
    await using scene = new Scene();
    await scene.lp('msgHist', '/a', { appKeySecretName: 'OLD' });
    expect(scene.shown).toEqual([expect.stringMatching(/^OAuth oauth_/)]);
    scene.api = () => ({ status: 403 });
    expect(await rejection(scene.lp.users.list())).toMatchObject({ name: 'PrivilegeError', status: 403 });
  });
});

describe('the defects of the official CsdsClient', () => {
  it('14: an old list serves while CSDS fails', async () => {
    await using scene = new Scene();
    await scene.lp('msgHist', '/a');
    scene.csds = () => ({ status: 500 });
    await scene.clock.sleep(601_000);
    expect((await scene.lp('msgHist', '/a')).status).toBe(200);
    expect(scene.csdsRequests.length).toBeGreaterThan(1);
  });

  it.each(['toString', 'constructor', '__proto__'])('15: %s is no service', async (service) => {
    await using scene = new Scene();
    expect(await rejection(scene.toolbelt.CsdsClient().get(service))).toMatchObject({
      code: 'com.liveperson.faas.csds.domain.not-found',
    });
  });

  it.each([
    ['an answer with a failing status', json({ baseURIs: hosts }, 500)],
    ['an empty list', json({ baseURIs: [] })],
  ])('16: %s is an error, and not kept', async (_, step) => {
    await using scene = new Scene({ retry: false });
    scene.csds = (sends) => (sends === 1 ? step : json({ baseURIs: hosts }));
    const csds = scene.toolbelt.CsdsClient();
    expect(await rejection(csds.get('smt'))).toMatchObject({ code: 'com.liveperson.faas.csds.op-failed' });
    expect(await csds.get('smt')).toBe('smt.liveperson.net');
  });

  it('17: no account id is an error, and nothing is sent', async () => {
    await using scene = new Scene({ accountId: undefined });
    expect(await rejection(scene.toolbelt.CsdsClient().get('smt'))).toMatchObject({ field: 'accountId' });
    expect(scene.transport.requests).toEqual([]);
  });

  it('17: the account id is read when it is first needed, not when the module is loaded', async () => {
    using _ = Toolbelt.use({ accountId: '87654321', transport: new Scene().transport });
    expect(await Toolbelt.CsdsClient().get('smt')).toBe('smt.liveperson.net');
  });
});

describe('the defects of the official SecretClient', () => {
  it('18: a secret that was updated is read as the value that it is, and authorises', async () => {
    await using scene = new Scene();
    const secrets = scene.toolbelt.SecretClient();
    await secrets.readSecret('OTHER');
    await secrets.updateSecret({ key: 'OTHER', value: keyOf('newer') });
    expect((await secrets.readSecret('OTHER')).value).toEqual(keyOf('newer'));
    expect((await scene.lp('msgHist', '/a', { appKeySecretName: 'OTHER' })).status).toBe(200);
  });

  it('19: a reader that changes its value changes it for nobody else', async () => {
    await using scene = new Scene();
    const secrets = scene.toolbelt.SecretClient();
    const { value } = await secrets.readSecret('OTHER');
    value.client_id = 'changed';
    expect((await secrets.readSecret('OTHER')).value).toEqual(keyOf('other'));
  });

  it('20: undefined is no value, and the limit counts as LivePerson does', async () => {
    await using scene = new Scene();
    const secrets = scene.toolbelt.SecretClient();
    const invalid = { name: 'SecretError', code: 'com.liveperson.faas.secret.invalid-format' };
    expect(await rejection(secrets.updateSecret({ key: 'OTHER', value: undefined }))).toMatchObject(invalid);
    await secrets.updateSecret({ key: 'OTHER', value: 'ä'.repeat(16_382) });
    const longer = secrets.updateSecret({ key: 'OTHER', value: 'ä'.repeat(16_383) });
    expect(await rejection(longer)).toMatchObject(invalid);
  });

  it.each([
    ['missing', async () => undefined, 'not-found'],
    ['not to be read', () => Promise.reject(new Error('down')), 'op-failed'],
    ['late', () => new Promise<never>(() => undefined), 'op-timed-out'],
  ])('21: timeout counts, and a failure tells what it is: %s', async (_, get, code) => {
    await using scene = new Scene({ secretStore: { get } });
    const read = scene.toolbelt.SecretClient().readSecret('OTHER', { timeout: 20 });
    expect(await rejection(read)).toMatchObject({ code: `com.liveperson.faas.secret.${code}` });
  });

  it('22: a ttl is that of its client, and an update that fails changes no cache', async () => {
    await using scene = new Scene();
    const [short, usual] = [
      scene.toolbelt.SecretClient({ cache: { ttl: 1_000 } }),
      scene.toolbelt.SecretClient(),
    ];
    await Promise.all([short.readSecret('OTHER'), usual.readSecret('OTHER')]);
    await scene.store.put({ key: 'OTHER', value: 'changed elsewhere' });
    await scene.clock.sleep(2_000);
    expect((await short.readSecret('OTHER')).value).toBe('changed elsewhere');
    expect((await usual.readSecret('OTHER')).value).toEqual(keyOf('other'));
    scene.store.put = () => Promise.reject(new Error('down'));
    expect(await rejection(usual.updateSecret({ key: 'OTHER', value: 'lost' }))).toMatchObject({
      code: 'com.liveperson.faas.secret.op-failed',
    });
    expect((await usual.readSecret('OTHER')).value).toEqual(keyOf('other'));
  });

  it.each([[{ a: [1] }], ['a text'], ['{"a":1}'], [7]])(
    '24: a value is read as it was put, each time: %j',
    async (value) => {
      await using scene = new Scene();
      const secrets = scene.toolbelt.SecretClient();
      await secrets.updateSecret({ key: 'OTHER', value });
      for (const useCache of [true, true, false]) {
        expect((await secrets.readSecret('OTHER', { useCache })).value).toEqual(value);
      }
    },
  );
});
