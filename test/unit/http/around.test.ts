import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import type { Around, Exchange, ExchangeAnswer } from '../../../src/http/around.js';
import type { Authorizer, SignedRequest } from '../../../src/http/authorizer.js';
import { CallScene, HOST, rejection } from '../../support/call-scene.js';
import { holdTime } from '../../support/held-time.js';
import { networkFailure, type Script, type Step } from '../../support/scripted-transport.js';
import { signpost } from '../../support/transport-setup.js';

const ok: Step = { status: 200, body: 'fine' };
const misuse = (message: RegExp) => ({
  name: 'ConfigError',
  field: 'around',
  operation: 'users.list',
  message: expect.stringMatching(message),
});

function sceneOf(around: readonly Around[], script: readonly Step[] | Script = [ok]): CallScene {
  return new CallScene(script, { around });
}

/** Signs with the same token, and keeps what it signed. */
class RecordingAuthorizer implements Authorizer {
  readonly signed: SignedRequest[] = [];

  authorization() {
    const header = (request: SignedRequest) => {
      this.signed.push(request);
      return 'Bearer planted-token';
    };
    return { kind: 'oauth2' as const, header, rejected: () => undefined };
  }
}

describe('functions around an exchange', () => {
  it('run in their order, the first one outermost, and see the answer', async () => {
    const seen: string[] = [];
    const named =
      (name: string): Around =>
      async (_, next) => {
        seen.push(`${name} before`);
        const answer = await next();
        seen.push(`${name} after ${answer.status}`);
        return answer;
      };
    const scene = sceneOf([named('a'), named('b'), named('c')], () => {
      seen.push('sent');
      return ok;
    });
    expect(await scene.read()).toEqual({ status: 200, text: 'fine' });
    expect(seen).toEqual([
      'a before',
      'b before',
      'c before',
      'sent',
      'c after 200',
      'b after 200',
      'a after 200',
    ]);
  });

  it('are told of each attempt, with one request id', async () => {
    const seen: unknown[] = [];
    const around: Around = async ({ attempt, requestId, service, operation, method, host, path }, next) => {
      const told = { attempt, requestId, service, operation, method, host, path };
      try {
        const answer = await next();
        seen.push({ ...told, status: answer.status });
        return answer;
      } catch (error) {
        seen.push({ ...told, code: (error as { cause: { code: string } }).cause.code });
        throw error;
      }
    };
    const scene = sceneOf([around], [{ status: 503 }, { error: networkFailure('ECONNRESET') }, ok]);
    await scene.read({ headers: { 'x-request-id': 'id-1' } });
    const common = {
      requestId: 'id-1',
      service: 'accountConfigReadOnly',
      operation: 'users.list',
      method: 'GET',
      host: HOST,
      path: '/api/account/12345678/users',
    };
    expect(seen).toEqual([
      { ...common, attempt: 1, status: 503 },
      { ...common, attempt: 2, code: 'ECONNRESET' },
      { ...common, attempt: 3, status: 200 },
    ]);
  });

  it('see frozen objects without body, set-cookie and credentials', async () => {
    let exchange: Exchange | undefined;
    let answer: ExchangeAnswer | undefined;
    const around: Around = async (given, next) => {
      exchange = given;
      answer = await next();
      return answer;
    };
    const scene = sceneOf(
      [around],
      [
        {
          status: 200,
          headers: {
            'set-cookie': ['session=planted-cookie'],
            'x-auth-token': 'planted-header',
            'x-echo': 'it was planted-secret',
            via: ['a', 'b'],
          },
          body: 'planted-body',
        },
      ],
    );
    scene.redactor.hold('planted-secret');
    await scene.read({ authorizer: new RecordingAuthorizer(), path: '/of/planted-secret?q=planted-query' });
    expect(answer).toEqual({
      status: 200,
      headers: { 'x-auth-token': '[redacted]', 'x-echo': 'it was [redacted]', via: ['a', 'b'] },
    });
    expect(exchange?.path).toBe('/of/[redacted]');
    expect(inspect([exchange, answer], { depth: 9, showHidden: true })).not.toContain('planted');
    for (const part of [exchange, answer, answer?.headers, answer?.headers.via]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  it('change nothing of the value, whatever they give', async () => {
    const outer: unknown[] = [];
    const watch: Around = async (_, next) => {
      const answer = await next();
      outer.push(answer.status);
      return answer;
    };
    const replaced: Around = async (_, next) => {
      await next();
      return { status: 500, headers: {} };
    };
    expect(await sceneOf([watch, replaced]).read()).toEqual({ status: 200, text: 'fine' });
    // Those further out see what came, too.
    expect(outer).toEqual([200]);
  });

  it('may be plain functions that give no promise, and leave that of next alone', async () => {
    // What JavaScript lets through.
    const plain = ((_: Exchange, next: () => Promise<ExchangeAnswer>) => void next()) as unknown as Around;
    expect(await sceneOf([plain, plain]).read()).toEqual({ status: 200, text: 'fine' });
    const failing = sceneOf([plain, plain], [{ error: networkFailure('ECONNRESET') }, ok]);
    expect(await failing.read()).toEqual({ status: 200, text: 'fine' });
    expect(failing.transport.requests).toHaveLength(2);
  });

  it('cannot hide a failure: it is repeated, or is that of the call', async () => {
    const hiding: Around = async (_, next) => {
      await next().catch(() => undefined);
      return { status: 200, headers: {} };
    };
    const replacing: Around = async (_, next) => {
      try {
        return await next();
      } catch {
        throw new Error('of the function');
      }
    };
    for (const around of [hiding, replacing]) {
      const scene = sceneOf([around, hiding], () => ({ error: networkFailure('ECONNRESET') }));
      expect(await rejection(scene.read())).toMatchObject({
        name: 'NetworkError',
        operation: 'users.list',
        attempts: 4,
      });
    }
  });
});

describe('a function that misbehaves', () => {
  it.each<[string, Around]>([
    ['in turn', async (_, next) => (await next()) && next()],
    [
      'at once',
      (_, next) => {
        void next();
        return next();
      },
    ],
    [
      'without a look at the second',
      async (_, next) => {
        void next();
        void next();
        return { status: 200, headers: {} };
      },
    ],
    [
      'and hides it',
      async (_, next) => {
        const answer = await next();
        await next().catch(() => undefined);
        return answer;
      },
    ],
  ])('by calling next twice %s fails the call, which was sent once', async (_, around) => {
    const body = new Readable({ read: () => undefined });
    const scene = sceneOf([around], [{ status: 200, body }, ok]);
    expect(await rejection(scene.read())).toMatchObject(misuse(/next\(\) twice/));
    expect(scene.transport.requests).toHaveLength(1);
    expect(body.destroyed).toBe(true);
  });

  it('by never calling next fails the call, and nothing is sent', async () => {
    const outer: Around = (_, next) => next();
    const scene = sceneOf([outer, async () => ({ status: 200, headers: {} })]);
    expect(await rejection(scene.read())).toMatchObject(misuse(/never called next\(\)/));
    expect(scene.transport.requests).toEqual([]);
  });

  it.each([1, 2])('by calling next when it has ended sends nothing, with %i functions', async (count) => {
    const { reached, reach } = signpost();
    let late: unknown;
    const around: Around = async (_, next) => {
      void reached.then(async () => {
        late = await rejection(next());
      });
      throw new Error('of the function');
    };
    const outer: Around = (_, next) => next();
    const scene = sceneOf(count === 1 ? [around] : [outer, around]);
    expect(await rejection(scene.read())).toMatchObject({ message: 'of the function' });
    reach();
    await expect.poll(() => late).toMatchObject({ name: 'ConfigError', field: 'around' });
    expect(scene.transport.requests).toEqual([]);
  });

  it('by throwing before next ends the call with what it threw; nothing is sent', async () => {
    for (const thrown of [new Error('mine'), new TypeError('mine'), 'mine', { reason: 'mine' }]) {
      const scene = sceneOf([
        (_, next) => next(),
        () => {
          throw thrown;
        },
      ]);
      expect(await rejection(scene.read())).toBe(thrown);
      expect(scene.transport.requests).toEqual([]);
    }
  });

  it('by throwing after next ends the call with what it threw, and leaves no body unread', async () => {
    const thrown = new Error('mine');
    const throwing: Around = async (_, next) => {
      await next();
      throw thrown;
    };
    for (const status of [200, 503]) {
      const body = new Readable({ read: () => undefined });
      const scene = sceneOf([throwing], [{ status, body }, ok]);
      expect(await rejection(scene.read())).toBe(thrown);
      expect(scene.transport.requests).toHaveLength(1);
      expect(body.destroyed).toBe(true);
    }
  });

  it('outside one that still waits keeps the call until that one has ended', async () => {
    const { reached, reach } = signpost();
    const throwing: Around = async (_, next) => {
      void next();
      throw new Error('mine');
    };
    const waiting: Around = async (_, next) => {
      await reached;
      return next();
    };
    const body = new Readable({ read: () => undefined });
    const scene = sceneOf([throwing, waiting], [{ status: 200, body }]);
    const failing = rejection(scene.read());
    await turn();
    reach();
    expect(await failing).toMatchObject({ message: 'mine' });
    expect(scene.transport.requests).toHaveLength(1);
    expect(body.destroyed).toBe(true);
  });
});

describe('a function that hangs', () => {
  const hang = () => new Promise<never>(() => undefined);

  it('before next is ended by the deadline; nothing is sent, not later either', async () => {
    const pass = holdTime();
    const { reached, reach } = signpost();
    let late: unknown;
    const around: Around = async (_, next) => {
      await reached;
      late = await rejection(next());
      throw late;
    };
    const scene = new CallScene([ok], { around: [around], policy: { timeoutMs: 2_000, deadlineMs: 5_000 } });
    const failing = rejection(scene.read());
    await pass(5_000);
    const error = await failing;
    expect(error).toMatchObject({ name: 'TimeoutError', phase: 'deadline', operation: 'users.list' });
    reach();
    await turn();
    expect(late).toBe(error);
    expect(scene.transport.requests).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("before next is ended by the caller's abort, with its reason", async () => {
    const controller = new AbortController();
    const scene = sceneOf([hang]);
    const failing = rejection(scene.read({ signal: controller.signal }));
    const reason = new Error('enough');
    controller.abort(reason);
    expect(await failing).toBe(reason);
    expect(scene.transport.requests).toEqual([]);
  });

  it('after next is ended by the deadline, not by timeoutMs; no body is left unread, and no timer', async () => {
    const pass = holdTime();
    const around: Around = async (_, next) => {
      await next();
      return hang();
    };
    const body = new Readable({ read: () => undefined });
    const scene = new CallScene([{ status: 200, body }, ok], {
      around: [around],
      policy: { timeoutMs: 2_000, deadlineMs: 5_000 },
    });
    const failing = rejection(scene.read());
    let settled = false;
    void failing.finally(() => {
      settled = true;
    });
    await pass(4_900);
    expect(settled).toBe(false);
    await pass(200);
    expect(await failing).toMatchObject({ name: 'TimeoutError', phase: 'deadline', operation: 'users.list' });
    expect(scene.transport.requests).toHaveLength(1);
    expect(body.destroyed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is not waited for when timeoutMs ends an attempt: the next one is sent', async () => {
    const pass = holdTime();
    const codes: unknown[] = [];
    const around: Around = async (_, next) => {
      try {
        return await next();
      } catch (error) {
        codes.push((error as { name: unknown }).name);
        return hang();
      }
    };
    const scene = new CallScene(['silence', ok], { around: [around], policy: { timeoutMs: 2_000 } });
    const reading = scene.read();
    await pass(2_000);
    expect(await reading).toEqual({ status: 200, text: 'fine' });
    expect(codes).toEqual(['TimeoutError']);
  });
});

describe('setHeader', () => {
  const setting =
    (...headers: [string, string][]): Around =>
    (exchange, next) => {
      for (const [name, value] of headers) exchange.setHeader(name, value);
      return next();
    };

  it('adds headers behind those that are there, and replaces in place, before the request is signed', async () => {
    const authorizer = new RecordingAuthorizer();
    const scene = sceneOf([
      setting(['TraceParent', '00-1-2-01'], ['x-a', 'outer']),
      setting(['x-a', 'inner'], ['accept', 'b/c']),
    ]);
    await scene.read({ authorizer, headers: { 'x-request-id': 'id-1', 'user-agent': 'u', accept: 'a/b' } });
    const unsigned = [
      ['x-request-id', 'id-1'],
      ['user-agent', 'u'],
      ['accept', 'b/c'],
      ['traceparent', '00-1-2-01'],
      ['x-a', 'inner'],
    ];
    expect(Object.entries(authorizer.signed[0]?.headers ?? {})).toEqual(unsigned);
    expect(Object.entries(scene.transport.requests[0]?.headers ?? {})).toEqual([
      ['authorization', 'Bearer planted-token'],
      ...unsigned,
    ]);
  });

  it('is for one attempt: the next one is asked again', async () => {
    const scene = sceneOf(
      [
        (exchange, next) => {
          exchange.setHeader(`x-attempt-${exchange.attempt}`, 'yes');
          return next();
        },
      ],
      [{ status: 503 }, ok],
    );
    await scene.read();
    expect(
      scene.transport.requests.map(({ headers }) => [headers['x-attempt-1'], headers['x-attempt-2']]),
    ).toEqual([
      ['yes', undefined],
      [undefined, 'yes'],
    ]);
  });

  it.each([
    'authorization',
    'Authorization',
    'proxy-authorization',
    'host',
    'Content-Length',
    'connection',
    'keep-alive',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
    'X-HTTP-Method-Override',
    'x-http-method',
    'x-method-override',
  ])('refuses %s, and nothing is sent', async (name) => {
    const scene = sceneOf([setting([name, 'value'])]);
    expect(await rejection(scene.read())).toMatchObject(
      misuse(new RegExp(`"${name.toLowerCase()}" is not one to be set`)),
    );
    expect(scene.transport.requests).toEqual([]);
  });

  it.each(['', 'a b', 'a:', 'a\r\nx-evil', 'ä', undefined, 7.5, null, {}])(
    'refuses the name %j, unless its text is one',
    async (name) => {
      const scene = sceneOf([setting([name as string, 'value'])]);
      // 7.5 and null are names once they are text.
      const isName = /^[\w.]+$/.test(String(name));
      if (isName) await scene.read();
      else expect(await rejection(scene.read())).toMatchObject(misuse(/no name of a header/));
    },
  );

  it.each(['a\r\nx-evil: 1', 'a\nb', '\0', '\u007f', 'ž', '😀', undefined, null, 7, {}, ['a']])(
    'refuses the value %j without repeating it',
    async (value) => {
      const scene = sceneOf([setting(['x-a', value as string])]);
      const error = await rejection(scene.read());
      expect(error).toMatchObject(misuse(/value for the header "x-a" is not allowed/));
      expect(String(error)).not.toContain('evil');
      expect(scene.transport.requests).toEqual([]);
    },
  );

  it('comes too late once next was called', async () => {
    const scene = sceneOf([
      async (exchange, next) => {
        const answer = await next();
        exchange.setHeader('x-late', '1');
        return answer;
      },
    ]);
    expect(await rejection(scene.read())).toMatchObject(misuse(/"x-late"\) came after next\(\)/));
  });

  it('comes too late in the moment in which next was called', async () => {
    const scene = sceneOf([
      (exchange, next) => {
        const answer = next();
        expect(() => exchange.setHeader('x-late', '1')).toThrow('came after next()');
        return answer;
      },
    ]);
    await scene.read();
    expect(scene.transport.requests[0]?.headers).not.toHaveProperty('x-late');
  });
});
