import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openChannels, type RequestMessage } from '../../../src/http/channels.js';
import type { CallRequest } from '../../../src/http/engine.js';
import { CallScene, HOST, rejection } from '../../support/call-scene.js';
import { networkFailure, type Step } from '../../support/scripted-transport.js';

type Name = 'start' | 'end' | 'error' | 'retry';
const channelName = (name: Name) => `lp-functions-toolbelt:request:${name}`;
const undo: (() => void)[] = [];

/** Listens to the documented channels, and to nothing else. */
function listen(...names: Name[]): [Name, RequestMessage][] {
  const heard: [Name, RequestMessage][] = [];
  for (const name of names) {
    const onMessage = (message: unknown) => heard.push([name, message as RequestMessage]);
    subscribe(channelName(name), onMessage);
    undo.push(() => unsubscribe(channelName(name), onMessage));
  }
  return heard;
}

afterEach(() => {
  for (const end of undo.splice(0)) end();
});

async function call(script: Step[], request: Partial<CallRequest> = {}) {
  const scene = new CallScene(script, { channels: openChannels() });
  await scene.read({ headers: { 'x-request-id': 'id-1' }, ...request }).catch(() => undefined);
  return scene;
}

const all = ['start', 'end', 'error', 'retry'] as const;
const common = {
  service: 'accountConfigReadOnly',
  operation: 'users.list',
  method: 'GET',
  requestId: 'id-1',
  host: HOST,
  path: '/api/account/12345678/users',
};

describe('the diagnostics channels', () => {
  it('tell of a call that succeeds: start, end', async () => {
    const heard = listen(...all);
    await call([{ status: 200 }]);
    expect(heard).toEqual([
      ['start', { ...common, attempt: 1 }],
      ['end', { ...common, attempt: 1, status: 200, elapsedMs: expect.any(Number) }],
    ]);
  });

  it('tell of each send and of each wait, in order', async () => {
    const heard = listen(...all);
    await call([
      { status: 503, headers: { 'retry-after': '2' } },
      { error: networkFailure('ECONNRESET') },
      { status: 404 },
    ]);
    expect(heard).toEqual([
      ['start', { ...common, attempt: 1 }],
      ['retry', { ...common, attempt: 1, status: 503, waitMs: 2_000 }],
      ['start', { ...common, attempt: 2 }],
      [
        'retry',
        { ...common, attempt: 2, code: 'com.liveperson.faas.lp-client.network', waitMs: expect.any(Number) },
      ],
      ['start', { ...common, attempt: 3 }],
      ['end', { ...common, attempt: 3, status: 404, elapsedMs: expect.any(Number) }],
    ]);
  });

  it('tell of a call that fails: error with its code, once', async () => {
    const heard = listen(...all);
    await call([{ error: networkFailure('EPIPE') }], { policy: { retry: false } });
    expect(heard.map(([name]) => name)).toEqual(['start', 'error']);
    expect(heard[1]?.[1]).toEqual({
      ...common,
      attempt: 1,
      code: 'com.liveperson.faas.lp-client.network',
      elapsedMs: expect.any(Number),
    });
  });

  it('tell of a call that never got to its host: an error without a host', async () => {
    const heard = listen(...all);
    await call([], { host: { host: () => Promise.reject(new RangeError('none')) } });
    expect(heard).toEqual([
      ['error', { ...common, host: '', attempt: 1, code: 'RangeError', elapsedMs: expect.any(Number) }],
    ]);
  });

  it.each([[new Error('mine')], [null], ['text'], [Object.assign(new Error('x'), { code: 7 })]])(
    'tell of an abort with any reason as an error, and of no other attempt: %o',
    async (reason: unknown) => {
      const heard = listen(...all);
      const controller = new AbortController();
      const scene = new CallScene(['silence'], { channels: openChannels() });
      const ended = rejection(scene.read({ signal: controller.signal }));
      await vi.waitFor(() => expect(scene.transport.requests).toHaveLength(1), 30_000);
      controller.abort(reason);
      await ended;
      expect(heard.map(([name]) => name)).toEqual(['start', 'error']);
      expect(heard[1]?.[1].code).toEqual(reason instanceof Error ? 'Error' : 'aborted');
    },
  );

  it('tell of no other attempt when the reason of an abort looks like a failure of the network', async () => {
    const failed = await rejection(
      new CallScene([{ error: networkFailure('ECONNRESET') }]).read({ policy: { retry: false } }),
    );
    const heard = listen(...all);
    const controller = new AbortController();
    const scene = new CallScene(['silence'], { channels: openChannels() });
    const ended = rejection(scene.read({ signal: controller.signal }));
    await vi.waitFor(() => expect(scene.transport.requests).toHaveLength(1), 30_000);
    controller.abort(failed);
    expect(await ended).toBe(failed);
    expect(heard.map(([name]) => name)).toEqual(['start', 'error']);
  });

  it('cut a path and a code, and hold no control characters', async () => {
    const heard = listen(...all);
    const code = `E\u001b[31m${'x'.repeat(500)}`;
    await call([{ error: Object.assign(new Error('x'), { code }) }], {
      path: `/${'a'.repeat(5_000)}`,
      policy: { retry: false },
    });
    await call([], { host: { host: () => Promise.reject(Object.assign(new Error('x'), { code })) } });
    for (const [, { path, code: told = '' }] of heard) {
      expect(Buffer.byteLength(path)).toBeLessThanOrEqual(1_024);
      expect(Buffer.byteLength(told)).toBeLessThanOrEqual(100);
      expect(told).not.toContain('\u001b');
    }
    expect(heard.at(-1)?.[1].code).toMatch(/^E.*xxx/);
  });

  it('hold no query, no header, no body and no credential', async () => {
    const heard = listen(...all);
    const scene = new CallScene(
      [
        { status: 401, headers: { 'x-h': 'planted-header' }, body: 'planted-body' },
        { error: Object.assign(networkFailure('ECONNRESET'), { message: 'planted-message' }) },
        { status: 200, body: 'planted-body' },
      ],
      { channels: openChannels() },
    );
    scene.redactor.hold('planted-secret');
    await scene.read({
      path: '/a/planted-secret/b?key=planted-query#x',
      headers: { 'x-mine': 'planted-header' },
      authorizer: {
        authorization: async () => ({
          kind: 'oauth2',
          header: () => 'Bearer planted-token',
          rejected: () => undefined,
        }),
      },
    });
    expect(heard.map(([name]) => name)).toEqual(['start', 'start', 'retry', 'start', 'end']);
    expect(inspect(heard, { depth: 9, showHidden: true })).not.toContain('planted');
    expect(heard[0]?.[1].path).toBe('/a/[redacted]/b');
  });

  it('give each listener a message that it cannot change', async () => {
    const heard = listen('start');
    await call([{ status: 200 }]);
    expect(Object.isFrozen(heard[0]?.[1])).toBe(true);
  });

  it('cost nothing when nobody listens: no message is made', async () => {
    const freeze = vi.spyOn(Object, 'freeze');
    const redact = vi.fn();
    try {
      const scene = new CallScene([{ status: 503 }, { status: 200 }], { channels: openChannels() });
      scene.redactor.text = redact;
      await scene.read();
      expect(redact).not.toHaveBeenCalled();
      expect(
        freeze.mock.calls.filter(
          ([value]) => value !== null && typeof value === 'object' && 'requestId' in value,
        ),
      ).toEqual([]);
    } finally {
      freeze.mockRestore();
    }
  });

  it('serve those channels that have a listener, and only those', async () => {
    const heard = listen('end');
    await call([{ status: 503 }, { status: 200 }]);
    expect(heard.map(([name, { attempt }]) => [name, attempt])).toEqual([['end', 2]]);
  });
});
