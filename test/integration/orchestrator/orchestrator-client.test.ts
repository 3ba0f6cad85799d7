import { beforeEach, describe, expect, it } from 'vitest';
import { ErrorCodes, ErrorStrategy, Toolbelt } from '../../../src/index.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { failureOf } from '../client/harness.js';

const calls: string[] = [];
const { sandbox } = await sandboxFixture({
  functions: {
    double: ({ payload }) => payload.n * 2,
    headers: ({ headers }) => headers,
    broken: () => {
      throw new Error('The order is gone');
    },
    silent: () => undefined,
    counted: ({ payload }) => calls.push(payload.name),
  },
});
const { double, headers, broken, silent, counted } = sandbox.fixtures.functions;
const uuidOf = (one: { uuid: string } | undefined) => {
  if (one === undefined) throw new Error('no such function');
  return one.uuid;
};
const unknown = '00000000-0000-4000-8000-000000000000';

beforeEach(() => {
  sandbox.faults.clear();
  sandbox.requests.clear();
  calls.length = 0;
});

describe('OrchestratorClient against the sandbox', () => {
  it('chains functions as the sample of the official toolbelt does', async () => {
    using _ = sandbox.use();
    const client = Toolbelt.OrchestratorClient();
    const [first] = await client.invoke([{ uuid: uuidOf(double), payload: { n: 4 } }], 20_000, {
      json: true,
    });
    const [second] = await client.invoke([{ uuid: uuidOf(double), payload: { n: first?.body } }], 20_000);
    expect([first?.body, second?.body]).toEqual([8, '16']);
    expect(second).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': expect.stringContaining('json') },
    });
    const sent = sandbox.requests.matching({ service: 'faasGW' });
    expect(sent.map(({ query }) => query)).toEqual([{}, {}]);
    expect(sent[0]?.headers['lp-eventsource']).toBe('lp-functions-toolbelt');
  });

  it('hands over headers, and takes a function that returns nothing', async () => {
    using _ = sandbox.use();
    const answers = await Toolbelt.OrchestratorClient().invoke(
      [{ uuid: uuidOf(headers), headers: { 'x-a': 'b' } }, { uuid: uuidOf(silent) }],
      undefined,
      { json: true },
    );
    expect(answers).toMatchObject([{ body: [{ key: 'x-a', value: 'b' }] }, { statusCode: 200, body: null }]);
  });

  it('goes on after failures when it is told to, in order', async () => {
    using _ = sandbox.use();
    const answers = await Toolbelt.OrchestratorClient().invoke(
      [{ uuid: uuidOf(broken) }, { uuid: unknown }, { uuid: uuidOf(double), payload: { n: 1 } }],
      undefined,
      { errorStrategy: ErrorStrategy.CONTINUE_ON_ERROR, invokeParallel: true, json: true },
    );
    expect(answers).toMatchObject([
      { uuid: uuidOf(broken), statusCode: 901, error: { code: 'com.customer.faas.function.threw-error' } },
      { uuid: unknown, statusCode: 404, error: { code: ErrorCodes.OrchestratorFN.Invocation.StatusError } },
      { uuid: uuidOf(double), statusCode: 200, body: 2 },
    ]);
  });

  it('stops at the first failure, with what was answered before', async () => {
    using _ = sandbox.use();
    const run = Toolbelt.OrchestratorClient().invoke([
      { uuid: uuidOf(counted), payload: { name: 'first' } },
      { uuid: uuidOf(broken) },
      { uuid: uuidOf(counted), payload: { name: 'last' } },
    ]);
    expect(await failureOf(run)).toMatchObject({
      name: 'OrchestratorError',
      code: 'com.customer.faas.function.threw-error',
      message: expect.stringContaining('The order is gone'),
      responses: [{ uuid: uuidOf(counted), body: '1' }],
    });
    expect(calls).toEqual(['first']);
  });

  it('renews a token that is refused, once for all that run', async () => {
    await using toolbelt = sandbox.toolbelt();
    const client = toolbelt.OrchestratorClient();
    const invocations = [1, 2, 3].map((n) => ({ uuid: uuidOf(double), payload: { n } }));
    await client.invoke(invocations);
    await sandbox.faults.dropKeys();
    sandbox.requests.clear();
    const answers = await client.invoke(invocations, undefined, { invokeParallel: true, json: true });
    expect(answers.map(({ body }) => body)).toEqual([2, 4, 6]);
    expect(sandbox.requests.count({ service: 'sentinel', method: 'POST' })).toBe(1);
  });

  it('sends again after a cut connection, unless retries is 0', async () => {
    using _ = sandbox.use();
    const client = Toolbelt.OrchestratorClient();
    sandbox.faults.add({ service: 'faasGW', reset: true });
    const [answer] = await client.invoke([{ uuid: uuidOf(double), payload: { n: 3 } }]);
    expect(answer?.body).toBe('6');
    sandbox.faults.add({ service: 'faasGW', status: 503 });
    const once = client.invoke([{ uuid: uuidOf(double), payload: { n: 3 }, retries: 0 }]);
    expect(await failureOf(once)).toMatchObject({ statusCode: 503 });
  });
});
