import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { AuthError, CsdsError, HostNotAllowedError, SecretError } from '../../../src/errors/index.js';
import { createTransport } from '../../../src/http/transports/create-transport.js';
import type { ToolbeltInstance } from '../../../src/toolbelt/account.js';
import { createToolbelt } from '../../../src/toolbelt/toolbelt.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { APP_KEY, failureOf, InstantClock, TRANSPORTS, WatchedTransport } from './harness.js';

const BAD_HOSTS = [
  'evil.com',
  'evil.com:443',
  'liveperson.net.evil.com',
  'evil-liveperson.net',
  'liveperson.net',
  'api.liveperson.net.',
  'api..liveperson.net',
  'api.liveperson.net/path',
  'localhost:4711/path',
  'localhost:4711?x',
  'localhost:4711#x',
  'localhost:4711\\x',
  'user:secret@localhost:4711',
  'evil@localhost:4711',
  'localhost:4711@evil.com',
  'https://localhost:4711',
  '//localhost:4711',
  'localhost:port',
  'localhost.evil.com',
  '127.0.0.1',
  '127.0.0.1:4711',
  '127.1',
  '2130706433',
  '0x7f.1',
  '0177.0.0.1',
  '169.254.169.254',
  '[::1]',
  '::1',
  'löcalhost',
  'LOCALHOST%2e:1',
  ' localhost:4711',
  'localhost:4711\r\nx: y',
  '*.liveperson.net',
  '',
];

describe.each(TRANSPORTS)('answers that cannot be right, through %s', async (kind) => {
  let transport: WatchedTransport;
  let toolbelt: ToolbeltInstance;

  const { sandbox } = await sandboxFixture();
  afterAll(async () => {
    await transport.close();
  });
  beforeEach(async () => {
    await transport?.close();
    transport = new WatchedTransport(createTransport(kind, { ca: sandbox.ca }));
    toolbelt = sandbox.toolbelt({ transport, clock: new InstantClock() });
    sandbox.faults.clear();
    sandbox.requests.clear();
  });

  const users = () => toolbelt.LPClient().users.list();
  const path = () => `/api/account/${sandbox.accountId}/configuration/le-users/users?v=6.0`;

  function csdsSays(hosts: Readonly<Record<string, string>>): void {
    const all = { ...sandbox.hosts, ...hosts };
    const baseURIs = Object.entries(all).map(([service, baseURI]) => ({
      service,
      account: sandbox.accountId,
      baseURI,
    }));
    sandbox.faults.add({ service: 'csds', body: { baseURIs } });
  }

  describe('a host of CSDS', () => {
    it.each(BAD_HOSTS)('%j gets no request', async (host) => {
      csdsSays({ accountConfigReadOnly: host });
      const typed = await failureOf(users());
      const raw = await failureOf(toolbelt.LPClient()('accountConfigReadOnly', path()));
      const looked = await failureOf(toolbelt.CsdsClient().get('accountConfigReadOnly'));
      for (const error of [typed, raw, looked]) {
        expect(error).toBeInstanceOf(HostNotAllowedError);
        expect(error).toMatchObject({ code: 'com.liveperson.faas.lp-client.host-not-allowed' });
        expect(error.message).toContain('Nothing was sent');
        expect(error.message).not.toContain('secret@');
      }
      // The token is asked for beside the look-up of the host.
      expect(new Set(transport.hosts)).toEqual(new Set([sandbox.host, sandbox.hosts.sentinel]));
    });

    it.each(['evil.com', '169.254.169.254', 'a@localhost:1'])(
      '%j for sentinel gets no credential',
      async (host) => {
        csdsSays({ sentinel: host });
        expect(await failureOf(users())).toBeInstanceOf(HostNotAllowedError);
        expect(transport.hosts).toEqual([sandbox.host]);
      },
    );

    it('may be written in capitals, with any free port', async () => {
      csdsSays({ accountConfigReadOnly: sandbox.hosts.accountConfigReadOnly.toUpperCase() });
      expect(await users()).toHaveLength(50);
    });
  });

  describe('the host of CSDS itself', () => {
    it.each(BAD_HOSTS.filter((host) => host !== ''))('%j gets no request', async (csdsDomain) => {
      const other = sandbox.toolbelt({ transport, csdsDomain });
      expect(await failureOf(other.LPClient().users.list())).toBeInstanceOf(HostNotAllowedError);
      expect(await failureOf(other.CsdsClient().getAll())).toBeInstanceOf(HostNotAllowedError);
      expect(transport.hosts).toEqual([]);
    });

    it('is no host on this machine, unless allowLoopback says so', async () => {
      const { accountId, host: csdsDomain, secretStore } = sandbox;
      const other = createToolbelt({ accountId, csdsDomain, secretStore, transport });
      const error = await failureOf(other.LPClient().users.list());
      expect(error).toBeInstanceOf(HostNotAllowedError);
      expect(error.message).toContain('allowLoopback');
      expect(transport.hosts).toEqual([]);
    });

    it('must be among allowedHosts', async () => {
      const other = sandbox.toolbelt({ transport, allowLoopback: false, allowedHosts: ['*.example.com'] });
      expect(await failureOf(other.LPClient().users.list())).toBeInstanceOf(HostNotAllowedError);
      const named = sandbox.toolbelt({
        transport,
        allowLoopback: false,
        allowedHosts: Object.values(sandbox.hosts),
      });
      expect(await named.LPClient().users.list()).toHaveLength(50);
    });
  });

  describe('CSDS', () => {
    it.each([
      ['an empty list', { baseURIs: [] }],
      ['no list', {}],
      ['null', null],
      ['a list of something else', { baseURIs: [{ service: 'sentinel' }] }],
      ['a list with null', { baseURIs: [null] }],
      ['no JSON', '<html>maintenance</html>'],
    ])('with %s gives CsdsError, and is asked again next time', async (_name, body) => {
      sandbox.faults.add({ service: 'csds', body });
      const error = await failureOf(users());
      expect(error).toBeInstanceOf(CsdsError);
      expect(error).toMatchObject({ code: 'com.liveperson.faas.csds.op-failed', component: 'CSDS-Client' });
      expect(await users()).toHaveLength(50);
    });

    it.each(['unknown', 'AccountConfigReadOnly', 'toString', '__proto__', ''])(
      'knows no service %j',
      async (service) => {
        const lp = toolbelt.LPClient();
        for (const call of [lp(service, '/x'), toolbelt.CsdsClient().get(service)]) {
          const error = await failureOf(call);
          expect(error).toBeInstanceOf(CsdsError);
          expect(error).toMatchObject({ code: 'com.liveperson.faas.csds.domain.not-found' });
        }
        expect(new Set(transport.hosts)).toEqual(new Set([sandbox.host, sandbox.hosts.sentinel]));
      },
    );

    it('names the service that differs by case', async () => {
      const error = await failureOf(toolbelt.LPClient()('AccountConfigReadOnly', '/x'));
      expect(error.message).toContain('accountConfigReadOnly');
    });

    it('gives all hosts', async () => {
      const all = await toolbelt.CsdsClient().getAll();
      expect(all).toContainEqual({ sentinel: sandbox.hosts.sentinel });
    });
  });

  describe('sentinel', () => {
    const token = 'made.up.token';

    it.each([
      ['expires_in ""', { access_token: token, expires_in: '' }],
      ['expires_in "soon"', { access_token: token, expires_in: 'soon' }],
      ['expires_in 0', { access_token: token, expires_in: 0 }],
      ['expires_in -5', { access_token: token, expires_in: -5 }],
      ['expires_in true', { access_token: token, expires_in: true }],
      ['expires_in {}', { access_token: token, expires_in: {} }],
      ['no access_token', { token }],
      ['an empty access_token', { access_token: '', expires_in: 60 }],
      ['an access_token that breaks the line', { access_token: 'a\r\nx-evil: 1', expires_in: 60 }],
      ['an access_token that is no text', { access_token: 5, expires_in: 60 }],
      [
        'a token_type that breaks the line',
        { access_token: token, token_type: 'Bearer\r\nx: y', expires_in: 60 },
      ],
      ['null', null],
      ['no JSON', 'made.up.token'],
    ])('with %s gives AuthError, and the API gets no request', async (_name, body) => {
      sandbox.faults.add({ service: 'sentinel', body });
      const error = await failureOf(users());
      expect(error).toBeInstanceOf(AuthError);
      expect(error).toMatchObject({
        component: 'Oauth2Client',
        code: 'com.liveperson.faas.oauth2.unexpected-response',
      });
      expect(error.message).not.toContain('made.up');
      expect(sandbox.requests.count({ service: 'accountConfigReadOnly' })).toBe(0);
    });

    it.each(['string', 'number', 'absent'] as const)('may give expires_in as %s', async (form) => {
      sandbox.switches.expiresIn = form;
      expect(await users()).toHaveLength(50);
      expect(await users()).toHaveLength(50);
      expect(sandbox.requests.count({ service: 'sentinel' })).toBe(1);
    });

    it('is told by its status when it is out of order', async () => {
      sandbox.faults.add({ service: 'sentinel', status: 503, times: Infinity });
      const error = await failureOf(users());
      expect(error).toBeInstanceOf(AuthError);
      expect(error).toMatchObject({ status: 503 });
    });
  });

  describe('a secret', () => {
    const planted = 'planted-value-of-a-field';

    it.each([
      ['no object', planted, /no JSON object/],
      ['a list', [planted], /no JSON object/],
      ['null', null, /no JSON object/],
      ['nothing known', { apiKey: planted }, /holds no credential/],
      ['no client_secret', { client_id: planted }, /lacks "client_secret"/],
      ['no client_id', { client_secret: planted }, /lacks "client_id"/],
      ['an empty client_secret', { client_id: planted, client_secret: '' }, /lacks "client_secret"/],
      ['a client_secret that is no text', { client_id: planted, client_secret: 5 }, /lacks "client_secret"/],
      [
        'half of an OAuth 1.0a key',
        { consumerKey: planted, token: planted },
        /lacks "consumerSecret", "tokenSecret"/,
      ],
    ])(
      'with %s is told by the names of its fields, and nothing is sent with it',
      async (_name, value, words) => {
        const other = sandbox.toolbelt({ transport, secretStore: { get: async (key) => ({ key, value }) } });
        const lp = other.LPClient();
        for (const call of [lp.users.list(), lp('accountConfigReadOnly', path())]) {
          const error = await failureOf(call);
          expect(error).toBeInstanceOf(AuthError);
          expect(error).toMatchObject({ code: 'com.liveperson.faas.lp-client.credentials-wrong-format' });
          expect(error.message).toMatch(words);
          expect(error.message).toContain(APP_KEY);
          expect(error.message).not.toContain(planted);
        }
        expect(transport.hosts).toEqual([sandbox.host]);
      },
    );

    it('that is not there is told by its name', async () => {
      const other = sandbox.toolbelt({ transport, appKeySecretName: 'NOT_THERE' });
      const error = await failureOf(other.LPClient().users.list());
      expect(error).toBeInstanceOf(SecretError);
      expect(error).toMatchObject({ code: 'com.liveperson.faas.secret.not-found', key: 'NOT_THERE' });
    });

    it('whose store fails is told with the cause', async () => {
      const secretStore = { get: () => Promise.reject(new RangeError('the disk is full')) };
      const other = sandbox.toolbelt({ transport, secretStore });
      const error = await failureOf(other.LPClient().users.list());
      expect(error).toBeInstanceOf(SecretError);
      expect(error).toMatchObject({
        code: 'com.liveperson.faas.secret.op-failed',
        cause: { name: 'RangeError', message: 'the disk is full' },
      });
    });

    it('whose store throws at once rejects as well', async () => {
      const secretStore = {
        get: () => {
          throw new RangeError('at once');
        },
      };
      const other = sandbox.toolbelt({ transport, secretStore });
      expect(await failureOf(other.LPClient().users.list())).toBeInstanceOf(SecretError);
    });
  });
});
