import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidOf } from '../../../../src/testing/sandbox/functions/runnable.js';
import { type Sandbox, startSandbox } from '../../../../src/testing/sandbox/sandbox.js';
import { FunctionCaller, failed, RUNTIME_ERROR, sleeping, THREW, TIME_EXCEEDED } from './scene.js';

describe('handlers of a test', () => {
  let sandbox: Sandbox;
  let caller: FunctionCaller;
  const seen: unknown[] = [];
  const note = (value: unknown): number => seen.push(value);
  const circle: Record<string, unknown> = {};
  circle.itself = circle;

  beforeAll(async () => {
    sandbox = await startSandbox({
      functions: {
        input: (input) => input,
        async: async ({ payload }) => payload.a + 1,
        nothing: () => undefined,
        date: () => new Date(0),
        throws: () => {
          throw new Error('no order');
        },
        rejects: async () => {
          throw new RangeError('too far');
        },
        throwsText: () => Promise.reject('a text'),
        returnsError: () => new Error('given back'),
        mistake: () => (undefined as unknown as { a: { b: string } }).a.b,
        circle: () => circle,
        big: () => 1n,
        symbol: () => Symbol('none'),
        never: () => new Promise(() => undefined),
        first: {
          lambda: ({ payload }): number => {
            payload.changed = true;
            return 1;
          },
          event: 'my_event',
          skills: [7],
        },
        second: { lambda: ({ payload }) => note(payload), event: 'my_event', uuid: 'my-uuid' },
      },
    });
    caller = new FunctionCaller(sandbox);
  });
  afterAll(async () => {
    await caller[Symbol.asyncDispose]();
    await sandbox.close();
  });

  it('get what the caller sends and answer what they return, as JSON', async () => {
    expect(await caller.invoke('input', { a: 1 })).toEqual([
      200,
      { headers: [{ key: 'a', value: 'b' }], payload: { a: 1 } },
    ]);
    expect(await caller.invoke('async', { a: 1 })).toEqual([200, 2]);
    expect(await caller.invoke('nothing')).toEqual([200, null]);
    expect(await caller.invoke('date')).toEqual([200, '1970-01-01T00:00:00.000Z']);
  });

  it.each([
    ['throws', THREW, 'no order'],
    ['rejects', THREW, 'too far'],
    ['throwsText', THREW, 'a text'],
    ['returnsError', THREW, 'given back'],
    ['mistake', RUNTIME_ERROR, expect.stringContaining('undefined')],
    ['circle', RUNTIME_ERROR, expect.stringContaining('no JSON: Converting circular structure')],
    ['big', RUNTIME_ERROR, expect.stringContaining('no JSON: Do not know how to serialize a BigInt')],
    ['symbol', RUNTIME_ERROR, 'The function returned what is no JSON: a symbol'],
  ])('answer 901 when they fail: %s', async (name, code, message) => {
    expect(await caller.invoke(name)).toEqual(failed(code, message));
  });

  it('answer the V1 form of an invocation with the codes of V1', async () => {
    expect(await caller.invoke('throws', {}, '?v=1')).toEqual([
      901,
      { errorCode: 'com.liveperson.faas.handler.custom-failure', errorMsg: 'no order' },
    ]);
  });

  it('are given up after 30 seconds of the sandbox', async () => {
    const answer = caller.invoke('never');
    await sleeping(sandbox);
    sandbox.clock.advance(29_000);
    expect(sandbox.clock.sleeping).toBe(1);
    sandbox.clock.advance(1_000);
    expect(await answer).toEqual(failed(TIME_EXCEEDED, 'The function ran for more than 30 seconds'));
  });

  it('are invoked by an event, each with a payload of its own', async () => {
    const result = (uuid: unknown, value: unknown) => ({
      uuid,
      timestamp: expect.any(String),
      result: value,
    });
    const { first } = sandbox.fixtures.functions;
    expect(await caller.invokeByEvent('my_event', { a: 1 })).toEqual([
      200,
      [result(first?.uuid, 1), result('my-uuid', 1)],
    ]);
    expect(seen).toEqual([{ a: 1 }]);
    expect(await caller.isImplemented('my_event')).toBe(true);
  });

  it('have the events of the account for themselves', async () => {
    const { echo } = sandbox.fixtures.functions;
    expect(echo.eventId).toBe('');
    expect(await caller.isImplemented('conversational_command')).toBe(false);
    expect(await caller.invoke('echo', 'still there')).toEqual([200, 'still there']);
  });

  it('have the same UUID in each sandbox', async () => {
    await using other = await startSandbox({ functions: { throws: () => 1, other: () => 2 } });
    const { functions } = other.fixtures;
    expect(functions.throws?.uuid).toBe(sandbox.fixtures.functions.throws?.uuid);
    expect(functions.other?.uuid).not.toBe(functions.throws?.uuid);
  });

  it('leave nothing that waits when the sandbox closes', async () => {
    const own = await startSandbox({ functions: { never: () => new Promise(() => undefined) } });
    const ownCaller = new FunctionCaller(own);
    const answer = ownCaller.invoke('never').catch((error: unknown) => error);
    await sleeping(own);
    await own.close();
    expect(own.clock.sleeping).toBe(0);
    expect(await answer).toBeInstanceOf(Error);
    await ownCaller[Symbol.asyncDispose]();
  });

  it.each([
    ['one UUID twice', { a: { lambda: Number, uuid: 'x' }, b: { lambda: String, uuid: 'x' } }, '"x"'],
    [
      'the UUID that another one has by its name',
      { a: () => 1, b: { lambda: String, uuid: uuidOf('a') } },
      `"${uuidOf('a')}"`,
    ],
  ])('are refused when they have %s', async (_name, functions, uuid) => {
    await expect(startSandbox({ functions })).rejects.toMatchObject({
      name: 'ConfigError',
      field: 'functions',
      message: `functions.a and functions.b have one uuid: ${uuid}`,
    });
  });

  it.each([
    ['no function', { a: 5 }, 'functions.a must be a function'],
    ['an unknown field', { a: { lambda: Number, evnt: 'x' } }, 'did you mean "event"?'],
    ['skills that are no ids', { a: { lambda: Number, skills: ['x'] } }, 'skills must be an array of ids'],
    ['an empty path', '', 'functions must be a text that is not empty'],
  ])('are refused when they are %s', async (_name, functions, message) => {
    await expect(startSandbox({ functions: functions as never })).rejects.toThrow(message);
  });
});
