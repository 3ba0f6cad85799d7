import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { raceAbort } from '../../../src/http/cancellation.js';
import { rejection } from '../../support/call-scene.js';

const never = () => new Promise<never>(() => undefined);
const reasons: [unknown][] = [[new Error('mine')], ['text'], [null], [0], [''], [false], [{ any: 'object' }]];

describe('raceAbort', () => {
  it('is the promise itself without a signal', () => {
    const promise = Promise.resolve(1);
    expect(raceAbort(promise, undefined)).toBe(promise);
  });

  it('settles like the promise', async () => {
    const { signal } = new AbortController();
    const error = new Error('failed');
    expect(await raceAbort(Promise.resolve(1), signal)).toBe(1);
    expect(await rejection(raceAbort(Promise.reject(error), signal))).toBe(error);
  });

  it.each(reasons)('rejects with the reason itself: %o', async (reason) => {
    const controller = new AbortController();
    const raced = raceAbort(never(), controller.signal);
    controller.abort(reason);
    expect(await rejection(raced)).toBe(reason);
    expect(await rejection(raceAbort(never(), controller.signal))).toBe(reason);
  });

  it('leaves the promise to the others', async () => {
    const controller = new AbortController();
    let settle: (value: string) => void = () => undefined;
    const promise = new Promise<string>((resolve) => {
      settle = resolve;
    });
    const leaving = raceAbort(promise, controller.signal);
    const staying = raceAbort(promise, new AbortController().signal);
    controller.abort('gone');
    expect(await rejection(leaving)).toBe('gone');
    settle('here');
    expect(await staying).toBe('here');
  });

  it('leaves no listener on the signal, however it ends', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    await raceAbort(Promise.resolve(1), signal);
    await rejection(raceAbort(Promise.reject(new Error('failed')), signal));
    await Promise.resolve();
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    const raced = raceAbort(never(), signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    controller.abort('over');
    await rejection(raced);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('lets no failure become unhandled when the signal was aborted first', async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listen);
    try {
      await rejection(raceAbort(Promise.reject(new Error('late')), AbortSignal.abort('first')));
      const controller = new AbortController();
      const raced = raceAbort(
        new Promise((_, reject) => setImmediate(reject, new Error('later'))),
        controller.signal,
      );
      controller.abort('first');
      await rejection(raced);
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(unhandled).toEqual([]);
    } finally {
      process.off('unhandledRejection', listen);
    }
  });
});
