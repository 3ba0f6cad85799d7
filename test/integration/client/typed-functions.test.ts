import { beforeEach, describe, expect, it } from 'vitest';
import { FunctionError, HttpError } from '../../../src/errors/index.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { failureOf, TRANSPORTS } from './harness.js';

describe.each(TRANSPORTS)('typed calls of functions through %s', async (transport) => {
  const { sandbox, lp } = await sandboxFixture({
    toolbelt: { transport, responseValidation: 'strict' },
  });
  beforeEach(() => {
    sandbox.faults.clear();
    sandbox.requests.clear();
  });

  it('invoke a function by its UUID', async () => {
    const { echo } = sandbox.fixtures.functions;
    const payload = { order: 'A-1001', lines: [1, 2.5, null, true, 'ä'] };
    expect(await lp.functions.invoke({ functionUuid: echo.uuid, payload })).toEqual(payload);
    expect(sandbox.requests.matching({ service: 'faasGW' })).toMatchObject([
      {
        method: 'POST',
        headers: { 'lp-eventsource': 'lp-functions-toolbelt' },
        body: { payload, headers: [], timestamp: expect.any(Number) },
      },
    ]);
  });

  it('invoke what listens to an event, by either form of headers', async () => {
    const { echo } = sandbox.fixtures.functions;
    const answers = await lp.functions.invokeByEvent<{ n: number }>({
      eventId: echo.eventId,
      payload: { n: 1 },
      headers: { 'x-reason': 'test' },
      skillId: echo.skills[0],
    });
    expect(answers).toMatchObject([{ uuid: echo.uuid, result: { n: 1 } }]);
    expect(sandbox.requests.matching({ service: 'faasGW' })).toMatchObject([
      { body: { headers: [{ key: 'x-reason', value: 'test' }] }, query: { skillId: String(echo.skills[0]) } },
    ]);
  });

  it('tell whether anybody listens to an event', async () => {
    const { eventId } = sandbox.fixtures.functions.echo;
    expect(await lp.functions.isImplemented({ eventId })).toEqual({ implemented: true });
    expect(await lp.functions.isImplemented({ eventId: 'nobody_listens' })).toEqual({ implemented: false });
  });

  it('throw FunctionError for 901, with the code and the message of the function', async () => {
    const { failing } = sandbox.fixtures.functions;
    const error = await failureOf(lp.functions.invoke({ functionUuid: failing.uuid }));
    expect(error).toBeInstanceOf(FunctionError);
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({
      name: 'FunctionError',
      status: 901,
      code: 'com.customer.faas.function.threw-error',
      functionMessage: 'The order could not be found',
      operation: 'functions.invoke',
    });
    const byEvent = await failureOf(lp.functions.invokeByEvent({ eventId: failing.eventId }));
    expect(byEvent).toMatchObject({ status: 901, functionMessage: 'The order could not be found' });
    expect(sandbox.requests.count({ service: 'faasGW' })).toBe(2);
  });

  it('throw FunctionError for a 901 without words', async () => {
    sandbox.faults.add({ service: 'faasGW', status: 901, body: 'it broke' });
    const { uuid } = sandbox.fixtures.functions.echo;
    await expect(lp.functions.invoke({ functionUuid: uuid })).rejects.toMatchObject({
      name: 'FunctionError',
      code: 'com.liveperson.faas.function.failed',
      bodyExcerpt: 'it broke',
    });
  });

  it('take 202 and 201 for success', async () => {
    const { uuid } = sandbox.fixtures.functions.echo;
    sandbox.faults.add({ service: 'faasGW', status: 202, body: { accepted: true } });
    const { data, status } = await lp.functions.invoke({ functionUuid: uuid }).withResponse();
    expect({ data, status }).toEqual({ data: { accepted: true }, status: 202 });
    sandbox.faults.add({ service: 'faasGW', status: 202, body: '' });
    expect(await lp.functions.invoke({ functionUuid: uuid })).toBeUndefined();
  });

  it('reach the forms of V1', async () => {
    const { echo } = sandbox.fixtures.functions;
    expect(await lp.functions.invokeV1({ functionUuid: echo.uuid, payload: { n: 1 } })).toEqual({ n: 1 });
    expect(sandbox.requests.matching({ service: 'faasGW' })).toMatchObject([{ query: { v: '1' } }]);
  });
});
