import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TransportOptions } from '../../src/http/transport.js';
import { createTransport } from '../../src/http/transports/create-transport.js';
import type {
  CallOptions,
  ClientTLS,
  KeywordScanOptions,
  LPMtlsOptions,
  LPRequestOptions,
  MTLSOptions,
  NamespaceOptions,
  OrchestratorInvocation,
  OrchestratorOptions,
  ReadSecretOptions,
  RetryOptions,
  SecretClientOptions,
  ToolbeltOptions,
} from '../../src/index.js';
import { createToolbelt, Toolbelt } from '../../src/index.js';
import {
  type AdminLogin,
  type AdminSession,
  LivePersonPlatform,
  type LivePersonPlatformOptions,
  type ProvisionOptions,
  provisionAccount,
} from '../../src/provisioning.js';
import {
  type EncryptedFileOptions,
  EncryptedFileStore,
  MemorySecretStore,
  type MemoryStoreOptions,
  type SettingsFileOptions,
  SettingsFileStore,
  type VaultAppRoleAuth,
  type VaultAuthOptions,
  type VaultKubernetesAuth,
  VaultStore,
  type VaultStoreOptions,
  type VaultTokenAuth,
} from '../../src/stores.js';
import { FaultList } from '../../src/testing/sandbox/control/faults.js';
import { RequestRecorder } from '../../src/testing/sandbox/control/request-log.js';
import {
  type Fault,
  type RequestFilter,
  type SandboxOptions,
  startSandbox,
  TestClock,
} from '../../src/testing.js';
import { createCertificate } from '../support/certificate.js';
import { ProvisioningScene } from '../support/provisioning-scene.js';
import { ClosedNetwork } from './client/closed-network.js';

// Callers in JavaScript, and values that went through `any`, get what TypeScript would have told them.

/** All options that are right: the type asks for each of them. */
type All<Options> = { readonly [Name in keyof Options]-?: NonNullable<Options[Name]> };

interface PublicObject {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Options for which any value is right, or which another fault is told for. */
  readonly anything?: readonly string[];
  /** Options that may be null. */
  readonly nullable?: readonly string[];
  /** Options that go together with none of the others. */
  readonly alone?: readonly string[];
  /** What stands before the name of an option in errors. */
  readonly prefix?: string;
  readonly give: (options: never) => unknown;
}

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const network = new ClosedNetwork();
const clock = new TestClock();
const reader = { get: async (key: string) => ({ key, value: {} }) };
const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
const retry: All<RetryOptions> = { attempts: 2, maxWaitMs: 0 };
const scene = new ProvisioningScene();

const toolbelt: All<ToolbeltOptions> = {
  accountId: '12345678',
  csdsDomain: 'api.liveperson.net',
  dataAccessHost: 'lo.da.liveperson.net',
  secretStore: reader,
  appKeySecretName: 'MY_KEY',
  allowedHosts: ['*.liveperson.net'],
  allowLoopback: true,
  transport: network,
  around: [(_exchange, next) => next()],
  maxAnswerBytes: 1_000,
  ca: PEM,
  proxy: 'env',
  timeoutMs: 1_000,
  bodyIdleMs: 1_000,
  deadlineMs: 1_000,
  retry: false,
  responseValidation: 'off',
  logger,
  clock,
};
const call: All<CallOptions> = {
  signal: AbortSignal.abort(new Error('the signal of the test')),
  timeoutMs: 1_000,
  deadlineMs: 1_000,
  retry: false,
  appKeySecretName: 'MY_KEY',
};
const { appKeySecretName: _, ...controls } = call;
const certificate = await createCertificate();
const vault: All<VaultStoreOptions> = {
  address: 'https://vault.example.com:8200',
  mount: 'secret',
  prefix: 'lp',
  auth: { method: 'token', token: 'a-token' },
  namespace: 'team',
  ca: PEM,
  allowLoopback: true,
  transport: network,
  clock,
  timeoutMs: 1_000,
  deadlineMs: 1_000,
  identity: 'a-place',
};
const platform: All<LivePersonPlatformOptions> = {
  accountId: '12345678',
  admin: { bearer: 'a-bearer' },
  csdsDomain: 'api.liveperson.net',
  allowedHosts: ['*.liveperson.net'],
  allowLoopback: true,
  ca: PEM,
  transport: network,
  idTokenAudience: 'an-application',
  featureId: 'a-feature',
  timeoutMs: 1_000,
  around: [async (_, next) => next()],
  clock,
};
const admin = (given: AdminSession | AdminLogin) => new LivePersonPlatform({ ...platform, admin: given });
const login = (auth: VaultAuthOptions) => new VaultStore({ ...vault, auth });
const walk = async (list: AsyncIterable<unknown>) => {
  for await (const _ of list);
};
const lp = () => createToolbelt({ ...toolbelt }).LPClient();
const uuid = '3f1c2d84-9b7e-4a55-8c0d-5a1f6e7b9c21';
const orchestrator = () => createToolbelt({ ...toolbelt }).OrchestratorClient();
const talk = { conversationHistoryRecords: [{ messageRecords: [] }] } as never;

const OBJECTS: readonly PublicObject[] = [
  { name: 'createToolbelt', options: toolbelt, give: (o) => createToolbelt(o) },
  { name: 'Toolbelt.use', options: toolbelt, give: (o) => Toolbelt.use(o)[Symbol.dispose]() },
  {
    name: 'retry of createToolbelt',
    options: retry,
    prefix: 'retry.',
    give: (o) => createToolbelt({ ...toolbelt, retry: o }),
  },
  {
    name: 'SecretClient',
    options: { cache: { ttl: 1_000 } } satisfies All<SecretClientOptions>,
    give: (o) => createToolbelt(toolbelt).SecretClient(o),
  },
  {
    name: 'cache of SecretClient',
    options: { ttl: 1_000 } satisfies All<NonNullable<SecretClientOptions['cache']>>,
    prefix: 'cache.',
    give: (o) => Toolbelt.SecretClient({ cache: o }),
  },
  {
    name: 'readSecret',
    options: { useCache: true, timeout: 1_000 } satisfies All<ReadSecretOptions>,
    give: (o) => createToolbelt(toolbelt).SecretClient().readSecret('MY_KEY', o),
  },
  {
    name: 'createTransport',
    options: { ca: PEM, proxy: 'env', connections: 2 } satisfies All<TransportOptions>,
    give: (o) => createTransport('https', o),
  },
  {
    name: 'MTLSClient',
    options: { ...certificate, ca: certificate.cert } satisfies All<ClientTLS>,
    anything: ['cert', 'key', 'ca'],
    give: (o) => createToolbelt(toolbelt).MTLSClient(o),
  },
  {
    name: 'a call of MTLSClient',
    options: { ...controls, timeout: 1_000, json: true, allowSelfSigned: true } satisfies All<MTLSOptions>,
    nullable: ['signal'],
    give: (o) => createToolbelt(toolbelt).MTLSClient(certificate).head('https://localhost:1/', {}, o),
  },
  {
    name: 'a call of LPMtlsClient',
    options: { ...controls, timeout: 1_000, json: true } satisfies All<LPMtlsOptions>,
    nullable: ['signal'],
    give: (o) => createToolbelt(toolbelt).LPMtlsClient().get('https://localhost:1/', {}, undefined, o),
  },
  {
    name: 'createNamespace',
    options: { ...controls, ttl: 60 } satisfies All<NamespaceOptions>,
    nullable: ['signal'],
    give: (o) => createToolbelt(toolbelt).ContextServiceClient('a-key').createNamespace('orders', o),
  },
  {
    name: 'a call of ContextServiceClient',
    options: controls,
    nullable: ['signal'],
    give: (o) => createToolbelt(toolbelt).ContextServiceClient('a-key').getListOfNamespaces(o),
  },
  {
    name: 'replaceConversationFiles',
    options: controls,
    nullable: ['signal'],
    give: (o) =>
      createToolbelt(toolbelt)
        .GDPRUtil()
        .replaceConversationFiles(
          { conversationHistoryRecords: [] },
          { username: 'u', password: 'p' },
          undefined,
          undefined,
          o,
        ),
  },
  { name: 'a typed call', options: call, nullable: ['signal'], give: (o) => lp().users.list({}, o) },
  {
    name: 'a typed list',
    options: call,
    nullable: ['signal'],
    give: (o) => walk(lp().skills.list({}, o)),
  },
  {
    name: 'rows of data',
    options: call,
    nullable: ['signal'],
    give: (o) => walk(lp().dataAccess.rows({ dataType: 'webSession', startTime: 0, endTime: 1 }, o)),
  },
  {
    name: 'retry of a typed call',
    options: retry,
    prefix: 'retry.',
    give: (o) => lp().users.list({}, { signal: call.signal, retry: o }),
  },
  {
    name: 'OrchestratorClient.invoke',
    options: {
      timeout: 1_000,
      json: true,
      errorStrategy: 'ContinueOnError',
      invokeParallel: true,
      maxParallel: 2,
      signal: AbortSignal.abort(new Error('the signal of the test')),
      appKeySecretName: 'MY_KEY',
    } satisfies All<OrchestratorOptions>,
    nullable: ['signal'],
    give: (o) => orchestrator().invoke([], 1_000, o),
  },
  {
    name: 'an invocation of OrchestratorClient',
    options: {
      uuid,
      payload: {},
      headers: {},
      retries: 0,
      retryFunction: () => false,
    } satisfies All<OrchestratorInvocation>,
    anything: ['payload'],
    prefix: 'invocations.0.',
    give: (o) => orchestrator().invoke([o], 1_000, { signal: call.signal }),
  },
  {
    name: 'SDEUtil.addSDEs',
    options: call,
    nullable: ['signal'],
    give: (o) =>
      createToolbelt({ ...toolbelt })
        .SDEUtil()
        .addSDEs([{ type: 'lead' }], 'visitor', 'session', o),
  },
  {
    name: 'scanConversationForKeywords',
    options: { regex: true } satisfies All<KeywordScanOptions>,
    give: (o) =>
      createToolbelt({ ...toolbelt })
        .ConversationUtil()
        .scanConversationForKeywords(talk, ['a'], o),
  },
  {
    name: 'EncryptedFileStore',
    options: {
      key: 'ab'.repeat(32),
      keyFile: 'a.key',
      lockTimeoutMs: 5,
      identity: 'a-place',
    } satisfies All<EncryptedFileOptions>,
    alone: ['key', 'keyFile'],
    give: (o) => new EncryptedFileStore('secrets.json', o),
  },
  {
    name: 'SettingsFileStore',
    options: { identity: 'a-place' } satisfies All<SettingsFileOptions>,
    give: (o) => new SettingsFileStore('settings.json', o),
  },
  {
    name: 'MemorySecretStore',
    options: { identity: 'a-place', accountId: '12345678' } satisfies All<MemoryStoreOptions>,
    give: (o) => new MemorySecretStore({}, o),
  },
  { name: 'VaultStore', options: vault, give: (o) => new VaultStore(o) },
  {
    name: 'login to Vault by token',
    options: { method: 'token', token: 'a-token' } satisfies All<VaultTokenAuth>,
    prefix: 'auth.',
    anything: ['method'],
    give: login,
  },
  {
    name: 'login to Vault by AppRole',
    options: { method: 'approle', roleId: 'r', secretId: 's', mount: 'm' } satisfies All<VaultAppRoleAuth>,
    prefix: 'auth.',
    anything: ['method'],
    give: login,
  },
  {
    name: 'login to Vault as a pod',
    options: {
      method: 'kubernetes',
      role: 'r',
      jwtFile: '/j',
      mount: 'm',
    } satisfies All<VaultKubernetesAuth>,
    prefix: 'auth.',
    anything: ['method'],
    give: login,
  },
  { name: 'LivePersonPlatform', options: platform, give: (o) => new LivePersonPlatform(o) },
  {
    name: 'a session of an administrator',
    options: { bearer: 'a-bearer', userId: '1', idToken: 'a-token' } satisfies All<AdminSession>,
    prefix: 'admin.',
    give: admin,
  },
  {
    name: 'a login of an administrator',
    options: { username: 'ada@example.com', password: 'a-password' } satisfies All<AdminLogin>,
    prefix: 'admin.',
    give: admin,
  },
  {
    name: 'provisionAccount',
    options: {
      accountId: '12345678',
      platform: scene.platform,
      secretStore: scene.store,
      takeOver: [],
      onProgress: () => undefined,
      signal: new AbortController().signal,
      timeoutMs: 1_000,
      clock: scene.clock,
    } satisfies All<ProvisionOptions>,
    give: (o) => provisionAccount(o),
  },
  {
    name: 'startSandbox',
    options: {
      accountId: '12345678',
      ports: { csds: 0 },
      provisioned: true,
      credentials: 'oauth2',
      seed: 1,
      now: 'today',
      leniency: { missingVersion: true, missingSource: true },
      infrastructureMs: 0,
      functions: { greet: () => 'hello' },
      functionsV1: false,
    } satisfies All<SandboxOptions>,
    give: async (o) => (await startSandbox(o)).close(),
  },
  {
    name: 'faults.add',
    options: {
      service: 'smt',
      method: 'GET',
      path: '/x',
      times: 1,
      status: 500,
      body: {},
      headers: { 'x-reason': 'a test' },
      delayMs: 1,
      reset: true,
      truncate: true,
      retryAfter: 1,
    } satisfies All<Fault>,
    anything: ['body'],
    give: (o) => new FaultList().add(o),
  },
  ...(['matching', 'count'] as const).map((method) => ({
    name: `requests.${method}`,
    options: { service: 'smt', method: 'GET', path: /x/ } satisfies All<RequestFilter>,
    give: (o: RequestFilter) => new RequestRecorder()[method](o),
  })),
];

/** Name of the fault that an error tells; undefined where there is none. */
async function faultOf(give: () => unknown): Promise<{ field?: string; message?: string }> {
  try {
    await give();
    return {};
  } catch (error) {
    const { name, message, field, parameter } = error as Record<string, string | undefined>;
    if (name !== 'ConfigError' && name !== 'ParameterError') return {};
    return { field: field ?? parameter ?? '', message: message ?? '' };
  }
}

const typosOf = (name: string) => [
  `${name}x`,
  `${name.slice(0, 1)}${name}`,
  `${name[0]?.toUpperCase()}${name.slice(1)}`,
];

beforeEach(() => {
  vi.stubEnv('LP_SECRETS_KEY', undefined);
  network.sent.length = 0;
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe.each(OBJECTS)(
  'the options of $name',
  ({ options, anything, nullable, alone, prefix = '', give }) => {
    const names = Object.keys(options);
    const without = (left: readonly string[]) =>
      Object.fromEntries(Object.entries(options).filter(([name]) => !left.includes(name)));
    const given = (name: string, value: unknown) => give({ ...without(alone ?? []), [name]: value } as never);

    it.each(names)('%s is told when it is mistyped, with the name that was meant', async (name) => {
      for (const typo of typosOf(name)) {
        const { field, message } = await faultOf(() => given(typo, options[name]));
        expect(field).toBe(prefix + typo);
        expect(message).toContain(`"${typo}"; did you mean "`);
        expect(message).toMatch(new RegExp(`It takes .*\\b${name}\\b`));
      }
      expect(network.sent).toEqual([]);
    });

    it.each(names)('%s is told when it is null or of no type that anything has', async (name) => {
      if (anything?.includes(name)) return;
      for (const value of [null, Symbol('wrong')]) {
        if (value === null && nullable?.includes(name)) continue;
        const { field } = await faultOf(() => given(name, value));
        expect(field, String(value)).toMatch(new RegExp(`\\b${name}\\b`));
      }
      expect(network.sent).toEqual([]);
    });

    it('are told when they are no object', async () => {
      for (const wrong of ['text', 5, true]) {
        expect((await faultOf(() => give(wrong as never))).message, String(wrong)).toBeTypeOf('string');
      }
    });

    it('may all be given, and each may be undefined unless it is needed', async () => {
      expect(await faultOf(() => give(without((alone ?? []).slice(1)) as never))).toEqual({});
    });
  },
);

describe('the options of a raw call', () => {
  const raw: All<LPRequestOptions> = {
    ...call,
    method: 'GET',
    headers: {},
    body: 'text',
    cache: 'no-store',
    credentials: 'omit',
    dispatcher: {},
    duplex: 'half',
    integrity: '',
    keepalive: true,
    mode: 'cors',
    priority: 'high',
    redirect: 'follow',
    referrer: '',
    referrerPolicy: 'no-referrer',
    window: null as never,
  };

  it.each(Object.keys(call))('%s is told when it is of no type that anything has', async (name) => {
    const fault = await faultOf(() => lp()('smt', '/x', { [name]: Symbol('wrong') } as never));
    expect(fault.field).toBe(name);
    expect(network.sent).toEqual([]);
  });

  it.each(Object.keys(raw))('%s warns of nothing', async (name) => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const method = name === 'body' ? 'POST' : 'GET';
    const options = { signal: call.signal, method, [name]: raw[name as keyof LPRequestOptions] };
    expect(await faultOf(() => lp()('smt', '/x', options))).toEqual({});
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });
});

describe('what takes no options', () => {
  it.each([[null], ['text'], [5], [[]]])('MemorySecretStore takes secrets by name, not %o', (values) => {
    expect(() => new MemorySecretStore(values as never)).toThrow(
      expect.objectContaining({ name: 'ConfigError', field: 'values' }),
    );
  });

  it.each(['ifversion', 'ifVersionx', 'IfAbsent'])('a store refuses the condition %s', async (name) => {
    const store = new MemorySecretStore({ MINE: 1 });
    const condition = { [name]: '1' } as never;
    await expect(store.put({ key: 'MINE', value: 2 }, condition)).rejects.toThrow(/did you mean "if/);
    await expect(store.delete('MINE', condition)).rejects.toThrow(/has no option/);
    expect(await store.get('MINE')).toMatchObject({ value: 1 });
  });
});
