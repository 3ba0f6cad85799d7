import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { type CallBody, SandboxClient } from './client.js';

const ACCOUNT = '/api/account/12345678';

describe('the Functions gateway of the sandbox', async () => {
  const { sandbox, client } = await sandboxFixture();

  const BODY = { timestamp: 1_782_820_800_000, headers: [{ key: 'a', value: 'b' }], payload: { order: 7 } };
  const post = (path: string, json: unknown = BODY, request: CallBody = {}) => {
    return client.api('faasGW', 'POST', `${ACCOUNT}${path}`, { ...request, json });
  };

  it.each([{ order: 7 }, 'text', 7, false, [1, 2], null])(
    'answers the payload %j of a good function',
    async (payload) => {
      const { uuid } = sandbox.fixtures.functions.echo;
      const headers = { 'lp-eventsource': 'tests' };
      const reply = await post(`/lambdas/${uuid}/invoke`, { ...BODY, payload }, { headers });
      expect([reply.status, reply.json()]).toEqual([200, payload]);
    },
  );

  it('answers 901 with code and message for a function that throws', async () => {
    const { uuid, throws, eventId } = sandbox.fixtures.functions.failing;
    for (const path of [`/lambdas/${uuid}/invoke`, `/events/${eventId}/invoke`]) {
      const reply = await post(path);
      expect([reply.status, reply.json()]).toEqual([
        901,
        { code: 'com.customer.faas.function.threw-error', message: throws },
      ]);
    }
  });

  it('takes the time of the sandbox clock for a slow function', async () => {
    await using own = await startSandbox();
    await using ownClient = new SandboxClient(own);
    const { uuid, durationMs } = own.fixtures.functions.slow;
    const path = `${ACCOUNT}/lambdas/${uuid}/invoke`;
    const answered = ownClient.api('faasGW', 'POST', path, { json: BODY });
    while (own.clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
    own.clock.advance(durationMs);
    expect((await answered).status).toBe(200);
  });

  it('gives a slow function up when the caller is gone, and notes no answer', async () => {
    await using own = await startSandbox();
    const ownClient = new SandboxClient(own);
    const path = `${ACCOUNT}/lambdas/${own.fixtures.functions.slow.uuid}/invoke`;
    const failed = ownClient.api('faasGW', 'POST', path, { json: BODY }).catch((error: unknown) => error);
    while (own.clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
    await ownClient[Symbol.asyncDispose]();
    expect(await failed).toBeInstanceOf(Error);
    while (own.clock.sleeping > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(own.requests.matching({ service: 'faasGW' })).toMatchObject([{ status: undefined }]);
  });

  it('invokes the functions that listen to an event', async () => {
    const { uuid, eventId } = sandbox.fixtures.functions.echo;
    const reply = await post(`/events/${eventId}/invoke`);
    expect([reply.status, reply.json()]).toEqual([
      200,
      [{ uuid, timestamp: expect.any(String), result: BODY.payload }],
    ]);
  });

  it('tells whether a function listens to an event, and for which skill', async () => {
    const { eventId, skills } = sandbox.fixtures.functions.echo;
    const ask = async (path: string) => {
      return (await client.api('faasGW', 'GET', `${ACCOUNT}/events/${path}`)).json();
    };
    expect(await ask(`${eventId}/isImplemented`)).toEqual({ implemented: true });
    expect(await ask('my_event/isImplemented')).toEqual({ implemented: false });
    expect(await ask(`${eventId}/isImplemented?skillId=${skills[0]}`)).toEqual({ implemented: true });
    expect(await ask(`${eventId}/isImplemented?skillId=1`)).toEqual({ implemented: false });
  });

  it('answers 404 for an unknown function or event', async () => {
    const unknown = '/lambdas/00000000-0000-4000-8000-000000000000/invoke';
    for (const path of [unknown, '/events/my_event/invoke']) {
      const reply = await post(path);
      expect([reply.status, reply.json()]).toEqual([
        404,
        { code: 'com.liveperson.faas.function.not-found', message: expect.any(String) },
      ]);
    }
  });

  it.each([
    ['no timestamp', { headers: [], payload: {} }],
    ['a timestamp that is no number', { timestamp: '0', headers: [], payload: {} }],
    ['no payload', { timestamp: 0, headers: [] }],
    ['headers as an object', { timestamp: 0, headers: { a: 'b' }, payload: {} }],
    ['headers that are no pairs', { timestamp: 0, headers: [{ key: 'a' }], payload: {} }],
    ['an array', []],
  ])('refuses a body with %s', async (_name, body) => {
    const reply = await post(`/lambdas/${sandbox.fixtures.functions.echo.uuid}/invoke`, body);
    expect([reply.status, reply.json().code]).toEqual([400, 'com.liveperson.faas.evg.invalid']);
  });

  it('answers the V1 forms with V1 errors', async () => {
    const { echo, failing } = sandbox.fixtures.functions;
    const v1 = '?v=1&externalSystem=tests';
    expect((await post(`/lambdas/${echo.uuid}/invoke${v1}`)).json()).toEqual(BODY.payload);
    const replies = [
      await post(`/lambdas/${failing.uuid}/invoke${v1}`),
      await post(`/events/my_event/invoke${v1}`),
      await post(`/lambdas/${echo.uuid}/invoke${v1}`, {}),
      await client.api('faasGW', 'POST', `${ACCOUNT}/lambdas/${echo.uuid}/invoke${v1}`, { token: 'wrong' }),
    ];
    expect(replies.map(({ status, json }) => [status, Object.keys(json())])).toEqual(
      [901, 404, 400, 401].map((status) => [status, ['errorCode', 'errorMsg']]),
    );
    expect(replies[0]?.json()).toEqual({
      errorCode: 'com.liveperson.faas.handler.custom-failure',
      errorMsg: failing.throws,
    });
  });
});
