import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as errors from '../../../src/errors/index.js';
import { GDPRError, MTLSError, SDKError } from '../../../src/index.js';

const { ErrorCodes, ToolBeltError } = errors;
const answer = {
  status: 500,
  headers: { 'x-a': 'b' },
  requestId: 'id-1',
  service: 'accountConfigReadOnly',
  operation: 'users.get',
  bodyExcerpt: 'personal data of somebody',
};
const progress = { task: 'activate-feature', done: [] } as const;

/** One of each class, and the classes that it must be an instance of, nearest first. */
const samples: Record<string, [Error, (abstract new (...args: never[]) => Error)[]]> = {
  ToolBeltError: [new ToolBeltError('LpClient', 'a.code', 'words'), []],
  AuthError: [new errors.AuthError('LpClient', ErrorCodes.LpClient.Creds.Format, 'words'), []],
  ConfigError: [new errors.ConfigError('accountId', 'words'), []],
  ConversationUtilError: [new errors.ConversationUtilError(ErrorCodes.ConversationUtil.General, 'words'), []],
  CsdsError: [new errors.CsdsError(ErrorCodes.Csds.Failure, 'words'), []],
  FunctionError: [new errors.FunctionError('com.customer.code', 'words', answer), [errors.HttpError]],
  GDPRError: [new errors.GDPRError('a.code', 'words', { replaced: [], notReplaced: [] }), []],
  HostNotAllowedError: [new errors.HostNotAllowedError('evil.com', 'words'), []],
  HttpError: [new errors.HttpError('words', answer), []],
  ManualStepRequired: [new errors.ManualStepRequired('words', progress), [errors.ProvisioningError]],
  MTLSError: [new errors.MTLSError('MTLS', 'a.code', 'words'), []],
  NetworkError: [new errors.NetworkError('api.liveperson.net', 'words'), []],
  NotAdminError: [new errors.NotAdminError('words'), [errors.ProvisioningError]],
  OrchestratorError: [new errors.OrchestratorError(ErrorCodes.OrchestratorFN.General, 'words'), []],
  ParameterError: [new errors.ParameterError('userId', 'words'), []],
  PrivilegeError: [new errors.PrivilegeError('Users API', 'words'), []],
  ProvisioningError: [new errors.ProvisioningError('words', progress), []],
  ResponseValidationError: [
    new errors.ResponseValidationError('users.get', [{ path: '', message: 'words' }]),
    [],
  ],
  SDEUtilError: [new errors.SDEUtilError(ErrorCodes.SDEsUtil.General, 'words'), []],
  SDKError: [new errors.SDKError('a.code', 'words'), []],
  SecretConflictError: [new errors.SecretConflictError('KEY', 'words'), [errors.SecretError]],
  SecretError: [new errors.SecretError(ErrorCodes.Secret.Failure, 'KEY', 'words'), []],
  SecretForbiddenError: [new errors.SecretForbiddenError('KEY', 'words'), [errors.SecretError]],
  TimeoutError: [new errors.TimeoutError('headers', 10, 'words'), []],
};

function codesIn(tree: object): string[] {
  return Object.values(tree).flatMap((value: unknown) =>
    typeof value === 'string' ? [value] : codesIn(value as object),
  );
}

describe('every error class', () => {
  it('is among the samples below', () => {
    const exported = Object.entries(errors).filter(([, value]) => typeof value === 'function');
    expect(Object.keys(samples).sort()).toEqual(exported.map(([name]) => name).sort());
  });

  it.each(Object.entries(samples))(
    '%s has its name, a component, a code, a message and a stack',
    (name, [error]) => {
      expect(error).toMatchObject({
        name,
        component: expect.stringMatching(/./),
        code: expect.stringMatching(/./),
      });
      expect(error.message).toContain('words');
      expect(String(error)).toMatch(new RegExp(`^${name}: `));
      expect(inspect(error)).toContain(name);
      expect(error.stack).toContain('errors.test.ts');
    },
  );

  it.each(Object.entries(samples))(
    '%s is an instance of its classes, and of no other',
    (name, [error, parents]) => {
      const own = Reflect.get(errors, name);
      const expected = new Set<unknown>([own, ToolBeltError, ...parents]);
      const classes = Object.values(errors).filter((value) => typeof value === 'function');
      for (const value of classes) expect(error instanceof value, value.name).toBe(expected.has(value));
      expect(error).toBeInstanceOf(Error);
    },
  );

  it.each(Object.entries(samples))('%s does not repeat name, message and stack as fields', (_, [error]) => {
    const fields = Object.keys(error);
    for (const hidden of ['name', 'message', 'stack', 'cause']) expect(fields).not.toContain(hidden);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      code: expect.any(String),
      component: expect.any(String),
    });
  });
});

describe('cause', () => {
  it('is kept, and is not there when there was none', () => {
    const cause = new Error('why');
    expect(new errors.NetworkError('h', 'words', { cause }).cause).toBe(cause);
    expect(new errors.AuthError('LpClient', 'c', 'words', { cause }).cause).toBe(cause);
    expect(new errors.SecretError(ErrorCodes.Secret.Failure, 'K', 'words', { cause }).cause).toBe(cause);
    expect(new errors.ProvisioningError('words', progress, { cause }).cause).toBe(cause);
    for (const [error] of Object.values(samples)) expect(Object.hasOwn(error, 'cause')).toBe(false);
    expect(
      Object.hasOwn(new errors.CsdsError(ErrorCodes.Csds.Failure, 'words', { cause: undefined }), 'cause'),
    ).toBe(false);
  });
});

describe('HttpError', () => {
  it('tells status, headers, request id, service and operation', () => {
    const { bodyExcerpt: _, ...shown } = answer;
    expect({ ...new errors.HttpError('words', answer) }).toMatchObject(shown);
  });

  it.each([
    ['HttpError', new errors.HttpError('words', answer)],
    ['FunctionError', new errors.FunctionError('a.code', 'words', answer)],
  ])('%s shows its excerpt of the body to who asks for it, and nowhere else', (_, error) => {
    expect(error.bodyExcerpt).toBe('personal data of somebody');
    const shown = [
      inspect(error, { depth: 9 }),
      JSON.stringify(error),
      String(error),
      error.stack,
      JSON.stringify({ ...error }),
    ];
    for (const text of shown) expect(text).not.toContain('personal');
    expect(Object.keys(error)).not.toContain('bodyExcerpt');
  });
});

describe('the words of an error', () => {
  it('say of a validation where and what, for three places at the most, and how many there are', () => {
    const issues = [1, 2, 3, 4].map((place) => ({ path: `list.${place}`, message: `expected ${place}` }));
    const error = new errors.ResponseValidationError('users.get', issues);
    expect(error.message).toContain('list.3: expected 3');
    expect(error.message).not.toContain('list.4');
    expect(error.message).toContain('4 place');
    expect(error.issues).toEqual(issues);
  });

  it('say of provisioning that it is safe to run again', () => {
    for (const name of ['ProvisioningError', 'NotAdminError', 'ManualStepRequired']) {
      expect(samples[name]?.[0]).toMatchObject({ safeToRunAgain: true, done: [] });
    }
    expect(samples.NotAdminError?.[0]).toMatchObject({ task: null });
  });
});

describe('ErrorCodes', () => {
  it('are unique, and have the form of LivePerson', () => {
    const codes = codesIn(ErrorCodes);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes)
      expect(code).toMatch(/^com\.liveperson\.(faas|context-service-sdk)\.[a-z0-9.-]+$/);
  });

  it('keep the values of the official toolbelt', () => {
    expect(ErrorCodes.Secret).toMatchObject({
      NotFound: 'com.liveperson.faas.secret.not-found',
      SystemSecret: 'com.liveperson.faas.secret.forbidden',
    });
    expect(ErrorCodes.Csds.NotFound).toBe('com.liveperson.faas.csds.domain.not-found');
    expect(ErrorCodes.LpClient.Creds.Format).toBe('com.liveperson.faas.lp-client.credentials-wrong-format');
  });
});

describe('defect 41: err.name is always "Error", and specialised classes are not exported', () => {
  it.each([
    ['GDPRError', GDPRError, errors.GDPRError],
    ['MTLSError', MTLSError, errors.MTLSError],
    ['SDKError', SDKError, errors.SDKError],
  ])('exports %s, which says its name', (name, exported, thrown) => {
    expect(exported).toBe(thrown);
    expect(exported.prototype).toBeInstanceOf(ToolBeltError);
    expect(exported.prototype.name).toBe(name);
  });
});
