import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/config/clock.js';
import type { TransportRequest } from '../../../src/http/transport.js';
import { createToolbelt, ErrorCodes, ErrorStrategy, OrchestratorError } from '../../../src/index.js';
import type { OrchestratorInvocation } from '../../../src/orchestrator/options.js';
import { rejection } from '../../support/call-scene.js';
import { holdTime } from '../../support/held-time.js';
import { startHttpsServer } from '../../support/http-server.js';
import { ScriptedToolbelt } from '../../support/scripted-toolbelt.js';
import { json, networkFailure, type Script } from '../../support/scripted-transport.js';

const uuid = (n: number) => `3f1c2d84-9b7e-4a55-8c0d-${String(n).padStart(12, '0')}`;
const calls = (count: number, more: Partial<OrchestratorInvocation> = {}) =>
  Array.from({ length: count }, (_, n) => ({ uuid: uuid(n), payload: { n }, ...more }));
const numberOf = ({ url }: TransportRequest) => Number(/(\d+)\/invoke$/.exec(url.pathname)?.[1]);
const numbers = (sent: readonly TransportRequest[]) => sent.map(numberOf);
const { CONTINUE_ON_ERROR } = ErrorStrategy;

function open(script: Script, options: ConstructorParameters<typeof ScriptedToolbelt>[1] = {}) {
  const scripted = new ScriptedToolbelt(script, options);
  return { scripted, client: scripted.toolbelt.OrchestratorClient() };
}

/** The first calls wait for CSDS and a token, on which no limit of the test is to end. */
async function untilSent({ scripted }: ReturnType<typeof open>, count: number): Promise<void> {
  await expect.poll(() => scripted.sent.length, { interval: 5 }).toBe(count);
}

async function failureOf(promise: Promise<unknown>): Promise<OrchestratorError> {
  const error = await rejection(promise);
  if (error instanceof OrchestratorError) return error;
  throw error;
}

describe('OrchestratorClient.invoke', () => {
  it('invokes one after the other and answers in order', async () => {
    const { scripted, client } = open((request) => ({
      status: 200,
      headers: { 'x-n': '1' },
      body: `"${numberOf(request)}"`,
    }));
    expect(await client.invoke(calls(3))).toEqual(
      [0, 1, 2].map((n) => ({ uuid: uuid(n), body: `"${n}"`, headers: { 'x-n': '1' }, statusCode: 200 })),
    );
    expect(numbers(scripted.sent)).toEqual([0, 1, 2]);
    expect(await client.invoke([])).toEqual([]);
  });

  it('gives values with json, and the text of what is no JSON', async () => {
    const { client } = open((request) => ({
      status: 200,
      body: numberOf(request) === 0 ? '{"a":1}' : 'plain',
    }));
    const bodies = (await client.invoke(calls(2), undefined, { json: true })).map(({ body }) => body);
    expect(bodies).toEqual([{ a: 1 }, 'plain']);
  });

  it('hands over payload and headers, and an empty payload where there is none', async () => {
    const { scripted, client } = open(() => json({}));
    await client.invoke([{ uuid: uuid(1), payload: { n: 1 }, headers: { 'x-a': 'b' } }, { uuid: uuid(2) }]);
    expect(scripted.sent.map(({ body }) => JSON.parse(String(body)))).toEqual([
      { payload: { n: 1 }, headers: [{ key: 'x-a', value: 'b' }], timestamp: expect.any(Number) },
      { payload: {}, headers: [], timestamp: expect.any(Number) },
    ]);
  });

  it.each<[string, Parameters<ReturnType<typeof open>['client']['invoke']>, string]>([
    ['a UUID that is none', [[...calls(1), { uuid: 'nope' }]], 'invocations.1.uuid'],
    ['no UUID', [[...calls(1), {} as never]], 'invocations.1.uuid'],
    ['no invocation', [[...calls(1), null as never]], 'invocations.1.uuid'],
    ['a list with a hole', [Object.assign(Array(2), calls(1))], 'invocations.1.uuid'],
    [
      'a payload that is no JSON',
      [[...calls(1), ...calls(1, { payload: { n: 1n } })]],
      'invocations.1.payload',
    ],
    ['a function as payload', [calls(1, { payload: () => 1 })], 'invocations.0.payload'],
    ['headers of another form', [calls(1, { headers: { a: 1 } as never })], 'invocations.0.headers'],
    ['a mistyped option of an invocation', [[{ ...calls(1)[0], retry: 1 } as never]], 'invocations.0.retry'],
    ['fractions of retries', [calls(1, { retries: 0.5 })], 'invocations.0.retries'],
    ['no list', ['text' as never], 'invocations'],
    ['a deadline that is none', [calls(1), -1], 'deadline'],
    ['a mistyped option', [calls(1), 1_000, { timeoutMs: 1 } as never], 'timeoutMs'],
    ['an unknown strategy', [calls(1), 1_000, { errorStrategy: 'Never' as never }], 'errorStrategy'],
  ])('refuses %s before anything is sent', async (_, args, parameter) => {
    const { scripted, client } = open(() => json({}));
    const operation = 'orchestrator.invoke';
    await expect(client.invoke(...args)).rejects.toMatchObject({
      name: 'ParameterError',
      parameter,
      operation,
    });
    expect(scripted.sent).toEqual([]);
  });

  it('lowers a deadline above 25 s, and a timeout that does not fit into it, with a warning each', async () => {
    const { scripted, client } = open(() => json({}));
    await client.invoke(calls(2), 25_001, { timeout: 12_501 });
    expect(scripted.warnings).toEqual([
      expect.stringContaining('lowered to 25000 ms'),
      expect.stringContaining('lowered to 12500 ms'),
    ]);
    await client.invoke(calls(2), 25_000, { timeout: 12_500 });
    expect(scripted.warnings).toHaveLength(2);
  });

  it.each([
    [{}, 10],
    [{ maxParallel: 4 }, 4],
  ])('invokes in parallel %o at most so many at a time', async (options, most) => {
    let running = 0;
    let highest = 0;
    const { client } = open(async (request) => {
      running += 1;
      highest = Math.max(highest, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return json(numberOf(request));
    });
    const answers = await client.invoke(calls(25), undefined, {
      invokeParallel: true,
      json: true,
      ...options,
    });
    expect(answers.map(({ body }) => body)).toEqual(Array.from({ length: 25 }, (_, n) => n));
    expect(highest).toBe(most);
  });

  it('answers for each invocation in its place, however they end and however many run', async () => {
    const statuses = fc.array(fc.constantFrom(200, 204, 400, 404, 901), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        statuses,
        fc.boolean(),
        fc.integer({ min: 1, max: 5 }),
        async (given, invokeParallel, maxParallel) => {
          const { scripted, client } = open((request) => json({}, given[numberOf(request)]));
          const options = { invokeParallel, maxParallel, errorStrategy: CONTINUE_ON_ERROR };
          const answers = await client.invoke(calls(given.length), undefined, options);
          expect(answers.map((answer) => [answer.uuid, answer.statusCode])).toEqual(
            given.map((status, n) => [uuid(n), status]),
          );
          expect(answers.map(({ error }) => error !== undefined)).toEqual(
            given.map((status) => status >= 300),
          );
          expect(scripted.sent).toHaveLength(given.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('asks retryFunction, which alone decides, whether to send again', async () => {
    const asked: unknown[][] = [];
    const script: Script = (_, sends) =>
      [json({}, 429), { error: networkFailure('ECONNRESET') }, json({}, 404), json('done')][sends - 1] ??
      'silence';
    const { client } = open(script);
    const retryFunction = (...args: unknown[]) => asked.push(args) > 0;
    await client.invoke(calls(1, { retryFunction }));
    expect(asked).toEqual([
      [429, expect.objectContaining({ statusCode: 429 })],
      [undefined, expect.objectContaining({ name: 'NetworkError' })],
      [404, expect.objectContaining({ statusCode: 404 })],
    ]);
    const never = open(() => json({}, 503));
    await failureOf(never.client.invoke(calls(1, { retryFunction: () => false })));
    expect(never.scripted.sent).toHaveLength(1);
  });

  it('rejects with what a retryFunction throws as cause', async () => {
    const { client } = open(() => json({}, 503));
    const thrown = new Error('of the test');
    const retryFunction = () => {
      throw thrown;
    };
    const error = await failureOf(client.invoke(calls(1, { retryFunction })));
    expect(error).toMatchObject({ code: ErrorCodes.OrchestratorFN.General, cause: thrown });
  });

  it('does not take the promise of a retryFunction for a yes', async () => {
    const { scripted, client } = open(() => json({}, 503));
    const retryFunction = (async () => false) as never;
    const error = await failureOf(client.invoke(calls(1, { retryFunction })));
    expect(error.message).toContain('retryFunction must give true or false at once');
    expect(scripted.sent).toHaveLength(1);
  });

  it('rejects with the reason of the signal, which ends what runs', async () => {
    const { scripted, client } = open(() => 'silence');
    const controller = new AbortController();
    const reason = new Error('of the test');
    const options = { invokeParallel: true, errorStrategy: CONTINUE_ON_ERROR, signal: controller.signal };
    const call = rejection(client.invoke(calls(2), undefined, options));
    await expect.poll(() => scripted.sent.length, { interval: 5 }).toBe(2);
    controller.abort(reason);
    expect(await call).toBe(reason);
    expect(scripted.sent.map(({ cancellation }) => cancellation.aborted)).toEqual([true, true]);
    expect(await rejection(client.invoke(calls(1), undefined, options))).toBe(reason);
    expect(scripted.sent).toHaveLength(2);
  });

  it('tells no body where an error is printed, and leads to the line that awaited it', async () => {
    const { client } = open(() => json({ message: 'no', consumer: 'robin.sample@example.com' }, 404));
    async function callerOfTheTest() {
      await client.invoke(calls(1));
    }
    const error = await failureOf(callerOfTheTest());
    expect(inspect(error, { depth: 5 })).not.toContain('robin.sample');
    expect(JSON.stringify(error)).not.toContain('robin.sample');
    expect(error.originalError).toContain('robin.sample');
    expect(error.stack).toContain('callerOfTheTest');
    expect(error).toMatchObject({
      name: 'OrchestratorError',
      operation: 'orchestrator.invoke',
      uuid: uuid(0),
      statusCode: 404,
    });
  });
});

describe('OrchestratorClient.invoke at a server', () => {
  it('ends what runs when one failure ends all', async () => {
    const responses = new Map<string, ServerResponse>();
    const ended: string[] = [];
    let host = '';
    const server = await startHttpsServer(({ url = '' }, response) => {
      const send = (value: unknown) => response.end(JSON.stringify(value));
      if (url.includes('/baseURI.json')) {
        const entry = (service: string) => ({ service, account: '12345678', baseURI: host });
        return void send({ baseURIs: ['sentinel', 'faasGW'].map(entry) });
      }
      if (url.includes('/app/token')) {
        return void send({ access_token: 'made-up', token_type: 'Bearer', expires_in: 3_600 });
      }
      const invoked = url.split('/').at(-2) ?? '';
      responses.set(invoked, response);
      response.on('close', () => response.writableFinished || ended.push(invoked));
      // Two never answer, and one never ends.
      if (invoked === uuid(1)) response.write('{');
      if (responses.size === 4) responses.get(uuid(0))?.writeHead(404).end();
    });
    ({ host } = server);
    const secret = { client_id: 'client', client_secret: 'made-up' };
    const toolbelt = createToolbelt({
      accountId: '12345678',
      csdsDomain: host,
      allowLoopback: true,
      ca: server.ca,
      secretStore: { get: async (key) => ({ key, value: secret }) },
    });
    onTestFinished(async () => {
      await toolbelt.close();
      await server.close();
    });
    const call = toolbelt.OrchestratorClient().invoke(calls(4), undefined, { invokeParallel: true });
    expect(await failureOf(call)).toMatchObject({ statusCode: 404, uuid: uuid(0) });
    await expect.poll(() => ended.toSorted(), { interval: 5 }).toEqual([1, 2, 3].map(uuid));
  });
});

describe('the defects of the official OrchestratorClient', () => {
  it('4 and 5: it shares its token with the other clients of the toolbelt', async () => {
    const { scripted, client } = open(() => json({ _metadata: {}, conversationHistoryRecords: [{}] }));
    const { toolbelt } = scripted;
    await Promise.all([
      client.invoke(calls(3), undefined, { invokeParallel: true }),
      toolbelt.OrchestratorClient().invoke(calls(1)),
      toolbelt.ConversationUtil().getConversationById('an-id'),
      toolbelt.SDEUtil().addSDEs([{ type: 'lead' }], 'visitor', 'session'),
    ]);
    expect(new Set(scripted.headers('authorization'))).toEqual(new Set(['Bearer made-up-token-1']));
    expect(scripted.sent).toHaveLength(6);
  });

  it('25: the path is that of V2, without externalSystem, and names the caller', async () => {
    const { scripted, client } = open(() => json({}));
    await client.invoke(calls(1));
    expect(scripted.sent[0]?.url.href).toBe(
      `https://faasgw.liveperson.net/api/account/12345678/lambdas/${uuid(0)}/invoke`,
    );
    expect(scripted.headers('lp-eventsource')).toEqual(['lp-functions-toolbelt']);
  });

  it('26: timeout ends an invocation', async () => {
    const pass = holdTime();
    const script: Script = (request) => (numberOf(request) === 0 ? 'silence' : json('done'));
    const scene = open(script, { clock: systemClock });
    const answers = scene.client.invoke(calls(2), 20_000, {
      timeout: 4_000,
      errorStrategy: CONTINUE_ON_ERROR,
      json: true,
    });
    await untilSent(scene, 1);
    await pass(3_900);
    expect(scene.scripted.sent).toHaveLength(1);
    await pass(200);
    expect(await answers).toEqual([
      {
        uuid: uuid(0),
        error: { code: ErrorCodes.OrchestratorFN.Timeout, message: expect.stringContaining('4000 ms') },
      },
      expect.objectContaining({ body: 'done' }),
    ]);
  });

  it.each([
    [false, 5_000],
    [true, 20_000],
  ])(
    '26: without a timeout the deadline is shared out among those that follow each other, parallel: %s',
    async (invokeParallel, share) => {
      const pass = holdTime();
      const scene = open(() => 'silence', { clock: systemClock });
      let error: OrchestratorError | undefined;
      const call = failureOf(scene.client.invoke(calls(4), 20_000, { invokeParallel })).then((value) => {
        error = value;
      });
      await untilSent(scene, invokeParallel ? 4 : 1);
      await pass(share - 100);
      expect(error).toBeUndefined();
      await pass(200);
      await call;
      expect(error).toMatchObject({ code: ErrorCodes.OrchestratorFN.Timeout });
    },
  );

  it('27: the deadline aborts what runs and sends no more, and what was answered is kept', async () => {
    const pass = holdTime();
    const script: Script = (request) => (numberOf(request) % 3 === 0 ? json('done') : 'silence');
    const scene = open(script, { clock: systemClock });
    const { scripted, client } = scene;
    const options = {
      errorStrategy: CONTINUE_ON_ERROR,
      invokeParallel: true,
      maxParallel: 3,
      timeout: 5_000,
    };
    const answers = client.invoke(calls(6), 10_000, options);
    await untilSent(scene, 5);
    await pass(5_100);
    await untilSent(scene, 6);
    await pass(5_100);
    const codes = (await answers).map(({ statusCode, error }) => statusCode ?? error?.code);
    const { Timeout } = ErrorCodes.OrchestratorFN;
    expect(codes).toEqual([200, Timeout, Timeout, 200, Timeout, Timeout]);
    const running = scripted.sent.filter((request) => numberOf(request) % 3 !== 0);
    expect(running.every(({ cancellation }) => cancellation.aborted)).toBe(true);
    await pass(30_000);
    expect(scripted.sent).toHaveLength(6);
  });

  it('27: what is left of the deadline is told in whole milliseconds', async () => {
    const { client } = open(() => 'silence', { clock: systemClock });
    const { message } = await failureOf(client.invoke(calls(1), 2_000));
    expect(message).toMatch(/longer than the \d+ ms/);
  });

  it('27: an error has what was answered before', async () => {
    const { client } = open((request) => (numberOf(request) < 2 ? json(numberOf(request)) : json({}, 404)));
    const error = await failureOf(client.invoke(calls(4)));
    expect(error.responses).toMatchObject([
      { uuid: uuid(0), body: '0' },
      { uuid: uuid(1), body: '1' },
    ]);
  });

  it.each([
    [0, 1],
    [1, 2],
    [undefined, 4],
  ])('28: retries: %s sends it %s time(s), after a 503 too', async (retries, sends) => {
    const { scripted, client } = open(() => json({}, 503));
    const error = await failureOf(client.invoke(calls(1, { retries })));
    expect(scripted.sent).toHaveLength(sends);
    expect(error).toMatchObject({ code: ErrorCodes.OrchestratorFN.Invocation.StatusError, statusCode: 503 });
  });

  it('28: retries: 0 does not send it again after a 429 either', async () => {
    const { scripted, client } = open(() => json({}, 429));
    await failureOf(client.invoke(calls(1, { retries: 0 })));
    expect(scripted.sent).toHaveLength(1);
  });

  it('29: the objects of the caller stay as they are', async () => {
    const { client } = open(() => json({}));
    const invocations = Object.freeze(
      calls(2, { headers: Object.freeze({ a: 'b' }) }).map(Object.freeze),
    ) as OrchestratorInvocation[];
    const before = structuredClone(invocations);
    await client.invoke(invocations, undefined, Object.freeze({ json: true }));
    expect(invocations).toEqual(before);
  });

  it('30: a 401 renews the token once', async () => {
    const { scripted, client } = open((_, sends) => (sends === 1 ? json({}, 401) : json('done')));
    await client.invoke(calls(1, { retries: 0 }));
    expect(scripted.headers('authorization')).toEqual(['Bearer made-up-token-1', 'Bearer made-up-token-2']);
    const refused = open(() => json({}, 401));
    const error = await failureOf(refused.client.invoke(calls(1)));
    expect(error.statusCode).toBe(401);
    expect(refused.scripted.sent).toHaveLength(2);
  });

  it('30: a credential that is none has the code of this client', async () => {
    const { client } = open(() => json({}), {
      secretStore: { get: async (key) => ({ key, value: { user: 'x' } }) },
    });
    const { code } = await failureOf(client.invoke(calls(1)));
    expect(code).toBe(ErrorCodes.OrchestratorFN.Creds.Format);
    const ofAnother = { value: {}, managedBy: 'system', accountId: '87654321' } as const;
    const other = open(() => json({}), { secretStore: { get: async (key) => ({ key, ...ofAnother }) } });
    const refused = await failureOf(other.client.invoke(calls(1)));
    expect(refused.code).toBe(ErrorCodes.OrchestratorFN.Creds.Failure);
    // What the store itself tells goes by the code of secrets, as in the official toolbelt.
    const gone = open(() => json({}), { secretStore: { get: async () => undefined } });
    const missing = await failureOf(gone.client.invoke(calls(1)));
    expect(missing).toMatchObject({ code: ErrorCodes.Secret.NotFound, cause: { name: 'SecretError' } });
  });

  it('30: a failure of CSDS is told in the responses when the strategy is to go on', async () => {
    const { client } = open(() => json({}), { csdsDomain: 'nowhere.example.com' });
    const answers = await client.invoke(calls(2), undefined, { errorStrategy: CONTINUE_ON_ERROR });
    const message = expect.any(String);
    expect(answers).toEqual(
      [0, 1].map((n) => ({ uuid: uuid(n), error: { code: ErrorCodes.LpClient.HostNotAllowed, message } })),
    );
  });

  it('31: in parallel the first failure ends the others', async () => {
    const script: Script = async (request) => (numberOf(request) === 1 ? json({}, 404) : 'silence');
    const { scripted, client } = open(script);
    const error = await failureOf(client.invoke(calls(20), undefined, { invokeParallel: true }));
    expect(error).toMatchObject({ uuid: uuid(1), statusCode: 404 });
    expect(scripted.sent).toHaveLength(10);
    const others = scripted.sent.filter((request) => numberOf(request) !== 1);
    expect(others.every(({ cancellation }) => cancellation.aborted)).toBe(true);
  });

  it('31: nor is sent again what waits for that', async () => {
    const pass = holdTime();
    const busy = { status: 503, headers: { 'retry-after': '5' } };
    const scene = open((request) => (numberOf(request) === 0 ? busy : json({}, 404)), { clock: systemClock });
    const invocations = [...calls(1), { uuid: uuid(1), retries: 0 }];
    await failureOf(scene.client.invoke(invocations, undefined, { invokeParallel: true }));
    await pass(30_000);
    expect(numbers(scene.scripted.sent)).toEqual([0, 1]);
  });

  it('31: bodies of failures are parsed with json', async () => {
    const { client } = open(() => json({ message: 'no such function' }, 404));
    const options = { json: true, errorStrategy: CONTINUE_ON_ERROR };
    expect(await client.invoke(calls(1), undefined, options)).toMatchObject([
      {
        statusCode: 404,
        body: { message: 'no such function' },
        error: { code: ErrorCodes.OrchestratorFN.Invocation.StatusError },
      },
    ]);
    const error = await failureOf(client.invoke(calls(1), undefined, { json: true }));
    expect(error.originalError).toEqual({ message: 'no such function' });
  });

  it('31: a function that failed has its own code', async () => {
    const code = 'com.customer.faas.function.threw-error';
    const { scripted, client } = open(() => json({ code, message: 'The order is gone' }, 901));
    const error = await failureOf(client.invoke(calls(1)));
    expect(error).toMatchObject({
      code,
      statusCode: 901,
      cause: { name: 'FunctionError', functionMessage: 'The order is gone' },
    });
    expect(scripted.sent).toHaveLength(1);
  });
});
