import { describe, expect, it } from 'vitest';
import type { AnswerType } from '../../../src/apis/answer-type.js';
import type { Operation } from '../../../src/apis/define-api.js';
import { functions } from '../../../src/apis/functions/functions.js';
import { PreparedOperation } from '../../../src/client/parameters.js';
import { ResponseChecker } from '../../../src/client/response-checker.js';
import { readTypedAnswer } from '../../../src/client/typed-answer.js';
import { call } from '../../../src/http/call.js';
import { openInvalidResponseChannel } from '../../../src/http/channels.js';
import { CallScene, rejection } from '../../support/call-scene.js';
import type { Reply } from '../../support/scripted-transport.js';

/** An operation for which 404 says "no" and 503 "later". */
const OPERATION: Operation = {
  summary: 'Asks',
  method: 'GET',
  path: '/ask',
  parameters: () => ({}),
  statuses: {
    200: () => ({ answer: 'yes' }),
    404: (body) => ({ answer: 'no', body }),
    410: () => ({ answer: 7 }),
    503: () => ({ answer: 'later' }),
  },
};

const ANSWER: AnswerType = { record: { answer: 'string' } };

/** What a call makes of answers that come one after the other. */
async function ask(replies: readonly Reply[], operation = OPERATION) {
  const scene = new CallScene(replies);
  const checker = new ResponseChecker('strict', console, openInvalidResponseChannel(), scene.redactor);
  const parts = { api: functions, prepared: new PreparedOperation('test.ask', operation, ANSWER), checker };
  const asked = call(
    scene.engine,
    {
      service: 'faasGW',
      operation: 'test.ask',
      host: 'z1.api.liveperson.net',
      method: 'GET',
      path: '/ask',
      headers: {},
      policy: { repeatable: true },
    },
    (answer) => readTypedAnswer(answer, {}, { ...parts, redactor: scene.redactor }),
  );
  return { call: asked, sends: () => scene.transport.requests.length };
}

const reply = (status: number, body = ''): Reply => ({ status, body });

describe('statuses that are answers of an operation', () => {
  it.each([
    ['', undefined],
    ['{"message":"unknown"}', { message: 'unknown' }],
    ['<html>not found</html>', undefined],
    ['[1]', undefined],
    ['"text"', undefined],
  ])('give the value for the body %s', async (text, body) => {
    const { call } = await ask([reply(404, text)]);
    expect(await call).toMatchObject({ status: 404, data: { answer: 'no', body } });
  });

  it('go before the body of a success, which may be no JSON', async () => {
    for (const text of ['', 'OK', '{"answer":7}']) {
      expect((await (await ask([reply(200, text)])).call).data).toEqual({ answer: 'yes' });
    }
  });

  it('come with revision and headers, as any answer does', async () => {
    const { call } = await ask([{ status: 404, headers: { etag: '7', 'x-a': ['b', 'c'] } }]);
    expect(await call).toMatchObject({ revision: '7', headers: { etag: '7', 'x-a': 'b, c' } });
  });

  it('are taken after the repetitions that their kind deserves', async () => {
    const { call, sends } = await ask(Array.from({ length: 4 }, () => reply(503)));
    expect((await call).data).toEqual({ answer: 'later' });
    expect(sends()).toBe(4);
  });

  it('give values that are checked as well', async () => {
    const { call } = await ask([reply(410)]);
    expect(await rejection(call)).toMatchObject({ name: 'ResponseValidationError', operation: 'test.ask' });
  });

  it('leave every other status an error', async () => {
    for (const [status, name] of [
      [400, 'HttpError'],
      [403, 'PrivilegeError'],
      [422, 'HttpError'],
      [901, 'FunctionError'],
    ] as const) {
      expect(await rejection((await ask([reply(status)])).call)).toMatchObject({ name, status });
    }
  });

  it('are none where an operation names none', async () => {
    const { statuses: _, ...plain } = OPERATION;
    const { call } = await ask([reply(404, '{"message":"unknown"}')], plain);
    expect(await rejection(call)).toMatchObject({ name: 'HttpError', status: 404 });
  });
});
