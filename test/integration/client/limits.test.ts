import { getEventListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LPClient } from '../../../src/client/lp-client.js';
import { TimeoutError } from '../../../src/errors/index.js';
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

  const client = (options: { timeoutMs?: number; bodyIdleMs?: number; deadlineMs?: number }) =>
    account.toolbelt({ transport, retry: false, ...options }).LPClient();
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
      void unanswered();
      const error = await failureOf(lp.users.list({}, { timeoutMs: 60, retry: false }));
      expect(error).toBeInstanceOf(TimeoutError);
      expect(error).toMatchObject({
        phase: 'headers',
        limitMs: 60,
        code: 'com.liveperson.faas.lp-client.timeout',
      });
      expect(error.message).toMatch(/users\.list.*60 ms.*timeoutMs/s);
    });

    it('counts for each attempt: a read is sent again', async () => {
      let requests = 0;
      script = (_request, response) => {
        requests += 1;
        if (requests > 1) json(response, [{ id: 1, deleted: false }]);
      };
      expect(await lp.users.list({}, { timeoutMs: 400 })).toHaveLength(1);
      expect(requests).toBe(2);
    });

    it('does not count for an invocation, which may take as long as the deadline allows', async () => {
      script = async (_request, response) => {
        await delay(800);
        json(response, 'done');
      };
      const patient = client({ timeoutMs: 400 });
      expect(await patient.functions.invoke({ functionUuid: uuid })).toBe('done');
      const limited = failureOf(patient.functions.invoke({ functionUuid: uuid }, { timeoutMs: 400 }));
      expect(await limited).toMatchObject({ phase: 'headers' });
    });

    it('does not end the body of an answer', async () => {
      script = async (_request, response) => {
        response.writeHead(200).write('[');
        await delay(600);
        response.end(']');
      };
      const quick = client({ timeoutMs: 400 });
      expect(await quick.users.list()).toEqual([]);
      expect(await (await quick('msgHist', '/x')).json()).toEqual([]);
    });
  });

  describe('bodyIdleMs', () => {
    it('ends a body that stops arriving', async () => {
      void halfAnswered();
      const impatient = client({ bodyIdleMs: 300 });
      expect(await failureOf(impatient.users.list())).toMatchObject({ phase: 'body', limitMs: 300 });
      const response = await impatient('msgHist', '/x');
      expect(await failureOf(response.text())).toMatchObject({ name: 'TimeoutError', phase: 'body' });
      const streamed = await impatient('msgHist', '/x');
      const walk = async () => {
        for await (const _ of streamed.body ?? []);
      };
      expect(await failureOf(walk())).toMatchObject({ name: 'TimeoutError', phase: 'body' });
    });

    it('counts anew with each chunk', async () => {
      script = async (_request, response) => {
        response.writeHead(200).write('[');
        for (let chunk = 0; chunk < 8; chunk += 1) {
          await delay(100);
          response.write(' ');
        }
        response.end(']');
      };
      const patient = client({ bodyIdleMs: 500 });
      expect(await patient.users.list()).toEqual([]);
      expect(await (await patient('msgHist', '/x')).json()).toEqual([]);
    });

    it('does not count while a reader takes its time', async () => {
      const size = 3_000_000;
      script = (_request, response) => void response.writeHead(200).end(Buffer.alloc(size, 'x'));
      const response = await client({ bodyIdleMs: 300 })('msgHist', '/x');
      await delay(400);
      let length = 0;
      let pauses = 0;
      for await (const chunk of response.body ?? []) {
        length += (chunk as Uint8Array).length;
        pauses += 1;
        if (pauses <= 3) await delay(400);
      }
      expect(length).toBe(size);
    });
  });

  describe('deadlineMs', () => {
    it('ends a call while it waits for headers, without another attempt', async () => {
      void unanswered();
      const sent = account.received.length;
      const error = await failureOf(lp.users.list({}, { deadlineMs: 80 }));
      expect(error).toMatchObject({ name: 'TimeoutError', phase: 'deadline', limitMs: 80 });
      expect(account.received).toHaveLength(sent + 1);
    });

    it('counts until the value of a typed call, but only until the headers of a raw one', async () => {
      script = async (_request, response) => {
        response.writeHead(200).write('[');
        for (let chunk = 0; chunk < 10; chunk += 1) {
          await delay(100);
          response.write(' ');
        }
        response.end(']');
      };
      const error = await failureOf(lp.users.list({}, { deadlineMs: 500 }));
      expect(error).toMatchObject({ phase: 'deadline', limitMs: 500 });
      const response = await lp('msgHist', '/x', { deadlineMs: 500 });
      expect(await response.json()).toEqual([]);
    });

    it('counts anew for each page of a walk', async () => {
      script = async (request, response) => {
        await delay(120);
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
        await expect.poll(listeners, { interval: 5, timeout: 10_000 }).toBe(0);
      },
    );

    it('keeps none of a raw call that is answered without a body', async () => {
      script = (_request, response) => void response.writeHead(204).end();
      const response = await raw(signal);
      expect(response.status).toBe(204);
      await expect.poll(listeners, { interval: 5, timeout: 10_000 }).toBe(0);
    });
  });
});
