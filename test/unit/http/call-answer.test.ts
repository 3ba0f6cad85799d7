import { getEventListeners } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { NetworkError } from '../../../src/errors/network-error.js';
import { call, open } from '../../../src/http/call.js';
import { CallScene, HOST, readRequest, rejection } from '../../support/call-scene.js';
import { networkFailure } from '../../support/scripted-transport.js';

const once = { retry: false } as const;
const silent = () => new Readable({ read: () => undefined });
const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

describe('send', () => {
  it('undoes the coding of the body', async () => {
    const scene = new CallScene([
      { status: 200, headers: { 'content-encoding': 'gzip' }, body: gzipSync('plain') },
    ]);
    expect(await scene.read()).toEqual({ status: 200, text: 'plain' });
  });

  it('ends a body that stops arriving', async () => {
    const body = silent();
    const scene = new CallScene([{ status: 200, body }], { policy: { bodyIdleMs: 10 } });
    const error = await rejection(scene.read({ policy: once }));
    expect(error).toMatchObject({ name: 'TimeoutError', phase: 'body', limitMs: 10 });
    expect(body.destroyed).toBe(true);
  });

  it('ends a body that never stops, at the deadline', async () => {
    const endless = Readable.from(
      (async function* () {
        while (true) yield await new Promise<Buffer>((resolve) => setImmediate(resolve, Buffer.from('.')));
      })(),
      { objectMode: false },
    );
    const scene = new CallScene([{ status: 200, body: endless }], { policy: { bodyIdleMs: 1_000 } });
    const error = await rejection(scene.read({ policy: { deadlineMs: 30 } }));
    expect(error).toMatchObject({ name: 'TimeoutError', phase: 'deadline', limitMs: 30 });
    expect(endless.destroyed).toBe(true);
  });

  it('rejects with a NetworkError that names the host when the body breaks off', async () => {
    const body = new PassThrough();
    body.write('half');
    setImmediate(() => body.destroy(networkFailure('ECONNRESET')));
    const error = await rejection(new CallScene([{ status: 200, body }]).read({ policy: once }));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ host: HOST, cause: { code: 'ECONNRESET' } });
    expect(String(error)).toContain('users.list');
  });

  it('rejects when the body is closed early, or is not what its coding says', async () => {
    const closed = new PassThrough();
    closed.write('half');
    setImmediate(() => closed.destroy());
    const bodies = [
      { status: 200, body: closed },
      { status: 200, headers: { 'content-encoding': 'gzip' }, body: 'no gzip' },
      { status: 200, headers: { 'content-encoding': 'gzip' }, body: gzipSync('whole').subarray(0, 12) },
      { status: 200, headers: { 'content-encoding': 'compress' }, body: 'x' },
    ];
    for (const reply of bodies) {
      expect(await rejection(new CallScene([reply]).read({ policy: once }))).toBeInstanceOf(NetworkError);
    }
  });

  it('passes on what its receiver throws, and does not repeat it', async () => {
    const scene = new CallScene([{ status: 200 }, { status: 200 }]);
    const failure = new TypeError('fetch failed');
    const sent = call(scene.engine, readRequest(), () => Promise.reject(failure));
    expect(await rejection(sent)).toBe(failure);
    expect(scene.transport.requests).toHaveLength(1);
  });
});

describe('open', () => {
  it('resolves for every status once the headers are there, 901 too', async () => {
    for (const status of [200, 204, 304, 400, 404, 901]) {
      const scene = new CallScene([{ status, headers: { 'x-a': 'b' }, body: 'text' }]);
      const answer = await open(scene.engine, readRequest({ operation: 'raw' }));
      expect(answer).toMatchObject({
        status,
        headers: { 'x-a': 'b' },
        url: new URL(`https://${HOST}/api/account/12345678/users?v=6.0`),
      });
      expect((await answer.read()).toString()).toBe('text');
    }
  });

  it('leaves the body without a deadline, but with a limit between two chunks', async () => {
    const body = new PassThrough();
    const scene = new CallScene([{ status: 200, body }], { policy: { bodyIdleMs: 1_000 } });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      const answer = await open(scene.engine, readRequest({ policy: { deadlineMs: 2_000 } }));
      // Nobody reads yet: a slow caller is no slow server.
      vi.advanceTimersByTime(60_000);
      const reading = answer.read();
      for (const text of ['a', 'b', 'c', 'd']) {
        vi.advanceTimersByTime(900);
        body.write(text);
        await new Promise(setImmediate);
      }
      const stalled = rejection(reading);
      vi.advanceTimersByTime(1_000);
      expect(await stalled).toMatchObject({ name: 'TimeoutError', phase: 'body' });
    } finally {
      vi.useRealTimers();
    }
  });

  it("listens to the caller's signal until the body is closed, and no longer", async () => {
    const { signal } = new AbortController();
    const scene = new CallScene(() => ({ status: 200, body: 'text' }));
    const read = await open(scene.engine, readRequest({ signal }));
    const streamed = await open(scene.engine, readRequest({ signal }));
    const dropped = await open(scene.engine, readRequest({ signal }));
    expect(listeners(signal)).toBe(3);
    await read.read();
    for await (const chunk of streamed.stream()) expect(String(chunk)).toBe('text');
    dropped.discard();
    await vi.waitFor(() => expect(listeners(signal)).toBe(0), 30_000);
  });

  it("does not listen to the caller's signal when the body was closed before it was handed out", async () => {
    const { signal } = new AbortController();
    const body = silent();
    body.destroy();
    await new Promise((resolve) => body.once('close', resolve));
    const scene = new CallScene([{ status: 204, body }]);
    await open(scene.engine, readRequest({ signal }));
    expect(listeners(signal)).toBe(0);
  });

  it.each([[new Error('mine')], ['text'], [null]])(
    'ends the body with the abort of the caller, read or streamed: %o',
    async (reason: unknown) => {
      for (const how of ['read', 'stream'] as const) {
        const controller = new AbortController();
        const scene = new CallScene([{ status: 200, body: silent() }]);
        const answer = await open(scene.engine, readRequest({ signal: controller.signal }));
        const received = rejection(how === 'read' ? answer.read() : firstChunk(answer.stream()));
        await new Promise(setImmediate);
        controller.abort(reason);
        const error = await received;
        // A stream cannot be destroyed with null or a text: that is the cause then.
        expect(how === 'stream' && !(reason instanceof Error) ? [reason, causeOf(error)] : [error]).toContain(
          reason,
        );
        expect(listeners(controller.signal)).toBe(0);
      }
    },
  );

  it('does not end the process when a body fails that nobody reads', async () => {
    const body = new PassThrough();
    const scene = new CallScene([{ status: 200, body }]);
    const answer = await open(scene.engine, readRequest());
    body.destroy(networkFailure('ECONNRESET'));
    await new Promise(setImmediate);
    expect(await rejection(answer.read())).toBeInstanceOf(NetworkError);
  });

  it('rejects, and listens no more, when there was no answer', async () => {
    const { signal } = new AbortController();
    const scene = new CallScene([{ error: networkFailure('EPIPE') }]);
    const opened = open(scene.engine, readRequest({ signal, policy: once }));
    expect(await rejection(opened)).toBeInstanceOf(NetworkError);
    expect(listeners(signal)).toBe(0);
  });

  it('ends at its deadline when the headers do not come', async () => {
    const opened = open(new CallScene(() => 'silence').engine, readRequest({ policy: { deadlineMs: 10 } }));
    expect(await rejection(opened)).toMatchObject({ name: 'TimeoutError', phase: 'deadline', limitMs: 10 });
  });
});

async function firstChunk(stream: Readable): Promise<unknown> {
  for await (const chunk of stream) return chunk;
  return undefined;
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : error;
}
