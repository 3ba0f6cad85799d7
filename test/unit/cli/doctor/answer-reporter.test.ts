import { describe, expect, it } from 'vitest';
import {
  AnswerReporter,
  type CompareAnswer,
  type ReadResult,
} from '../../../../src/cli/doctor/answer-reporter.js';
import type { DoctorRead } from '../../../../src/cli/doctor/reads.js';
import type { AnswerComparison } from '../../../../src/client/answer-difference.js';
import { VERSION } from '../../../../src/config/version.js';
import { ConfigError } from '../../../../src/errors/config-error.js';
import { FunctionError } from '../../../../src/errors/function-error.js';
import { HttpError, type HttpErrorDetails } from '../../../../src/errors/http-error.js';
import { NetworkError } from '../../../../src/errors/network-error.js';
import { ResponseValidationError } from '../../../../src/errors/response-validation-error.js';

const CANARY = 'canary';
const SAME: AnswerComparison = { differences: [], unknownFields: [], absentFields: [] };

function read(operation: string, expected?: DoctorRead['expected']): DoctorRead {
  return { operation, send: async () => ({ status: 200 }), ...(expected !== undefined && { expected }) };
}

function details(status: number): HttpErrorDetails {
  return {
    status,
    requestId: CANARY,
    headers: { via: CANARY },
    service: 's',
    operation: 'a.b',
    bodyExcerpt: CANARY,
  };
}

function reported(result: ReadResult, one = read('a.b'), compare: CompareAnswer = () => SAME) {
  return new AnswerReporter(compare).read(one, result);
}

describe('the report of answers', () => {
  it('says that an answer is as it is known, or what it differs in', () => {
    const answer = { status: 200, data: [CANARY] };
    const as = { operation: 'a.b', status: 200, reason: null, error: null };
    expect(reported({ status: 200, answer })).toEqual({ ...as, outcome: 'same', ...SAME });
    const differences = [{ path: 'a', expected: 'string', came: 'number', times: 2 }];
    const unknownFields = [{ path: 'b', came: 'null', times: 1 }];
    for (const found of [
      { ...SAME, differences },
      { ...SAME, unknownFields },
    ]) {
      const told = reported({ status: 200, answer }, read('a.b'), () => found);
      expect(told).toEqual({ ...as, outcome: 'differs', ...found });
    }
    const absentFields = ['a'];
    expect(reported({ status: 200, answer }, read('a.b'), () => ({ ...SAME, absentFields }))).toEqual({
      ...as,
      outcome: 'same',
      ...SAME,
      absentFields,
    });
  });

  it('says class, code and status of an error, and nothing of what it says', () => {
    const http = reported({ status: 500, error: new HttpError(CANARY, details(500)) });
    expect(http).toMatchObject({
      outcome: 'refused',
      status: 500,
      error: { name: 'HttpError', code: 'com.liveperson.faas.lp-client.http-status' },
    });
    const failed = reported({ status: 901, error: new FunctionError(CANARY, CANARY, details(901)) });
    expect(failed.error).toEqual({ name: 'FunctionError', code: 'com.liveperson.faas.function.failed' });
    const network = reported({
      status: null,
      error: new NetworkError('canary.example.com', CANARY),
    });
    expect(network).toMatchObject({ outcome: 'no answer', status: null, error: { name: 'NetworkError' } });
    expect(reported({ status: 404, answer: { status: 404 } })).toMatchObject({
      outcome: 'refused',
      error: null,
    });
    expect(JSON.stringify([http, failed, network])).not.toContain(CANARY);
  });

  it.each([
    ['is null, not a list', 'array', 'null'],
    ['is an object, not a list', 'array', 'object'],
    ['is a string, not a list or an object', 'array | object', 'string'],
    ['has no content (status 200)', 'an answer', 'has no content'],
    ['is no JSON (status 200, 12 characters)', 'an answer', 'is no JSON'],
    [`says ${CANARY}`, 'an answer', 'no answer that can be read'],
  ])('says of what is no answer: %s', (message, expected, came) => {
    const error = new ResponseValidationError('a.b', [{ path: '', message }]);
    expect(reported({ status: null, error })).toMatchObject({
      outcome: 'differs',
      differences: [{ path: '(root)', expected, came, times: 1 }],
    });
  });

  it('says why an answer was not compared', () => {
    const refused = read('a.b', { status: 404, note: 'there is none' });
    const told = { outcome: 'not compared', reason: 'there is none', error: null, status: 404 };
    expect(reported({ status: 404, error: new HttpError(CANARY, details(404)) }, refused)).toMatchObject(
      told,
    );
    expect(reported({ status: 404, answer: { status: 404 } }, refused)).toMatchObject(told);
    expect(reported({ status: 200, answer: { status: 200 } })).toMatchObject({
      outcome: 'not compared',
      reason: 'its answer is not read',
    });
  });

  it('is sorted, and says which check kept operations from being tried', () => {
    const reporter = new AnswerReporter(() => SAME);
    reporter.checked({ check: { name: 'Settings', ok: true, detail: CANARY, advice: CANARY } });
    reporter.credentialIs('oauth1');
    const error = new ConfigError('accountId', CANARY);
    reporter.checked({ error, check: { name: 'CSDS', ok: false, detail: CANARY, advice: CANARY } });
    const report = reporter.report([read('b.z'), read('b.a'), read('a.b')]);
    const tried = {
      outcome: 'not tried',
      status: null,
      reason: 'the check "CSDS" failed',
      error: null,
      ...SAME,
    };
    expect(report).toEqual({
      kind: 'lp-toolbelt doctor report',
      schemaVersion: 1,
      library: VERSION,
      node: process.versions.node,
      credential: 'oauth1',
      checks: [
        { name: 'Settings', ok: true, error: null },
        {
          name: 'CSDS',
          ok: false,
          error: { name: 'ConfigError', code: 'com.liveperson.faas.config.invalid' },
        },
      ],
      operations: ['a.b', 'b.a', 'b.z'].map((operation) => ({ operation, ...tried })),
    });
  });
});
