import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createToolbelt } from '../../src/index.js';
import { LivePersonPlatform, provisionAccount } from '../../src/provisioning.js';
import { openSecretStore } from '../../src/secrets/open-store.js';
import {
  EncryptedFileStore,
  MemorySecretStore,
  type SecretStore,
  SettingsFileStore,
  type VaultAuthOptions,
  VaultStore,
} from '../../src/stores.js';
import type { ToolbeltInstance } from '../../src/toolbelt/account.js';
import { InstantClock } from '../integration/client/harness.js';
import { createCertificate } from '../support/certificate.js';
import { type Payload, payloadNames, readPayload } from '../support/payloads.js';
import { CANARIES } from './canaries.js';
import type { Collector } from './collector.js';
import { HostileTransport } from './hostile-transport.js';
import { methodsOf } from './surface.js';

export const APP_KEY = 'LIVEPERSON_DEFAULT_APP_KEY';
const UUID = '3f1c2d84-9b7e-4a55-8c0d-5a1f6e7b9c21';
const CREDENTIALS = {
  oauth2: { client_id: 'a-client', client_secret: CANARIES.clientSecret },
  oauth1: {
    consumerKey: CANARIES.consumerKey,
    consumerSecret: CANARIES.consumerSecret,
    token: CANARIES.token,
    tokenSecret: CANARIES.tokenSecret,
  },
} as const;
export type Kind = keyof typeof CREDENTIALS;

type Method = (...args: unknown[]) => unknown;
type Methods = Record<string, Method>;

/** Everything that a toolbelt of one kind of credential holds, and whose servers know it, too. */
export class HostileAccount implements AsyncDisposable {
  readonly toolbelt: ToolbeltInstance;
  readonly strict: ToolbeltInstance;
  readonly store: SecretStore;
  readonly #collector: Collector;
  readonly #known: string[];

  private constructor(kind: Kind, collector: Collector) {
    const { userSecret, accessToken, gdprToken } = CANARIES;
    this.#collector = collector;
    this.#known = Object.values(CREDENTIALS[kind]).filter((text) => text !== 'a-client');
    this.store = new MemorySecretStore({ [APP_KEY]: CREDENTIALS[kind], MINE: userSecret });
    const transport = new HostileTransport(
      () => this.#known,
      ({ url }) => {
        if (url.pathname.endsWith('/app/token'))
          return { body: { access_token: accessToken, expires_in: 3_600 } };
        if (url.pathname === '/auth/v1.0') return { headers: { 'x-auth-token': gdprToken }, body: '' };
        return undefined;
      },
    );
    const options = {
      accountId: '12345678',
      secretStore: this.store,
      transport,
      clock: new InstantClock(),
      logger: collector.logger,
      around: [collector.around],
      retry: { attempts: 2 },
    };
    this.toolbelt = createToolbelt(options);
    this.strict = createToolbelt({ ...options, responseValidation: 'strict' });
  }

  static async open(kind: Kind, collector: Collector): Promise<HostileAccount> {
    const account = new HostileAccount(kind, collector);
    for (const toolbelt of [account.toolbelt, account.strict]) {
      await toolbelt.SecretClient().readSecret('MINE');
      await collector.call(() => toolbelt.LPClient().users.list());
    }
    // From now on it is held: a server cannot know what was not given out.
    account.#known.push(CANARIES.userSecret, ...(kind === 'oauth2' ? [CANARIES.accessToken] : []));
    return account;
  }

  /** Calls each operation some times; over the whole they meet every form, shape and status. Gives their names. */
  async callOperations(times: number): Promise<string[]> {
    const called: string[] = [];
    for (const { id, operations } of this.toolbelt.privileges) {
      for (const name of Object.keys(operations)) {
        const params = PARAMS.get(`${id}.${name}`) ?? {};
        for (let turn = 0; turn < times; turn += 1) {
          const lp = (turn % 2 ? this.strict : this.toolbelt).LPClient();
          const api = (lp as unknown as Record<string, Methods>)[id];
          await this.#collector.call(() => api?.[name]?.(params));
        }
        called.push(`${id}.${name}`);
      }
    }
    return called;
  }

  /** Calls each method of each client of the toolbelt. Gives the names of the methods, by `factory.method`. */
  async callClients(times: number): Promise<string[]> {
    const { key, cert } = await createCertificate();
    const factories: Record<string, Method> = {
      LPClient: () => this.toolbelt.LPClient(),
      SecretClient: () => this.toolbelt.SecretClient(),
      CsdsClient: () => this.toolbelt.CsdsClient(),
      OrchestratorClient: () => this.toolbelt.OrchestratorClient(),
      ConversationUtil: () => this.toolbelt.ConversationUtil(),
      SDEUtil: () => this.toolbelt.SDEUtil(),
      GDPRUtil: () => this.toolbelt.GDPRUtil(),
      LPMtlsClient: () => this.toolbelt.LPMtlsClient(),
      ContextServiceClient: () => this.toolbelt.ContextServiceClient(CANARIES.contextKey),
      MTLSClient: () => this.toolbelt.MTLSClient({ cert, key }),
      SFClient: () => this.toolbelt.SFClient({ Connection: class {} }),
    };
    const called: string[] = [];
    for (const [factory, make] of Object.entries(factories)) {
      const client = make() as Methods;
      this.#collector.view(client);
      const methods = factory === 'LPClient' ? [] : methodsOf(client);
      for (const name of methods) {
        const args = ARGUMENTS[`${factory}.${name}`] ?? ARGUMENTS[factory] ?? [];
        for (let turn = 0; turn < times; turn += 1) await this.#collector.call(() => client[name]?.(...args));
        called.push(`${factory}.${name}`);
      }
      this.#collector.view(client);
    }
    const lp = this.toolbelt.LPClient();
    const secret = encodeURIComponent(CANARIES.userSecret);
    for (let turn = 0; turn < times; turn += 1) {
      await this.#collector.call(async () => {
        const response = await lp('msgHist', '/a');
        this.#collector.view(response);
        await response.json();
      });
    }
    // A response has the URL that its caller made, so it is not looked at.
    await this.#collector.call(() => lp('msgHist', `/a/${secret}?access_token=${secret}`));
    await this.#collector.call(() => lp('accountConfigReadOnly', `/a/${secret}`, { method: 'DELETE' }));
    await this.#collector.call(() => this.toolbelt.HTTPClient());
    return [...called, ...Object.keys(factories), 'HTTPClient'];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const value of [this.toolbelt, this.strict, this.store]) this.#collector.view(value);
    await this.toolbelt.close();
    await this.strict.close();
    await this.#collector.call(() => this.toolbelt.LPClient().users.list());
  }
}

/** Parameters of an operation, as one of its payloads has them. */
const PARAMS = new Map(
  payloadNames()
    .map((name): [string, Payload] => [name, readPayload(name)])
    .filter(([, { error }]) => error === undefined)
    .map(([name, { params = {} }]) => [name.split('/').slice(0, 2).join('.'), params]),
);

const URL_OF_BRAND = `https://orders.example.com/a?key=${encodeURIComponent(CANARIES.userSecret)}`;
const FORWARDED = { authorization: `Bearer ${CANARIES.forwarded}` };
const FILES = {
  conversationHistoryRecords: [
    { messageRecords: [{ type: 'HOSTED_FILE', messageData: { file: { relativePath: '/a/b.png' } } }] },
  ],
};
const OBJECT_STORE = { username: 'a-user', password: CANARIES.gdprPassword };
/** By `client.method`, or by the client where all its methods take the same. */
const ARGUMENTS: Readonly<Record<string, readonly unknown[]>> = {
  'SecretClient.readSecret': ['MINE', { useCache: false }],
  'SecretClient.updateSecret': [{ key: APP_KEY, value: CANARIES.userSecret }],
  CsdsClient: ['msgHist'],
  OrchestratorClient: [[{ uuid: UUID, payload: { value: CANARIES.userSecret } }]],
  'ConversationUtil.getConversationById': [UUID],
  'ConversationUtil.scanConversationForKeywords': [{ value: CANARIES.userSecret }, [CANARIES.userSecret]],
  'SDEUtil.addSDEs': [[{ type: 'lead', lead: { topic: CANARIES.userSecret } }], 'a-visitor', 'a-session'],
  'SDEUtil.getSDEsFromConversation': [{ conversationHistoryRecords: [] }],
  GDPRUtil: [FILES, OBJECT_STORE],
  LPMtlsClient: [URL_OF_BRAND, FORWARDED, undefined, { json: true }],
  MTLSClient: ['https://localhost:1/', FORWARDED],
  ContextServiceClient: ['orders', { last: CANARIES.userSecret }, 'a-session'],
  'ContextServiceClient.getListOfNamespaces': [],
  'ContextServiceClient.getListOfSessions': ['orders'],
  'ContextServiceClient.createNamespace': ['orders'],
  'ContextServiceClient.deleteNamespace': ['orders'],
  'ContextServiceClient.deleteSession': ['orders', 'a-session'],
  'ContextServiceClient.getAllPropertiesInSession': ['orders', 'a-session'],
  'ContextServiceClient.getSelectedPropertiesInSession': ['orders', ['last'], 'a-session'],
  'ContextServiceClient.getPropertyInSession': ['orders', 'last', 'a-session'],
  'ContextServiceClient.deletePropertyInSession': ['orders', 'last', 'a-session'],
  SFClient: [{ username: 'a-user', password: CANARIES.salesforcePassword }],
};

const MANIFEST = {
  client_name: 'a-name',
  description: 'a description',
  enabled: true,
  grant_types: ['client_credentials'],
  scope: 'a.scope',
};
const PLATFORM_ARGUMENTS: Readonly<Record<string, readonly unknown[]>> = {
  install: [MANIFEST],
  deleteInstallation: ['an-id', '5'],
  getInstallation: ['an-id'],
  tryCredential: [CREDENTIALS.oauth2],
};

/** Each method of the platform, with a session and with a login, and runs of provisioning. Gives the names of the methods. */
export async function callPlatform(collector: Collector, times: number): Promise<string[]> {
  const { bearer, password, idToken } = CANARIES;
  const session = { bearer, userId: '7', idToken };
  const login = { username: 'admin@example.com', password };
  const called = new Set<string>();
  for (const admin of [session, login]) {
    const known = 'bearer' in admin ? [bearer, idToken] : [password, bearer];
    const transport = new HostileTransport(
      () => known,
      ({ url }) => {
        if ('bearer' in admin || !url.pathname.endsWith('/login')) return undefined;
        return { body: { bearer, config: { userId: '7', isAdmin: true } } };
      },
    );
    const { around } = collector;
    const open = () =>
      new LivePersonPlatform({ accountId: '12345678', admin, transport, around: [around], timeoutMs: 5_000 });
    const platform = open();
    for (const name of methodsOf(platform)) {
      const member = name === 'accountId' ? undefined : (platform as unknown as Methods)[name];
      if (typeof member !== 'function') continue;
      for (let turn = 0; turn < times; turn += 1) {
        await collector.call(() => member.apply(platform, [...(PLATFORM_ARGUMENTS[name] ?? [])]));
      }
      called.add(name);
    }
    collector.view(platform);
    for (let turn = 0; turn < times; turn += 1) {
      const store = new MemorySecretStore({ [APP_KEY]: CREDENTIALS.oauth2, MINE: CANARIES.userSecret });
      const clock = new InstantClock();
      await collector.call(async () => {
        const run = provisionAccount({ accountId: '12345678', platform: open(), secretStore: store, clock });
        for await (const event of run) collector.view(event);
        collector.view(await run);
      });
    }
  }
  return [...called];
}

const AUTHS: readonly ((folder: string) => VaultAuthOptions)[] = [
  () => ({ method: 'token', token: CANARIES.vaultToken }),
  () => ({ method: 'approle', roleId: 'a-role', secretId: CANARIES.vaultSecretId }),
  (folder) => ({ method: 'kubernetes', role: 'a-role', jwtFile: join(folder, 'jwt') }),
];

const VAULT_KNOWS = [CANARIES.vaultToken, CANARIES.vaultSecretId, CANARIES.kubernetesToken] as const;

/** Each method of each store, at its best and with what is broken. Gives the names by `class.method`. */
export async function callStores(collector: Collector, times: number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'canaries-'));
  try {
    writeFileSync(join(folder, 'jwt'), CANARIES.kubernetesToken);
    const broken = `{"secrets": [{"key": "MINE", "value": "${CANARIES.clientSecret}"}, oops ${CANARIES.userSecret}`;
    writeFileSync(join(folder, 'broken.json'), broken);
    const { fileKey: key, postgresPassword } = CANARIES;
    const vaults = AUTHS.map((auth, index) => {
      const known = index === 0 ? CANARIES.vaultToken : VAULT_KNOWS[index];
      const transport = new HostileTransport(() => [known ?? '']);
      return new VaultStore({
        address: 'https://vault.example.com:8200',
        mount: 'secret',
        auth: auth(folder),
        transport,
        clock: new InstantClock(),
      });
    });
    const stores: SecretStore[] = [
      new MemorySecretStore(),
      new SettingsFileStore(join(folder, 'settings.json')),
      new SettingsFileStore(join(folder, 'broken.json')),
      new EncryptedFileStore(join(folder, 'secrets.json'), { key }),
      new EncryptedFileStore(join(folder, 'broken.json'), { key }),
      ...vaults,
    ];
    const called = new Set<string>();
    for (const store of stores) {
      for (let turn = 0; turn < times; turn += 1) {
        for (const name of methodsOf(store)) {
          if (name === 'missingFile') continue;
          await collector.call(() => (store as unknown as Methods)[name]?.(...(STORE_ARGUMENTS[name] ?? [])));
          called.add(`${store.constructor.name}.${name}`);
        }
        collector.view(store);
      }
    }
    await collector.call(
      () => new EncryptedFileStore(join(folder, 'secrets.json'), { key: postgresPassword }),
    );
    await collector.call(() => new EncryptedFileStore(join(folder, 'a'), { key: `${key}${key}` }));
    await collector.call(() => openSecretStore(`postgres://lp:${postgresPassword}@db.example.com/lp`));
    await collector.call(() => openSecretStore(`vault:https://lp:${postgresPassword}@vault.example.com/a/b`));
    await collector.call(() =>
      createToolbelt({ secretStore: `postgres://lp:${postgresPassword}@db.example.com` }),
    );
    return [...called];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const STORE_ARGUMENTS: Readonly<Record<string, readonly unknown[]>> = {
  get: ['MINE'],
  put: [{ key: 'MINE', value: CANARIES.userSecret }, { ifAbsent: true }],
  delete: ['MINE', { ifVersion: 'another' }],
  checkWritable: ['MINE'],
};

/** What a toolbelt is told wrongly, or given by others that fail with all that they know. */
export async function callWithMistakes(collector: Collector): Promise<void> {
  const known = JSON.stringify(CANARIES);
  const failing = { get: () => Promise.reject(Object.assign(new Error('failed'), { value: CANARIES })) };
  const { vaultToken, clientSecret } = CANARIES;
  const mistakes: readonly (() => unknown)[] = [
    () => createToolbelt({ accountId: '1', secretStore: failing }).LPClient().users.list(),
    () => createToolbelt({ accountId: '1', secretStore: known }),
    () => createToolbelt({ accountId: '1', csdsDomain: `https://${clientSecret}` }),
    () =>
      new VaultStore({
        address: `https://${vaultToken}`,
        mount: 'a',
        auth: { method: 'token', token: '\n' },
      }),
    () => new MemorySecretStore({ MINE: () => known }),
    () => createToolbelt().MTLSClient({ cert: known, key: known }),
    () => createToolbelt().ContextServiceClient(`${CANARIES.contextKey}\n`),
  ];
  for (const mistake of mistakes) await collector.call(mistake);
}
