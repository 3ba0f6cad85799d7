import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LPClient } from '../../../src/client/lp-client.js';
import { ConfigError } from '../../../src/errors/index.js';
import type { ToolbeltOptions } from '../../../src/toolbelt/options.js';
import { createToolbelt, Toolbelt } from '../../../src/toolbelt/toolbelt.js';
import { ClosedNetwork } from '../client/closed-network.js';

const VARIABLES = [
  'X_LIVEPERSON_BRAND_ID',
  'X_LIVEPERSON_CSDS_DOMAIN',
  'LP_SECRET_STORE',
  'LP_ALLOWED_HOSTS',
  'LP_ALLOW_LOOPBACK',
  'LP_TRANSPORT',
];
const secretStore = { get: async (key: string) => ({ key, value: {} }) };

async function failureOf(run: () => unknown): Promise<ConfigError> {
  try {
    await run();
  } catch (error) {
    return error as ConfigError;
  }
  throw new Error('It was expected to fail');
}

let network: ClosedNetwork;

beforeEach(() => {
  for (const name of VARIABLES) vi.stubEnv(name, undefined);
  network = new ClosedNetwork();
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** Host that a toolbelt asks for CSDS. */
async function csdsUrl(options: ToolbeltOptions): Promise<string> {
  const toolbelt = createToolbelt({ retry: false, secretStore, transport: network, ...options });
  await toolbelt
    .CsdsClient()
    .get('sentinel')
    .catch(() => undefined);
  return network.sent.join(' ');
}

describe('an account id that is missing', () => {
  const uses: readonly (readonly [string, (lp: LPClient) => unknown])[] = [
    ['a typed call', (lp) => lp.users.list()],
    [
      'a walk',
      async (lp) => {
        for await (const _ of lp.skills.list());
      },
    ],
    ['a raw call', (lp) => lp('msgHist', '/x')],
  ];

  it.each(uses)('is told by %s, as a rejection, and nothing is sent', async (_name, use) => {
    const lp = createToolbelt({ secretStore, transport: network }).LPClient();
    // Not thrown: whoever writes `.catch()` must see it.
    const outcome = use(lp);
    const error = await failureOf(() => outcome);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.field).toBe('accountId');
    expect(error.message).toContain('X_LIVEPERSON_BRAND_ID');
    expect(network.sent).toEqual([]);
  });

  it('is told by CSDS, and never becomes a part of a URL', async () => {
    const csds = createToolbelt({ secretStore, transport: network }).CsdsClient();
    for (const call of [csds.get('sentinel'), csds.getAll()]) {
      expect((await failureOf(() => call)).field).toBe('accountId');
    }
    expect(network.sent).toEqual([]);
  });

  it('does not matter to secrets', async () => {
    const secrets = createToolbelt({ secretStore, transport: network }).SecretClient();
    expect(await secrets.readSecret('mine')).toEqual({ key: 'mine', value: {} });
  });

  it('is told by clients of Toolbelt, which can be made without it', async () => {
    const lp = Toolbelt.LPClient();
    const csds = Toolbelt.CsdsClient();
    const calls = [lp.users.list(), lp('msgHist', '/x'), csds.get('sentinel')];
    for (const call of calls) expect((await failureOf(() => call)).field).toBe('accountId');
  });
});

describe('options', () => {
  /** Wrong values of every option. */
  const WRONG: Readonly<Record<keyof ToolbeltOptions, readonly unknown[]>> = {
    accountId: [12345678, '', 'a b', '../1', '1/2', 'ü', 'x'.repeat(65), {}, null],
    csdsDomain: [5, {}, true],
    dataAccessHost: [5, {}, 'https://lo.da.liveperson.net', 'a/b', '127.0.0.1'],
    secretStore: ['', 'functions/settings.json', 'settings:', 'http://x', {}, 5, { read: () => undefined }],
    appKeySecretName: ['', 'with space', 'x'.repeat(101), 5, {}],
    allowedHosts: [
      '*.liveperson.net',
      [''],
      ['*'],
      ['https://x.example.com'],
      ['a/b'],
      ['127.0.0.1'],
      [5],
      [null],
      {},
    ],
    allowLoopback: ['false', 'true', 1, {}],
    transport: ['undici', 'fetch', '', {}, 5, () => undefined],
    ca: [
      5,
      {},
      [5],
      [],
      true,
      '',
      '/etc/ca.pem',
      ['/etc/ca.pem'],
      'C:\\certs\\ca.crt',
      '-----BEGIN PRIVATE KEY-----\nplanted\n-----END PRIVATE KEY-----',
      '-----BEGIN CERTIFICATE-----',
    ],
    proxy: ['nonsense', 5, 'ftp://proxy.example.com', {}],
    around: [() => undefined, {}, ['span'], [null]],
    maxAnswerBytes: [0, -1, 1.5, '1 MiB', Number.NaN, Number.POSITIVE_INFINITY],
    timeoutMs: [0, -1, '10', Number.NaN, Number.POSITIVE_INFINITY, null, 2 ** 31],
    bodyIdleMs: [0, -1, '10', Number.NaN, null],
    deadlineMs: [0, -1, '10', Number.NaN, null],
    retry: [
      true,
      null,
      4,
      { attempts: 0 },
      { attempts: '4' },
      { attempts: 1.5 },
      { maxWaitMs: -1 },
      { maxWaitMs: '1' },
      { attempt: 2 },
      { attempts: null },
    ],
    responseValidation: ['lax', true, 5],
    logger: [{}, 'console', { warn: 5 }, { warn: () => undefined }],
    clock: [{}, Date, { now: () => 0 }, { sleep: () => undefined }],
  };
  describe.each(Object.entries(WRONG))('%s', (name, values) => {
    it.each(values.map((value) => [value]))('must not be %o', async (value) => {
      const options = { accountId: '1', secretStore, [name]: value } as ToolbeltOptions;
      const error = await failureOf(() => createToolbelt(options));
      expect(error).toBeInstanceOf(ConfigError);
      expect(error.code).toBe('com.liveperson.faas.config.invalid');
      expect(error.field.split('.')[0]).toBe(name);
      expect(error.message).toContain(name);
    });

    it('may be undefined', () => {
      expect(() => createToolbelt({ accountId: '1', [name]: undefined })).not.toThrow();
    });
  });

  it('take the transport https with a proxy, and none else', async () => {
    expect(() => createToolbelt({ proxy: 'http://proxy.example.com:3128' })).not.toThrow();
    expect(() => createToolbelt({ proxy: 'env' })).not.toThrow();
    const error = await failureOf(() => createToolbelt({ proxy: 'env', transport: 'got' }));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.field).toBe('proxy');
  });

  it('have no other names', async () => {
    const error = await failureOf(() => createToolbelt({ accountID: '1' } as ToolbeltOptions));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.field).toBe('accountID');
    expect(error.message).toContain('accountId');
  });

  it.each([[null], ['1'], [5]])('must be an object, not %o', async (options) => {
    expect(await failureOf(() => createToolbelt(options as never))).toBeInstanceOf(ConfigError);
  });

  it('are told to Toolbelt.use just the same', async () => {
    expect((await failureOf(() => Toolbelt.use({ timeoutMs: 0 }))).field).toBe('timeoutMs');
    expect((await failureOf(() => Toolbelt.use({ LPClient: 1 } as never))).field).toBe('target');
  });

  it('do not repeat a value that may be a secret', async () => {
    const error = await failureOf(() => createToolbelt({ secretStore: 'planted-secret-value' }));
    expect(error.message).not.toContain('planted');
    const proxy = await failureOf(() => createToolbelt({ proxy: 'user:planted@proxy.example.com' }));
    expect(proxy.message).not.toContain('planted');
  });
});

describe('environment', () => {
  it('gives what options leave out', async () => {
    vi.stubEnv('X_LIVEPERSON_BRAND_ID', ' 4711 ');
    vi.stubEnv('X_LIVEPERSON_CSDS_DOMAIN', 'csds.liveperson.net');
    expect(await csdsUrl({})).toMatch(/^https:\/\/csds\.liveperson\.net\/api\/account\/4711\//);
  });

  it('gives way to options', async () => {
    vi.stubEnv('X_LIVEPERSON_BRAND_ID', '4711');
    vi.stubEnv('X_LIVEPERSON_CSDS_DOMAIN', 'csds.liveperson.net');
    const options = { accountId: '1', csdsDomain: 'other.liveperson.net' };
    expect(await csdsUrl(options)).toMatch(/^https:\/\/other\.liveperson\.net\/api\/account\/1\//);
  });

  it('has defaults for what it lacks', async () => {
    expect(await csdsUrl({ accountId: '1' })).toMatch(/^https:\/\/api\.liveperson\.net\/api\/account\/1\//);
  });

  it('counts an empty variable as absent', async () => {
    vi.stubEnv('X_LIVEPERSON_CSDS_DOMAIN', '  ');
    vi.stubEnv('LP_TRANSPORT', '');
    vi.stubEnv('LP_SECRET_STORE', '');
    expect(await csdsUrl({ accountId: '1' })).toMatch(/^https:\/\/api\.liveperson\.net\//);
  });

  it('is read when a toolbelt is made, not before and not later', async () => {
    vi.stubEnv('X_LIVEPERSON_CSDS_DOMAIN', 'first.liveperson.net');
    const toolbelt = createToolbelt({ accountId: '1', secretStore, transport: network, retry: false });
    vi.stubEnv('X_LIVEPERSON_CSDS_DOMAIN', 'second.liveperson.net');
    await toolbelt
      .CsdsClient()
      .getAll()
      .catch(() => undefined);
    expect(network.sent.join()).toContain('first.liveperson.net');
  });

  it.each([
    ['X_LIVEPERSON_BRAND_ID', 'not an id', 'accountId'],
    ['LP_SECRET_STORE', 'planted-secret', 'secretStore'],
    ['LP_ALLOWED_HOSTS', 'a.example.com,https://x', 'allowedHosts'],
    ['LP_TRANSPORT', 'fetch', 'transport'],
  ])('%s=%s is refused', async (variable, value, field) => {
    vi.stubEnv(variable, value);
    const error = await failureOf(() => createToolbelt({}));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.field).toBe(field);
    expect(error.message).toContain(field);
    expect(error.message).not.toContain('planted');
  });

  it('lists hosts by commas', async () => {
    vi.stubEnv('LP_ALLOWED_HOSTS', ' *.example.com , csds.example.org ');
    expect(await csdsUrl({ accountId: '1', csdsDomain: 'csds.example.org' })).toContain('csds.example.org');
  });

  it.each([
    ['1', 1],
    ['true', 0],
    ['0', 0],
  ])('LP_ALLOW_LOOPBACK=%s', async (value, requests) => {
    vi.stubEnv('LP_ALLOW_LOOPBACK', value);
    await csdsUrl({ accountId: '1', csdsDomain: 'localhost:4711' });
    expect(network.sent).toHaveLength(requests);
  });

  it('LP_ALLOW_LOOPBACK gives way to allowLoopback: false', async () => {
    vi.stubEnv('LP_ALLOW_LOOPBACK', '1');
    await csdsUrl({ accountId: '1', csdsDomain: 'localhost:4711', allowLoopback: false });
    expect(network.sent).toEqual([]);
  });
});
