import { getEventListeners, once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { LPClient } from '../../../src/client/lp-client.js';
import { TimeoutError } from '../../../src/errors/index.js';
import { createTransport } from '../../../src/http/transports/create-transport.js';
import type { ToolbeltOptions } from '../../../src/toolbelt/options.js';
import { holdTime } from '../../support/held-time.js';
import { ObservedTransport } from '../../support/observed-transport.js';
import { settled } from '../../support/settled.js';
import {
  failureOf,
  InstantClock,
  json,
  type Script,
  type ScriptedAccount,
  startAccount,
  TRANSPORTS,
} from './harness.js';

const uuid = '3f1c2d84-9b7e-4a55-8c0d-5a1f6e7b9c21';

describe.each(TRANSPORTS)('limits of a call through %s', (transport) => {
  let account: ScriptedAccount;
  let script: Script;
  let lp: LPClient;

  beforeEach(async () => {
    script = (_request, response) => json(response, []);
    account = await startAccount((request, response) => script(request, response));
    lp = account.toolbelt({ transport, clock: new InstantClock(), responseValidation: 'off' }).LPClient();
    // Hosts and token are known from here on.
    await lp.users.list();
  });
  afterEach(() => account[Symbol.asyncDispose]());

  const client = (options: ToolbeltOptions) =>
    account.toolbelt({ transport, retry: false, ...options }).LPClient();

  /** A client whose transport tells what has come. It knows its hosts and has its token. */
  async function observedClient(
    options: ToolbeltOptions = {},
  ): Promise<{ observed: ObservedTransport; lp: LPClient }> {
    const observed = new ObservedTransport(createTransport(transport, { ca: account.ca }));
    onTestFinished(() => observed.close());
    const observedLp = client({ ...options, transport: observed });
    await observedLp.users.list();
    return { observed, lp: observedLp };
  }
  const raw = (signal?: AbortSignal) => lp('msgHist', '/x', { signal: signal ?? null });

  /** Resolves when a request is there that nobody answers. */
  function unanswered(): Promise<ServerResponse> {
    return new Promise((resolve) => {
      script = (_request, response) => resolve(response);
    });
  }

  /** Answers with the head and the first chunk of a body; resolves with what sends the rest. */
  function halfAnswered(): Promise<ServerResponse> {
    return new Promise((resolve) => {
      script = (_request, response) => {
        response.writeHead(200);
        response.write('[', () => resolve(response));
      };
    });
  }

  describe('an abort', () => {
    it.each([
      ['an Error', new Error('the user went away')],
      ['the default reason', undefined],
      ['a text', 'enough'],
      ['a falsy reason', 0],
    ])('before the headers rejects with %s itself, and ends the request', async (_name, given) => {
      for (const call of [raw, (signal: AbortSignal) => lp.users.list({}, { signal })]) {
        const arrived = unanswered();
        const controller = new AbortController();
        const outcome = Promise.allSettled([call(controller.signal)]);
        const response = await arrived;
        const closed = new Promise((resolve) => response.once('close', resolve));
        controller.abort(given);
        const [settled] = await outcome;
        expect(settled).toEqual({ status: 'rejected', reason: controller.signal.reason });
        await closed;
      }
    });

    it('that came before sends nothing', async () => {
      const sent = account.received.length;
      const reason = new Error('too late');
      expect(await failureOf(raw(AbortSignal.abort(reason)))).toBe(reason);
      expect(await failureOf(lp.users.list({}, { signal: AbortSignal.abort(reason) }))).toBe(reason);
      expect(account.received).toHaveLength(sent);
    });

    it('during the body rejects a typed call', async () => {
      const arrived = halfAnswered();
      const controller = new AbortController();
      const failed = failureOf(lp.users.list({}, { signal: controller.signal }));
      const response = await arrived;
      const closed = new Promise((resolve) => response.once('close', resolve));
      const reason = new Error('enough of it');
      controller.abort(reason);
      expect(await failed).toBe(reason);
      await closed;
    });

    it.each(['text', 'stream', 'clone', 'later'] as const)(
      'during the body rejects its reader: %s',
      async (how) => {
        void halfAnswered();
        const controller = new AbortController();
        const reason = new Error('enough of it');
        const response = await raw(controller.signal);
        const read = async () => {
          if (how === 'stream') for await (const _ of response.body ?? []);
          else if (how === 'clone') await response.clone().text();
          else await response.text();
        };
        if (how === 'later') controller.abort(reason);
        const failed = failureOf(read());
        controller.abort(reason);
        expect(await failed).toBe(reason);
      },
    );

    it('ends the wait of one call only for what several calls share', async () => {
      const fresh = account.toolbelt({ transport }).LPClient();
      const controller = new AbortController();
      const aborted = failureOf(fresh.users.list({}, { signal: controller.signal }));
      const others = Promise.all([fresh.users.list(), fresh.skills.list()]);
      controller.abort(new Error('not me'));
      expect((await aborted).message).toBe('not me');
      expect(await others).toEqual([[], []]);
    });
  });

  describe('timeoutMs', () => {
    it('ends an attempt whose headers do not come', async () => {
      const pass = holdTime();
      const arrived = unanswered();
      const failed = failureOf(lp.users.list({}, { timeoutMs: 60, retry: false }));
      await arrived;
      await pass(60);
      const error = await failed;
      expect(error).toBeInstanceOf(TimeoutError);
      expect(error).toMatchObject({
        phase: 'headers',
        limitMs: 60,
        code: 'com.liveperson.faas.lp-client.timeout',
      });
      expect(error.message).toMatch(/users\.list.*60 ms.*timeoutMs/s);
    });

    it('counts for each attempt: a read is sent again', async () => {
      const pass = holdTime();
      const sent = account.received.length;
      const arrived = unanswered();
      const listed = lp.users.list({}, { timeoutMs: 400 });
      await arrived;
      script = (_request, response) => json(response, [{ id: 1, deleted: false }]);
      await pass(400);
      expect(await listed).toHaveLength(1);
      expect(account.received).toHaveLength(sent + 2);
    });

    it('does not count for an invocation, which may take as long as the deadline allows', async () => {
      const pass = holdTime();
      const patient = client({ timeoutMs: 400 });
      let arrived = unanswered();
      const invoked = patient.functions.invoke({ functionUuid: uuid });
      const response = await arrived;
      await pass(10_000);
      json(response, 'done');
      expect(await invoked).toBe('done');

      arrived = unanswered();
      const limited = failureOf(patient.functions.invoke({ functionUuid: uuid }, { timeoutMs: 400 }));
      await arrived;
      await pass(400);
      expect(await limited).toMatchObject({ phase: 'headers' });
    });

    it.each(['invoke', 'invokeByEvent', 'invokeV1', 'invokeByEventV1'] as const)(
      '%s waits 35 s, unless the call or the toolbelt names a deadline',
      async (form) => {
        const pass = holdTime();
        const failureAt = async (functions: LPClient['functions'], limitMs: number, deadlineMs?: number) => {
          const arrived = unanswered();
          const call =
            form === 'invoke' || form === 'invokeV1'
              ? functions[form]({ functionUuid: uuid }, { deadlineMs })
              : functions[form]({ eventId: 'conversational_command' }, { deadlineMs });
          const failure = failureOf(call);
          await arrived;
          await pass(limitMs);
          expect(await failure).toMatchObject({ phase: 'deadline', limitMs });
        };
        await failureAt(client({}).functions, 35_000);
        await failureAt(client({}).functions, 12_000, 12_000);
        await failureAt(client({ deadlineMs: 40_000 }).functions, 40_000);
      },
    );

    it('does not end the body of an answer', async () => {
      const { observed, lp } = await observedClient({ timeoutMs: 400 });
      const pass = holdTime();
      let answered = halfAnswered();
      const piece = once(observed, 'piece');
      const listed = lp.users.list();
      await piece;
      await pass(1_000);
      (await answered).end(']');
      expect(await listed).toEqual([]);

      answered = halfAnswered();
      const response = await lp('msgHist', '/x');
      await pass(1_000);
      (await answered).end(']');
      expect(await response.json()).toEqual([]);
    });
  });

  describe('bodyIdleMs', () => {
    it.each(['typed', 'text', 'stream'] as const)('ends a body that stops arriving: %s', async (how) => {
      const { observed, lp } = await observedClient({ bodyIdleMs: 300 });
      const pass = holdTime();
      void halfAnswered();
      const piece = once(observed, 'piece');
      const read = async () => {
        if (how === 'typed') return lp.users.list();
        const response = await lp('msgHist', '/x');
        if (how === 'text') return response.text();
        for await (const _ of response.body ?? []);
        return undefined;
      };
      const failed = failureOf(read());
      await piece;
      await pass(300);
      expect(await failed).toMatchObject({ name: 'TimeoutError', phase: 'body', limitMs: 300 });
    });

    it.each(['typed', 'raw'] as const)('counts anew with each chunk: %s', async (how) => {
      const { observed, lp } = await observedClient({ bodyIdleMs: 500 });
      const pass = holdTime();
      const answered = halfAnswered();
      let piece = once(observed, 'piece');
      const read = how === 'typed' ? lp.users.list() : lp('msgHist', '/x').then((answer) => answer.json());
      const response = await answered;
      for (let chunk = 0; chunk < 4; chunk += 1) {
        await piece;
        await pass(400);
        piece = once(observed, 'piece');
        response.write(' ');
      }
      response.end(']');
      expect(await read).toEqual([]);
    });

    it('does not count while a reader takes its time', async () => {
      const { observed, lp } = await observedClient({ bodyIdleMs: 300 });
      const pass = holdTime();
      const size = 3_000_000;
      let pieces = 0;
      observed.on('piece', () => {
        pieces += 1;
      });
      script = (_request, response) => void response.writeHead(200).end(Buffer.alloc(size, 'x'));
      const response = await lp('msgHist', '/x');
      await pass(1_000);
      let length = 0;
      let pauses = 0;
      for await (const chunk of response.body ?? []) {
        length += (chunk as Uint8Array).length;
        pauses += 1;
        if (pauses > 3) continue;
        // The reader has as much as it takes without being asked: what it waits for is the loop.
        await settled(() => pieces);
        await pass(1_000);
      }
      expect(length).toBe(size);
    });
  });

  describe('deadlineMs', () => {
    it('ends a call while it waits for headers, without another attempt', async () => {
      const pass = holdTime();
      const arrived = unanswered();
      const sent = account.received.length;
      const failed = failureOf(lp.users.list({}, { deadlineMs: 80 }));
      await arrived;
      await pass(80);
      expect(await failed).toMatchObject({ name: 'TimeoutError', phase: 'deadline', limitMs: 80 });
      expect(account.received).toHaveLength(sent + 1);
    });

    it('counts until the value of a typed call, however its body goes on', async () => {
      const { observed, lp } = await observedClient();
      const pass = holdTime();
      const answered = halfAnswered();
      let piece = once(observed, 'piece');
      const failed = failureOf(lp.users.list({}, { deadlineMs: 500 }));
      const response = await answered;
      for (let chunk = 0; chunk < 4; chunk += 1) {
        await piece;
        await pass(100);
        piece = once(observed, 'piece');
        response.write(' ');
      }
      await piece;
      await pass(100);
      expect(await failed).toMatchObject({ phase: 'deadline', limitMs: 500 });
    });

    it('counts until the headers of a raw call only', async () => {
      const pass = holdTime();
      const answered = halfAnswered();
      const response = await lp('msgHist', '/x', { deadlineMs: 500 });
      await pass(1_000);
      (await answered).end(']');
      expect(await response.json()).toEqual([]);
    });

    it('counts anew for each page of a walk', async () => {
      const pass = holdTime();
      script = async (request, response) => {
        await pass(120);
        const offset = Number(new URLSearchParams(request.path.split('?')[1]).get('offset') ?? 0);
        json(response, { _metadata: { count: 6 }, interactionHistoryRecords: [{ info: { n: offset } }] });
      };
      const search = { start: { from: 0, to: 1 }, source: 'x', limit: 1 };
      let count = 0;
      for await (const _ of lp.engagementHistory.search(search, { deadlineMs: 500 })) count += 1;
      expect(count).toBe(6);
    });
  });

  describe('a signal that outlives its calls', () => {
    const { signal } = new AbortController();
    const listeners = () => getEventListeners(signal, 'abort').length;

    it('keeps no listener of a typed call, whether it succeeds or fails', async () => {
      await lp.users.list({}, { signal });
      expect(listeners()).toBe(0);
      script = (_request, response) => json(response, {}, 404);
      await failureOf(lp.users.list({}, { signal }));
      script = (_request, response) => void response.destroy();
      await failureOf(lp.functions.invoke({ functionUuid: uuid }, { signal }));
      await failureOf(lp.users.get({ userId: 0 }, { signal }));
      expect(listeners()).toBe(0);
    });

    it.each(['text', 'body', 'cancel', 'clone'] as const)(
      'keeps that of a raw call until its body is done with: %s',
      async (how) => {
        script = (_request, response) => void response.writeHead(200).end('x'.repeat(200_000));
        const response = await raw(signal);
        expect(listeners()).toBe(1);
        if (how === 'text') await response.text();
        else if (how === 'clone') await response.clone().text();
        else if (how === 'cancel') await response.body?.cancel();
        else for await (const _ of response.body ?? []);
        await expect.poll(listeners, { interval: 5 }).toBe(0);
      },
    );

    it('keeps none of a raw call that is answered without a body', async () => {
      script = (_request, response) => void response.writeHead(204).end();
      const response = await raw(signal);
      expect(response.status).toBe(204);
      await expect.poll(listeners, { interval: 5 }).toBe(0);
    });
  });
});
