import { getEventListeners } from 'node:events';
import { Readable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { USER_AGENT } from '../../../src/config/version.js';
import { HostNotAllowedError } from '../../../src/errors/host-not-allowed-error.js';
import { NetworkError } from '../../../src/errors/network-error.js';
import type { Authorization, Authorizer, SignedRequest } from '../../../src/http/authorizer.js';
import { call } from '../../../src/http/call.js';
import type { Cancellation } from '../../../src/http/cancellation.js';
import { CallScene, HOST, readRequest, readText, rejection } from '../../support/call-scene.js';
import { json, networkFailure } from '../../support/scripted-transport.js';
import { signpost } from '../../support/transport-setup.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Gives "Bearer token-1", and the next token after each rejection of the current one. */
class CountingAuthorizer implements Authorizer {
  readonly signed: SignedRequest[] = [];
  readonly rejections: string[] = [];
  #current = this.#next(1);

  async authorization(): Promise<Authorization> {
    return this.#current;
  }

  #next(token: number): Authorization {
    const made: Authorization = {
      kind: 'oauth2',
      header: (request) => {
        this.signed.push(request);
        return `Bearer token-${token}`;
      },
      rejected: () => {
        this.rejections.push(`Bearer token-${token}`);
        if (this.#current === made) this.#current = this.#next(token + 1);
      },
    };
    return made;
  }
}

const ok = { status: 200, body: 'fine' };
const unauthorized = { status: 401, body: 'no' };

describe('a request', () => {
  it('has authorization, x-request-id and user-agent first, then its own headers in their order', async () => {
    const scene = new CallScene([ok]);
    const headers = { 'x-b': '1', accept: 'a/b', 'x-a': '2' };
    await scene.read({ headers, authorizer: new CountingAuthorizer() });
    const [sent] = scene.transport.requests;
    expect(Object.entries(sent?.headers ?? {})).toEqual([
      ['authorization', 'Bearer token-1'],
      ['x-request-id', expect.stringMatching(UUID)],
      ['user-agent', USER_AGENT],
      ['x-b', '1'],
      ['accept', 'a/b'],
      ['x-a', '2'],
    ]);
    expect(sent).toMatchObject({
      method: 'GET',
      url: new URL(`https://${HOST}/api/account/12345678/users?v=6.0`),
    });
  });

  it('keeps a user-agent and an x-request-id of the caller, in their places', async () => {
    const scene = new CallScene([ok]);
    await scene.read({ headers: { accept: 'a/b', 'user-agent': 'mine', 'x-request-id': 'id-1' } });
    expect(Object.entries(scene.transport.requests[0]?.headers ?? {})).toEqual([
      ['x-request-id', 'id-1'],
      ['user-agent', 'mine'],
      ['accept', 'a/b'],
    ]);
  });

  it("drops the caller's authorization, with and without one of ours", async () => {
    const scene = new CallScene([ok, ok]);
    const headers = { authorization: 'Bearer of-the-caller' };
    await scene.read({ headers });
    await scene.read({ headers, authorizer: new CountingAuthorizer() });
    const sent = scene.transport.requests.map((request) => request.headers.authorization);
    expect(sent).toEqual([undefined, 'Bearer token-1']);
    expect(headers).toEqual({ authorization: 'Bearer of-the-caller' });
  });

  it("has the console's trace id as its request id, where the platform gives one", async () => {
    const scene = new CallScene([ok, ok]);
    const traced = Object.assign(console, { getTraceId: () => 'trace-1' as unknown });
    try {
      await scene.read();
      traced.getTraceId = () => '';
      await scene.read();
    } finally {
      Reflect.deleteProperty(traced, 'getTraceId');
    }
    const ids = scene.transport.requests.map((request) => request.headers['x-request-id']);
    expect(ids).toEqual(['trace-1', expect.stringMatching(UUID)]);
  });

  it('keeps one request id and one url over all its attempts', async () => {
    const scene = new CallScene([{ status: 503 }, { error: networkFailure('ECONNRESET') }, unauthorized, ok]);
    await scene.read({ authorizer: new CountingAuthorizer() });
    const sent = scene.transport.requests;
    expect(sent).toHaveLength(4);
    expect(new Set(sent.map(({ headers }) => headers['x-request-id'])).size).toBe(1);
    expect(new Set(sent.map(({ url }) => url.href)).size).toBe(1);
  });

  it('is authorised with what is sent: the final url, the method, the headers and the body', async () => {
    const scene = new CallScene([ok]);
    const authorizer = new CountingAuthorizer();
    await scene.read({ authorizer, method: 'POST', body: 'a=b', headers: { 'content-type': 'x/y' } });
    const [sent] = scene.transport.requests;
    const { authorization: _, ...headers } = sent?.headers ?? {};
    expect(authorizer.signed).toEqual([{ method: 'POST', url: sent?.url, body: 'a=b', headers }]);
  });

  it('is sent nowhere when its host is not allowed, from CSDS or not', async () => {
    const scene = new CallScene([ok]);
    const authorizer = new CountingAuthorizer();
    for (const name of [
      'evil.com',
      '127.1',
      '169.254.169.254',
      'a@b.liveperson.net',
      'a.liveperson.net/path',
    ]) {
      for (const host of [name, { host: async () => name }]) {
        expect(await rejection(scene.read({ host, authorizer }))).toBeInstanceOf(HostNotAllowedError);
      }
    }
    expect(scene.transport.requests).toEqual([]);
    expect(authorizer.signed).toEqual([]);
  });

  it('asks for its host by the name of its service, at each attempt: a host can move', async () => {
    const hosts = ['one.liveperson.net', 'two.liveperson.net'];
    const asked: string[] = [];
    const scene = new CallScene([{ status: 503 }, ok]);
    const host = async (service: string) => {
      asked.push(service);
      return hosts.shift() ?? 'none';
    };
    await scene.read({ host: { host } });
    expect(asked).toEqual(['accountConfigReadOnly', 'accountConfigReadOnly']);
    expect(scene.transport.requests.map(({ url }) => url.host)).toEqual([
      'one.liveperson.net',
      'two.liveperson.net',
    ]);
  });

  it('is authorised beside the look-up of its host: neither waits for the other', async () => {
    const authorizer = new CountingAuthorizer();
    const asked = { host: signpost(), authorization: signpost() };
    const host = async () => {
      asked.host.reach();
      await asked.authorization.reached;
      return HOST;
    };
    const authorization = async () => {
      asked.authorization.reach();
      await asked.host.reached;
      return authorizer.authorization();
    };
    const scene = new CallScene([ok]);
    expect(await scene.read({ authorizer: { authorization }, host: { host } })).toMatchObject({
      status: 200,
    });
  });

  it('waits for nothing when host and authorisation are there at once', async () => {
    const { header, kind, rejected } = await new CountingAuthorizer().authorization();
    const scene = new CallScene([ok]);
    const reading = scene.read({
      host: { host: () => HOST },
      authorizer: { authorization: () => ({ header, kind, rejected }) },
    });
    expect(scene.transport.requests).toHaveLength(1);
    await reading;
  });

  it('rejects with the failure of its authorizer or its host, which is not repeated', async () => {
    const scene = new CallScene([ok]);
    const failure = new Error('no secret');
    const failing = { authorization: vi.fn(() => Promise.reject(failure)) };
    expect(await rejection(scene.read({ authorizer: failing }))).toBe(failure);
    expect(failing.authorization).toHaveBeenCalledTimes(1);
    expect(await rejection(scene.read({ host: { host: () => Promise.reject(failure) } }))).toBe(failure);
    expect(scene.transport.requests).toEqual([]);
  });
});

describe('a 401', () => {
  it('is sent again once with a new authorisation, at once', async () => {
    const scene = new CallScene([unauthorized, ok]);
    const authorizer = new CountingAuthorizer();
    const startedAt = scene.clock.now();
    expect(
      await scene.read({ authorizer, method: 'POST', body: 'x', policy: { repeatable: false } }),
    ).toEqual({
      status: 200,
      text: 'fine',
    });
    const sent = scene.transport.requests;
    expect(sent.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(sent.map(({ body }) => body)).toEqual(['x', 'x']);
    expect(authorizer.rejections).toEqual(['Bearer token-1']);
    expect(scene.clock.now()).toBe(startedAt);
    // The first answer lets go of its connection.
    await vi.waitFor(() => expect(scene.transport.bodies[0]?.closed).toBe(true), 30_000);
  });

  it('that comes a second time is the answer, and its token is given up too', async () => {
    const scene = new CallScene([unauthorized, { status: 401, body: 'still no' }]);
    const authorizer = new CountingAuthorizer();
    expect(await scene.read({ authorizer })).toEqual({ status: 401, text: 'still no' });
    expect(authorizer.rejections).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('is the answer when no other authorisation can be had, and is sent once then', async () => {
    const scene = new CallScene([unauthorized]);
    const lasting: Authorization = { kind: 'oauth2', header: () => 'Bearer same', rejected: vi.fn() };
    const authorizer = { authorization: () => lasting };
    expect(await scene.read({ authorizer })).toEqual({ status: 401, text: 'no' });
    expect(lasting.rejected).toHaveBeenCalledTimes(1);
    expect(scene.transport.requests).toHaveLength(1);
  });

  it.each([0, 10, 65_536, 900_000])('of %i bytes that stands after all is read whole', async (size) => {
    const scene = new CallScene([{ status: 401, headers: { 'x-h': 'kept' }, body: 'x'.repeat(size) }]);
    const lasting: Authorization = { kind: 'oauth2', header: () => 'Bearer same', rejected: vi.fn() };
    // Late, so that the body has been taken off its connection.
    const authorization = () => new Promise<Authorization>((resolve) => setImmediate(resolve, lasting));
    const answer = await call(
      scene.engine,
      readRequest({ authorizer: { authorization } }),
      async (given) => ({
        status: given.status,
        kept: given.headers['x-h'],
        size: (await given.read()).length,
      }),
    );
    expect(answer).toEqual({ status: 401, kept: 'kept', size });
  });

  it('whose body breaks off while a new authorisation is sought fails the call if it stands', async () => {
    const body = new Readable({ read: () => undefined });
    const scene = new CallScene([{ status: 401, body }]);
    const lasting: Authorization = {
      kind: 'oauth2',
      header: () => 'Bearer same',
      rejected: () => void setImmediate(() => body.destroy(networkFailure('ECONNRESET'))),
    };
    let asked = 0;
    const authorization = async () => {
      asked += 1;
      if (asked === 2) await new Promise((resolve) => body.once('close', resolve));
      return lasting;
    };
    const request = { authorizer: { authorization }, policy: { retry: false as const } };
    const failure = await rejection(scene.read(request));
    expect(failure).toMatchObject({ name: 'NetworkError', message: expect.stringContaining('ECONNRESET') });
  });

  it('too large to be taken off its connection is given up after a moment', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const body = new Readable({ read: () => void body.push(Buffer.alloc(1_000)) });
      const scene = new CallScene([{ status: 401, body }]);
      const lasting: Authorization = { kind: 'oauth2', header: () => 'Bearer same', rejected: vi.fn() };
      const asked = signpost();
      let count = 0;
      const authorization = () => {
        count += 1;
        if (count === 1) return lasting;
        asked.reach();
        return new Promise<never>(() => undefined);
      };
      const controller = new AbortController();
      const failing = rejection(scene.read({ authorizer: { authorization }, signal: controller.signal }));
      await asked.reached;
      vi.advanceTimersByTime(999);
      expect(body.destroyed).toBe(false);
      vi.advanceTimersByTime(1);
      expect(body.destroyed).toBe(true);
      controller.abort('gone');
      expect(await failing).toBe('gone');
    } finally {
      vi.useRealTimers();
    }
  });

  it('is renewed once per call, not once per attempt', async () => {
    const scene = new CallScene([unauthorized, { status: 503 }, unauthorized]);
    const authorizer = new CountingAuthorizer();
    expect(await scene.read({ authorizer })).toMatchObject({ status: 401 });
    expect(scene.transport.requests).toHaveLength(3);
  });

  it('is the answer when the body was a stream or when there is no authorizer', async () => {
    const scene = new CallScene([unauthorized, unauthorized]);
    const authorizer = new CountingAuthorizer();
    const body = Readable.from(['data']);
    expect(await scene.read({ authorizer, method: 'POST', body })).toMatchObject({ status: 401 });
    expect(authorizer.rejections).toEqual(['Bearer token-1']);
    expect(await scene.read()).toMatchObject({ status: 401 });
    expect(scene.transport.requests).toHaveLength(2);
  });
});

describe('the signal of the caller', () => {
  it.each([[new Error('mine')], ['text'], [null], [0], [new NetworkError('h', 'of another call')]])(
    'ends the call at any point with its own reason: %o',
    async (reason: unknown) => {
      const silent = () => new Promise<never>(() => undefined);
      const hanging = {
        'before the call': { script: [ok] },
        'while the host is looked up': { script: [ok], host: { host: untilAborted } },
        'while it is authorised': {
          script: [ok],
          authorizer: { authorization: (options: WaitOptions | undefined) => untilAborted('', options) },
        },
        'before the headers': { script: ['silence' as const] },
        'while the body is read': {
          script: [{ status: 200, body: new Readable({ read: () => undefined }) }],
        },
      };
      for (const [when, { script, ...request }] of Object.entries(hanging)) {
        const scene = new CallScene(script);
        const controller = new AbortController();
        if (when === 'before the call') controller.abort(reason);
        const call = rejection(scene.read({ ...request, signal: controller.signal }));
        await new Promise(setImmediate);
        controller.abort(reason);
        expect(await Promise.race([call, silent()]), when).toBe(reason);
        expect(scene.transport.requests.length, when).toBeLessThanOrEqual(1);
        expect(getEventListeners(controller.signal, 'abort'), when).toHaveLength(0);
      }
    },
  );

  it('sends nothing when it was aborted before', async () => {
    const scene = new CallScene([ok]);
    const host = vi.fn(async () => HOST);
    await rejection(scene.read({ host: { host }, signal: AbortSignal.abort() }));
    expect(scene.transport.requests).toEqual([]);
    expect(host).not.toHaveBeenCalled();
  });

  it('has one listener at most at any time, and none afterwards', async () => {
    const { signal } = new AbortController();
    const seen: number[] = [];
    const look = () => seen.push(getEventListeners(signal, 'abort').length);
    const scene = new CallScene((_, sends) => {
      look();
      return sends === 1 ? { status: 503 } : sends === 2 ? unauthorized : ok;
    });
    const host = async () => {
      look();
      return HOST;
    };
    await call(
      scene.engine,
      readRequest({ authorizer: new CountingAuthorizer(), host: { host }, signal }),
      async (answer) => {
        look();
        return readText(answer);
      },
    );
    expect(seen).toHaveLength(7);
    expect(new Set(seen)).toEqual(new Set([1]));
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    await rejection(
      new CallScene([{ error: networkFailure('EPIPE') }]).read({ signal, policy: { retry: false } }),
    );
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});

describe('an error', () => {
  it('tells host and operation, and holds no credential and nothing of the foreign error', async () => {
    const scene = new CallScene([
      {
        error: Object.assign(networkFailure('EPROTO'), {
          message: 'sent planted-secret',
          options: { auth: 'planted-secret' },
        }),
      },
      { error: networkFailure('EPROTO') },
    ]);
    scene.redactor.hold('planted-secret');
    const error = await rejection(scene.read({ policy: { retry: false } }));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ host: HOST, cause: { code: 'EPROTO', message: 'sent [redacted]' } });
    expect(String(error)).toMatch(/users\.list.*EPROTO/);
    const raw = await rejection(scene.read({ operation: 'raw', method: 'PUT', policy: { retry: false } }));
    expect(String(raw)).toContain('PUT on accountConfigReadOnly');
  });
});

interface WaitOptions {
  cancellation?: Cancellation | undefined;
}

function untilAborted(_: unknown, { cancellation }: WaitOptions = {}): Promise<never> {
  return new Promise((_resolve, reject) => {
    cancellation?.addEventListener('abort', () => reject(cancellation.reason));
  });
}

it('reads JSON as it came', async () => {
  const scene = new CallScene([json({ a: 1 }, 201)]);
  expect(await scene.read()).toEqual({ status: 201, text: '{"a":1}' });
});
