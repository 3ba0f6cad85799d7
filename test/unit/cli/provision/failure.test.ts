import { describe, expect, it } from 'vitest';
import { exitCodeOf, failureLines, failureOf } from '../../../../src/cli/provision/failure.js';
import {
  AuthError,
  ConfigError,
  ErrorCodes,
  HttpError,
  ManualStepRequired,
  NetworkError,
  NotAdminError,
  ProvisioningError,
  SecretError,
  TimeoutError,
} from '../../../../src/errors/index.js';

const state = { task: 'create-default-secrets', done: ['activate-feature'] } as const;
const limits = { stop: new AbortController().signal, timeoutMs: 60_000 };

const failed = (cause?: unknown) =>
  new ProvisioningError('It failed. It is safe to run again.', state, { cause });
const answered = (status: number) =>
  new HttpError('It failed', {
    status,
    headers: {},
    requestId: '1',
    service: 'accountConfigReadWrite',
    operation: 'installations.list',
    bodyExcerpt: '',
  });

describe('the exit code of a run that failed', () => {
  it.each([
    [new NotAdminError('an agent'), 3],
    [new ManualStepRequired('do this', state), 4],
    [failed(new TimeoutError('deadline', 60_000, 'late')), 5],
    [failed(new TimeoutError('deadline', 10_000, 'a call was late')), 1],
    [failed(new TimeoutError('headers', 60_000, 'a call was late')), 1],
    [failed(answered(503)), 1],
    [failed(), 1],
    [failed(new ConfigError('token', 'VAULT_TOKEN is missing')), 2],
    [new ConfigError('accountId', 'missing'), 2],
  ])('of %s is %i', (error, code) => {
    expect(exitCodeOf(error, limits)).toBe(code);
  });

  it('is 5 when the run was stopped, and only then', () => {
    const controller = new AbortController();
    controller.abort();
    const stopped = { ...limits, stop: controller.signal };
    const error = failed(controller.signal.reason);
    expect(exitCodeOf(error, stopped)).toBe(5);
    expect(exitCodeOf(failed(answered(500)), stopped)).toBe(1);
    expect(exitCodeOf(error, limits)).toBe(1);
    expect(failureOf(error, stopped).advice).toBeNull();
  });
});

describe('what is told of a run that failed', () => {
  it.each([
    [answered(401), 'LP_ADMIN_BEARER'],
    [
      new AuthError('Provisioning', ErrorCodes.Provisioning.Failed, 'over', { status: 401 }),
      'LP_ADMIN_BEARER',
    ],
    [answered(503), 'later'],
    [answered(429), 'later'],
    [answered(400), 'look at the account'],
    [new SecretError(ErrorCodes.Secret.Failure, 'KEY', 'damaged'), 'secret store'],
    [new NetworkError('a.liveperson.net', 'reset'), 'firewall'],
  ])('is one line and what may help: %s', (cause, words) => {
    const [line, advice, ...rest] = failureLines(failureOf(failed(cause), limits));
    expect(line).toMatch(/^ProvisioningError \S+: It failed\. It is safe to run again\.$/);
    expect(advice).toContain(words);
    expect(rest).toEqual([]);
  });

  it('is one line when that says all', () => {
    expect(failureLines(failureOf(new NotAdminError('an agent'), limits))).toHaveLength(1);
    expect(failureLines(failureOf(failed(new Error('odd')), limits))).toHaveLength(1);
  });

  it('has instructions that can be followed, and JSON that can be copied', () => {
    const error = new ManualStepRequired('\n1. open this.\n2. upload that.\n{\n  "a": 1\n}', state);
    expect(failureLines(failureOf(error, limits))).toEqual([
      expect.stringMatching(/^ManualStepRequired \S+: A step has to be done by hand:$/),
      '',
      '1. open this.',
      '2. upload that.',
      '{',
      '  "a": 1',
      '}',
      '',
      'Then run the same command again: it carries on from there.',
    ]);
    const single = failureLines(failureOf(new ManualStepRequired('sign in', state), limits));
    expect(single).toContain('Sign in.');
  });

  it('is thrown on when it is a fault of the program', () => {
    const fault = new TypeError('x is not a function');
    expect(() => failureOf(fault, limits)).toThrow(fault);
  });
});
