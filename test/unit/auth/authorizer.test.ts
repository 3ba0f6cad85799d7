import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { AccountAuthorizers } from '../../../src/auth/authorizer.js';
import { ErrorCodes } from '../../../src/errors/error-codes.js';
import type { Authorization } from '../../../src/http/authorizer.js';
import { SecretCache } from '../../../src/secrets/secret-cache.js';
import type { SecretRecord } from '../../../src/secrets/secret-store.js';
import { ACCOUNT, CallScene, HOST, rejection } from '../../support/call-scene.js';
import { json, networkFailure, type Script } from '../../support/scripted-transport.js';
import { VirtualClock } from '../../support/virtual-clock.js';

const oauth1 = {
  consumerKey: 'planted-ck',
  consumerSecret: 'planted-cs',
  token: 'planted-t',
  tokenSecret: 'planted-ts',
};
const client = (name: string) => ({ client_id: `planted-${name}`, client_secret: `planted-secret-${name}` });
const request = { method: 'GET', url: new URL(`https://${HOST}/users?v=6.0`), headers: {} };

/** Sentinel as it should be: it knows the clients that are not revoked, and numbers its tokens. */
class Scene {
  readonly clock = new VirtualClock(Date.UTC(2026, 0, 1));
  readonly revoked = new Set<string>();
  readonly secrets = new Map<string, unknown>();
  /** What the store says of a secret beside its value. */
  readonly about = new Map<string, Partial<SecretRecord>>();
  readonly reads: string[] = [];
  readonly warnings: string[] = [];
  isHostKnown = false;
  sentinelHost = 'va.sentinel.liveperson.net';
  storeFailure: unknown;
  tokens = 0;
  /** What sentinel gives instead of a numbered token. */
  sameToken: string | undefined;
  readonly calls: CallScene;
  readonly authorizers: AccountAuthorizers;

  constructor(secrets: Record<string, unknown> = {}, script?: Script) {
    for (const [key, value] of Object.entries(secrets)) this.secrets.set(key, value);
    this.calls = new CallScene(script ?? ((sent) => this.#token(String(sent.body))), {
      clock: this.clock,
    });
    const { clock } = this;
    const { engine } = this.calls;
    const { redactor } = engine;
    this.authorizers = new AccountAuthorizers({
      engine,
      accountId: ACCOUNT,
      hosts: { host: () => (this.isHostKnown ? this.sentinelHost : Promise.resolve(this.sentinelHost)) },
      secrets: new SecretCache({ reader: { get: (key) => this.#read(key) }, clock, redactor }),
      warn: (code, message) => this.warnings.push(`${code}: ${message}`),
    });
  }

  async authorization(name = 'KEY', signal?: AbortSignal): Promise<Authorization> {
    return this.authorizers.with(name).authorization({ cancellation: signal });
  }

  async authorize(name = 'KEY', signal?: AbortSignal): Promise<string> {
    return (await this.authorization(name, signal)).header(request);
  }

  get tokenRequests(): number {
    return this.calls.transport.requests.length;
  }

  async #read(key: string): Promise<SecretRecord | undefined> {
    this.reads.push(key);
    if (this.storeFailure !== undefined) throw this.storeFailure;
    if (!this.secrets.has(key)) return undefined;
    return { key, value: structuredClone(this.secrets.get(key)), ...this.about.get(key) };
  }

  #token(form: string) {
    const id = new URLSearchParams(form).get('client_id') ?? '';
    if (this.revoked.has(id)) return json({ error: 'invalid_client' }, 401);
    this.tokens += 1;
    const token = this.sameToken ?? `token-${id}-${this.tokens}`;
    return json({ access_token: token, token_type: 'Bearer', expires_in: 3_600 });
  }
}

const many = <T>(count: number, make: () => Promise<T>) => Promise.all(Array.from({ length: count }, make));

describe('a bearer token', () => {
  it('is one for all first calls: one secret read, one token request', async () => {
    const scene = new Scene({ KEY: client('a') });
    const given = await many(500, () => scene.authorize());
    expect(new Set(given)).toEqual(new Set(['Bearer token-planted-a-1']));
    expect([scene.reads.length, scene.tokenRequests]).toEqual([1, 1]);
  });

  it('is never shared by two secrets with different credentials', async () => {
    const scene = new Scene({
      A: client('a'),
      B: client('b'),
      C: { ...client('a'), client_secret: 'planted-other' },
    });
    const [a, b, c] = await Promise.all(['A', 'B', 'C'].map((name) => scene.authorize(name)));
    expect(new Set([a, b, c]).size).toBe(3);
    expect(scene.tokenRequests).toBe(3);
    expect(await scene.authorize('A')).toBe(a);
    expect(await scene.authorize('B')).toBe(b);
  });

  it('is shared by two secrets with the same credential', async () => {
    const scene = new Scene({ A: client('a'), B: client('a') });
    const [a, b] = await Promise.all([scene.authorize('A'), scene.authorize('B')]);
    expect(a).toBe(b);
    expect([scene.reads.length, scene.tokenRequests]).toEqual([2, 1]);
  });

  it('belongs to the sentinel host that gave it', async () => {
    const scene = new Scene({ KEY: client('a') });
    const first = await scene.authorize();
    scene.sentinelHost = 'lo.sentinel.liveperson.net';
    expect(await scene.authorize()).not.toBe(first);
    expect(scene.tokenRequests).toBe(2);
  });

  it('is renewed a minute before it expires, and serves till then when sentinel fails', async () => {
    let failing = false;
    const scene = new Scene({ KEY: client('a') }, (_, sends) =>
      failing
        ? { error: networkFailure('ECONNREFUSED') }
        : json({ access_token: `token-${sends}`, expires_in: 3_600 }),
    );
    const first = await scene.authorize();
    await scene.clock.sleep(3_540_000 - 1);
    expect(await scene.authorize()).toBe(first);
    await scene.clock.sleep(1);
    failing = true;
    expect(await scene.authorize()).toBe(first);
    await scene.clock.sleep(60_000);
    expect(await rejection(scene.authorize())).toMatchObject({
      name: 'AuthError',
      code: ErrorCodes.OAuth2.General,
    });
    failing = false;
    expect(await scene.authorize()).not.toBe(first);
  });

  it('goes on being fetched for the others when one caller aborts', async () => {
    const scene = new Scene({ KEY: client('a') });
    const controller = new AbortController();
    const left = rejection(scene.authorize('KEY', controller.signal));
    const stayed = scene.authorize();
    controller.abort('gone');
    expect(await left).toBe('gone');
    expect(await stayed).toBe('Bearer token-planted-a-1');
    expect(scene.tokenRequests).toBe(1);
  });
});

describe('rejected', () => {
  it('by a hundred calls at once leads to one secret read and one token request', async () => {
    const scene = new Scene({ KEY: client('a') });
    const old = await scene.authorization();
    const renewed = await many(100, async () => {
      old.rejected();
      return scene.authorize();
    });
    expect(new Set(renewed)).toEqual(new Set(['Bearer token-planted-a-2']));
    expect([scene.reads.length, scene.tokenRequests]).toEqual([2, 2]);
  });

  it('does nothing for a token that has been replaced', async () => {
    const scene = new Scene({ KEY: client('a') });
    const old = await scene.authorization();
    old.rejected();
    const current = await scene.authorize();
    await scene.clock.sleep(60_000);
    old.rejected();
    expect(await scene.authorize()).toBe(current);
    expect([scene.reads.length, scene.tokenRequests]).toEqual([2, 2]);
  });

  it('picks up a secret that was replaced while running', async () => {
    const scene = new Scene({ KEY: client('old') });
    const old = await scene.authorization();
    scene.secrets.set('KEY', client('new'));
    expect(await scene.authorization()).toBe(old);
    old.rejected();
    expect(await scene.authorize()).toBe('Bearer token-planted-new-2');
  });

  it('still gets a new token with the old secret while the store cannot be read', async () => {
    const scene = new Scene({ KEY: client('a') });
    (await scene.authorization()).rejected();
    scene.storeFailure = new Error('down');
    expect(await scene.authorize()).toBe('Bearer token-planted-a-2');
  });

  it('gives up a token at once that was renewed to the same text', async () => {
    const scene = new Scene({ KEY: client('a') });
    scene.sameToken = 'the-same';
    await scene.authorize();
    await scene.clock.sleep(3_600_000);
    const renewed = await scene.authorization();
    scene.sameToken = undefined;
    renewed.rejected();
    expect(await scene.authorize()).toBe('Bearer token-planted-a-3');
  });

  it('of a shared token is one rejection, by whichever secret it comes', async () => {
    const scene = new Scene({ A: client('a'), B: client('a') });
    const [a, b] = await Promise.all([scene.authorization('A'), scene.authorization('B')]);
    a.rejected();
    const renewed = await scene.authorize('A');
    b.rejected();
    expect(await scene.authorize('B')).toBe(renewed);
    expect(scene.tokenRequests).toBe(2);
  });

  it('leads to one token in five seconds, however often it comes: then the same stands', async () => {
    const scene = new Scene({ KEY: client('a') });
    (await scene.authorization()).rejected();
    const second = await scene.authorization();
    for (let i = 0; i < 20; i += 1) {
      second.rejected();
      expect(await scene.authorization()).toBe(second);
    }
    await scene.clock.sleep(4_999);
    second.rejected();
    expect(await scene.authorization()).toBe(second);
    await scene.clock.sleep(1);
    second.rejected();
    expect(await scene.authorization()).not.toBe(second);
    expect([scene.reads.length, scene.tokenRequests]).toEqual([3, 3]);
  });
});

describe('invalid_client of sentinel', () => {
  it('has the secret read again, once, and uses the one that replaced it', async () => {
    const scene = new Scene({ KEY: client('old') });
    await scene.authorize();
    scene.secrets.set('KEY', client('new'));
    scene.revoked.add('planted-old');
    // A move of sentinel needs another token, while the old secret is still in the cache.
    scene.sentinelHost = 'lo.sentinel.liveperson.net';
    expect(await many(50, () => scene.authorize())).toEqual(Array(50).fill('Bearer token-planted-new-2'));
    expect([scene.reads.length, scene.tokenRequests]).toEqual([2, 3]);
  });

  it('is told when the secret has not changed, after one read more and no other token request', async () => {
    const scene = new Scene({ KEY: client('a') });
    scene.revoked.add('planted-a');
    const errors = await many(100, () => rejection(scene.authorize()));
    for (const error of errors) {
      expect(error).toMatchObject({ name: 'AuthError', oauthError: 'invalid_client', status: 401 });
    }
    expect([scene.reads.length, scene.tokenRequests]).toEqual([2, 1]);
    expect(inspect(errors[0], { depth: 9, showHidden: true })).not.toContain('planted');
  });

  it('that comes for the replaced secret too ends the call', async () => {
    const scene = new Scene({ KEY: client('old') });
    scene.revoked.add('planted-old').add('planted-new');
    const failing = rejection(scene.authorize());
    // By now the old one has been read.
    scene.secrets.set('KEY', client('new'));
    expect(await failing).toMatchObject({ oauthError: 'invalid_client' });
    expect([scene.reads.length, scene.tokenRequests]).toEqual([2, 2]);
  });

  it('is needed for that: any other refusal is told without another read', async () => {
    const scene = new Scene({ KEY: client('a') }, () => json({ error: 'invalid_scope' }, 400));
    expect(await rejection(scene.authorize())).toMatchObject({ oauthError: 'invalid_scope', status: 400 });
    expect(scene.reads).toHaveLength(1);
  });
});

describe('OAuth 1.0a', () => {
  const parameters = (header: string) =>
    Object.fromEntries(
      [...header.matchAll(/(oauth_\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    );

  it('signs each attempt with a fresh nonce and the time of the clock, and asks sentinel for nothing', async () => {
    const scene = new Scene({ KEY: oauth1 });
    const first = parameters(await scene.authorize());
    await scene.clock.sleep(5_000);
    const second = parameters(await scene.authorize());
    expect(first).toMatchObject({ oauth_consumer_key: 'planted-ck', oauth_timestamp: '1767225600' });
    expect(second.oauth_timestamp).toBe('1767225605');
    expect(second.oauth_nonce).not.toBe(first.oauth_nonce);
    expect(second.oauth_signature).not.toBe(first.oauth_signature);
    expect([scene.reads.length, scene.tokenRequests]).toEqual([1, 0]);
  });

  it('tells that it is used', async () => {
    const scene = new Scene({ KEY: oauth1, NEW: client('a') });
    await scene.authorize('NEW');
    expect(scene.warnings).toEqual([]);
    await scene.authorize('KEY');
    expect(scene.warnings).toContainEqual(expect.stringMatching(/^LP_OAUTH1: Secret KEY is/));
  });

  it('has its secret read again, once, when a hundred signatures are rejected', async () => {
    const scene = new Scene({ KEY: oauth1 });
    const signatures = await many(100, () => scene.authorization());
    scene.secrets.set('KEY', client('new'));
    const renewed = await Promise.all(
      signatures.map((signature) => {
        signature.rejected();
        return scene.authorize();
      }),
    );
    expect(new Set(renewed)).toEqual(new Set(['Bearer token-planted-new-1']));
    expect(scene.reads).toHaveLength(2);
  });
});

describe('a secret that does not authorise', () => {
  it.each([
    ['is missing', undefined, { name: 'SecretError', code: ErrorCodes.Secret.NotFound }],
    ['has another shape', { user: 'planted' }, { name: 'AuthError', code: ErrorCodes.LpClient.Creds.Format }],
    [
      'lacks a field',
      { client_id: 'planted' },
      { name: 'AuthError', code: ErrorCodes.LpClient.Creds.Format },
    ],
  ])('is told: it %s', async (_, value, expected) => {
    const scene = new Scene(value === undefined ? {} : { KEY: value });
    const error = await rejection(scene.authorize());
    expect(error).toMatchObject(expected);
    expect(String(error)).toContain('KEY');
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('planted');
    expect(scene.tokenRequests).toBe(0);
  });

  it('because its store fails is told without what the store said of it', async () => {
    const scene = new Scene({ KEY: client('a') });
    await scene.authorize();
    scene.storeFailure = Object.assign(new Error('failed at planted-secret-a'), { options: client('a') });
    expect(await scene.authorize()).toContain('Bearer');
    const fresh = new Scene();
    fresh.storeFailure = new Error('down');
    expect(await rejection(fresh.authorize())).toMatchObject({
      code: ErrorCodes.Secret.Failure,
      cause: { message: 'down' },
    });
  });
});

describe('an account migrated from Functions V1', () => {
  const DEFAULT = 'LIVEPERSON_DEFAULT_APP_KEY';
  const NAMES_OF_V1 = ['lp-faas-default-app-key', 'lp-faas-orchestrator-app-key'];

  it.each(NAMES_OF_V1)('uses %s where it is named, and tells so', async (name) => {
    const scene = new Scene({ [name]: oauth1, MINE: oauth1 });
    expect(await scene.authorize(name)).toMatch(/^OAuth /);
    await scene.authorize('MINE');
    const ofV1 = scene.warnings.filter((warning) => warning.startsWith('LP_SECRET_OF_V1'));
    expect(ofV1).toEqual([expect.stringContaining(`authorised with ${name}, `)]);
  });

  it.each(NAMES_OF_V1)(
    'is told of %s when the default key is missing, and of how to use it',
    async (name) => {
      const scene = new Scene({ [name]: oauth1 });
      const error = await rejection(scene.authorize(DEFAULT));
      expect(error).toMatchObject({ name: 'SecretError', code: ErrorCodes.Secret.NotFound, key: DEFAULT });
      expect(error).toMatchObject({
        message: expect.stringContaining('There is one of Functions V1, not taken by itself'),
      });
      expect(error).toMatchObject({ message: expect.stringContaining(`appKeySecretName: '${name}'`) });
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('planted');
      expect(scene.warnings).toEqual([]);
    },
  );

  it('is told of none when there is none, or another secret is missing', async () => {
    const none = await rejection(new Scene().authorize(DEFAULT));
    const another = await rejection(new Scene({ 'lp-faas-default-app-key': oauth1 }).authorize('MINE'));
    for (const error of [none, another]) expect(String(error)).not.toContain('V1');
  });

  it.each([
    ['an object', { LP_COMPAT_SECRET_TYPE: 'Object', secret: client('a') }],
    ['a text', { LP_COMPAT_SECRET_TYPE: 'String', secret: JSON.stringify(client('a')) }],
  ])('has its credential taken out of the wrapper: %s', async (_, stored) => {
    expect(await new Scene({ KEY: stored }).authorize()).toContain('Bearer');
  });
});

describe('what is known', () => {
  it('is given at once: no promise, and the same object as long as nothing was renewed', async () => {
    const scene = new Scene({ KEY: client('a'), OLD: oauth1 });
    scene.isHostKnown = true;
    for (const name of ['KEY', 'OLD']) {
      const first = await scene.authorization(name);
      expect(scene.authorizers.with(name).authorization()).toBe(first);
    }
  });

  it('tells the kind of a credential without asking for a token', async () => {
    const scene = new Scene({ KEY: client('a'), OLD: oauth1 });
    expect(await scene.authorizers.kindOf('KEY')).toBe('oauth2');
    expect(await scene.authorizers.kindOf('OLD')).toBe('oauth1');
    expect(scene.tokenRequests).toBe(0);
  });
});

it('has each field of a credential hidden from errors, also when the secret is a text that holds JSON', async () => {
  const scene = new Scene({ KEY: JSON.stringify(client('a')), OLD: JSON.stringify(oauth1) });
  await scene.authorize();
  await scene.authorize('OLD');
  const { redactor } = scene.calls;
  expect(redactor.text('got planted-secret-a, planted-a and planted-cs')).toBe(
    'got [redacted], [redacted] and [redacted]',
  );
});

it('shows no credential when it is inspected', async () => {
  const scene = new Scene({ KEY: client('a'), OLD: oauth1 });
  await scene.authorize();
  await scene.authorize('OLD');
  const authorizer = scene.authorizers.with('KEY');
  const shown = inspect([scene.authorizers, authorizer, scene.authorizers.with('OLD')], {
    depth: 9,
    showHidden: true,
  });
  expect(shown + JSON.stringify(authorizer)).not.toContain('planted');
});

describe('a system secret that names an account', () => {
  const DEFAULT = 'LIVEPERSON_DEFAULT_APP_KEY';
  const OTHER = '87654321';

  it.each([
    ['by its name', DEFAULT, {}],
    ['by its record', 'KEY', { managedBy: 'system' }],
  ] as const)('of another one is refused, and nothing is sent: system %s', async (_, key, about) => {
    for (const value of [client('other'), oauth1]) {
      const scene = new Scene({ [key]: value });
      scene.about.set(key, { ...about, accountId: OTHER });
      for (const attempt of [scene.authorize(key), scene.authorizers.kindOf(key)]) {
        const error = await rejection(attempt);
        expect(error).toMatchObject({ name: 'AuthError', code: ErrorCodes.LpClient.Creds.Failure });
        expect(String(error)).toContain(`of account ${OTHER}, not of ${ACCOUNT}`);
        expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('planted');
      }
      expect(scene.tokenRequests).toBe(0);
    }
  });

  it('is refused when it takes the place of ours', async () => {
    const scene = new Scene({ [DEFAULT]: client('ours') });
    scene.about.set(DEFAULT, { accountId: ACCOUNT });
    expect(await scene.authorize(DEFAULT)).toContain('token-planted-ours-1');
    scene.secrets.set(DEFAULT, client('theirs'));
    scene.about.set(DEFAULT, { accountId: OTHER });
    await scene.clock.sleep(3_600_000);
    expect(await rejection(scene.authorize(DEFAULT))).toMatchObject({ name: 'AuthError' });
  });

  it.each([
    ['its account is ours', DEFAULT, { managedBy: 'system', accountId: ACCOUNT }],
    ['it names none', DEFAULT, { managedBy: 'system' }],
    ['it is a secret of the user', 'KEY', { managedBy: 'user', accountId: OTHER }],
  ] as const)('is taken when %s', async (_, key, about) => {
    const scene = new Scene({ [key]: client('a') });
    scene.about.set(key, about);
    expect(await scene.authorize(key)).toContain('token-planted-a-1');
  });
});
