import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { ErrorCodes } from '../../../src/errors/error-codes.js';
import { SecretError } from '../../../src/errors/secret-error.js';
import { ToolBeltError } from '../../../src/errors/toolbelt-error.js';
import type { SecretReader } from '../../../src/secrets/secret-store.js';
import type { Sandbox } from '../../../src/testing/sandbox/sandbox.js';
import type { ToolbeltInstance } from '../../../src/toolbelt/account.js';
import type { ToolbeltOptions } from '../../../src/toolbelt/options.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { failureOf, InstantClock, TRANSPORTS } from './harness.js';

const store = (get: SecretReader['get']): ToolbeltOptions => ({ secretStore: { get } });

interface Case {
  readonly options?: ToolbeltOptions;
  readonly fault?: Parameters<Sandbox['faults']['add']>[0];
  readonly name: string;
  readonly attempts?: number;
  /** A raw call is over with the headers of its answer: what comes later is told, not repeated. */
  readonly bodyOnly?: true;
  /** Raw calls resolve for every answer. */
  readonly raw?: null;
}

const always = { times: Number.POSITIVE_INFINITY };
const api = { service: 'accountConfigReadOnly', ...always } as const;
const csds = { service: 'csds', ...always } as const;
const sentinel = { service: 'sentinel', ...always } as const;

const CASES: Record<string, Case> = {
  'CSDS that is down': { options: { csdsDomain: 'localhost:1' }, name: 'CsdsError', attempts: 4 },
  'CSDS that resets': { fault: { ...csds, reset: true }, name: 'CsdsError', attempts: 4 },
  'CSDS that answers 500': { fault: { ...csds, status: 500 }, name: 'CsdsError', attempts: 4 },
  'CSDS that answers 404': { fault: { ...csds, status: 404 }, name: 'CsdsError' },
  'CSDS without JSON': { fault: { ...csds, body: 'no' }, name: 'CsdsError' },
  'CSDS without a list': { fault: { ...csds, body: {} }, name: 'CsdsError' },
  'CSDS that breaks off': { fault: { ...csds, truncate: true }, name: 'CsdsError', attempts: 4 },
  'a host that is not allowed': {
    fault: {
      ...csds,
      body: {
        baseURIs: ['sentinel', 'accountConfigReadOnly'].map((service) => ({ service, baseURI: 'evil.com' })),
      },
    },
    name: 'HostNotAllowedError',
  },
  'a service that CSDS does not know': {
    fault: { ...csds, body: { baseURIs: [{ service: 'other', baseURI: 'localhost:1' }] } },
    name: 'CsdsError',
  },
  'sentinel that answers 400': { fault: { ...sentinel, status: 400 }, name: 'AuthError' },
  'sentinel that answers 401': { fault: { ...sentinel, status: 401 }, name: 'AuthError' },
  'sentinel that answers 500': { fault: { ...sentinel, status: 500 }, name: 'AuthError', attempts: 4 },
  'sentinel that resets': { fault: { ...sentinel, reset: true }, name: 'AuthError', attempts: 4 },
  'sentinel without a token': { fault: { ...sentinel, body: {} }, name: 'AuthError' },
  'a secret that is missing': { options: store(async () => undefined), name: 'SecretError' },
  'a store that fails': {
    options: store(() => Promise.reject(new Error('out of order'))),
    name: 'SecretError',
  },
  'a store that fails with an error of ours': {
    options: store(() => Promise.reject(new SecretError(ErrorCodes.Secret.Failure, 'KEY', 'out of order'))),
    name: 'SecretError',
  },
  'a secret of the wrong form': {
    options: store(async (key) => ({ key, value: { client_id: 'x' } })),
    name: 'AuthError',
  },
  'a network that fails': { fault: { ...api, reset: true }, name: 'NetworkError', attempts: 4 },
  'a body that breaks off': {
    fault: { ...api, truncate: true },
    name: 'NetworkError',
    attempts: 4,
    bodyOnly: true,
  },
  'a body that cannot be decoded': {
    fault: { ...api, body: 'x', headers: { 'content-encoding': 'gzip' } },
    name: 'NetworkError',
    attempts: 4,
    bodyOnly: true,
  },
  'an answer that is too long': {
    options: { maxAnswerBytes: 1_000_000 },
    fault: { ...api, body: 'x'.repeat(1_000_001) },
    name: 'ResponseValidationError',
  },
  'status 404': { fault: { ...api, status: 404 }, name: 'HttpError', raw: null },
  'status 403': { fault: { ...api, status: 403, body: {} }, name: 'PrivilegeError', raw: null },
  'status 503 after retries': { fault: { ...api, status: 503 }, name: 'HttpError', attempts: 4, raw: null },
  'no JSON': { fault: { ...api, body: 'no' }, name: 'ResponseValidationError', raw: null },
  'a wrong shape': { fault: { ...api, body: 'null' }, name: 'ResponseValidationError', raw: null },
};

describe.each(TRANSPORTS)('every error of a call through %s names its operation', async (transport) => {
  const opened: ToolbeltInstance[] = [];
  const { sandbox } = await sandboxFixture();
  afterEach(async () => {
    sandbox.faults.clear();
    for (const toolbelt of opened.splice(0)) await toolbelt.close();
  });

  function open(options: ToolbeltOptions = {}): ToolbeltInstance {
    const toolbelt = sandbox.toolbelt({ transport, clock: new InstantClock(), ...options });
    opened.push(toolbelt);
    return toolbelt;
  }

  it.each(Object.entries(CASES))('%s', async (_, { options, fault, name, attempts, bodyOnly, raw }) => {
    const lp = open(options).LPClient();
    if (fault !== undefined) sandbox.faults.add(fault);
    const path = `/api/account/${sandbox.accountId}/configuration/le-users/users?v=6.0`;
    const reading = lp('accountConfigReadOnly', path).then((answer) => answer.text());
    const calls: [string, PromiseLike<unknown>][] = [
      ['users.list', lp.users.list()],
      ['users.get', lp.users.get({ userId: 1 })],
      ['users.list', lp.users.list()[Symbol.asyncIterator]().next()],
      ...(raw === null ? [] : [['raw', reading] as [string, PromiseLike<unknown>]]),
    ];
    const errors = await Promise.all(calls.map(([, call]) => failureOf(call)));
    for (const [index, error] of errors.entries()) {
      const operation = calls[index]?.[0];
      expect(error).toBeInstanceOf(ToolBeltError);
      expect(error).toMatchObject({ name, operation });
      expect(error.attempts).toBe(operation === 'raw' && bodyOnly ? undefined : attempts);
    }
    if (raw === null) expect(await reading).toEqual(expect.any(String));
  });

  it('those of a stream, and of its body', async () => {
    const lp = open().LPClient();
    const { baseTime } = sandbox.fixtures;
    const list = lp.dataAccess.listSurveyFiles({ startTime: baseTime - 86_400_000, endTime: baseTime });
    const { value: file } = await list[Symbol.asyncIterator]().next();
    const href = file['@href'];
    const operation = 'dataAccess.download';
    sandbox.faults.add({ service: 'dataAccess', status: 503, times: 4 });
    const refused = await failureOf(lp.dataAccess.download({ href }));
    expect(refused).toMatchObject({ name: 'HttpError', operation, attempts: 4 });
    sandbox.faults.add({ service: 'dataAccess', status: 503, times: 2 });
    sandbox.faults.add({ service: 'dataAccess', truncate: true });
    const broken = await failureOf(lp.dataAccess.download({ href }).then((stream) => buffer(stream)));
    expect(broken).toMatchObject({ name: 'NetworkError', operation, attempts: 3 });
  });

  it('those that come before anything is sent', async () => {
    const toolbelt = open();
    const lp = toolbelt.LPClient();
    const path = `/api/account/${sandbox.accountId}/configuration/le-users/users`;
    const failing: [string, string, () => PromiseLike<unknown>][] = [
      ['ParameterError', 'users.get', () => lp.users.get({ userId: -1 })],
      // What JavaScript lets through.
      ['ParameterError', 'users.list', () => lp.users.list({ wrong: 1 } as object)],
      ['ParameterError', 'users.list', () => lp.users.list({}, { wrong: 1 } as object)],
      ['ParameterError', 'engagementHistory.search', () => lp.engagementHistory.search({} as never)],
      [
        'HostNotAllowedError',
        'dataAccess.download',
        () => lp.dataAccess.download({ href: 'https://evil.com/a' }),
      ],
      ['ParameterError', 'raw', () => lp('accountConfigReadOnly', 'no-slash')],
      ['ParameterError', 'raw', () => lp('accountConfigReadOnly', path, { headers: { 'a b': '1' } })],
      ['ParameterError', 'raw', () => lp('accountConfigReadOnly', path, { json: true } as object)],
      ['ParameterError', 'raw', () => lp('accountConfigReadOnly', path, { method: 'GET', body: 'x' })],
      ['PrivilegeError', 'raw', () => lp('accountConfigReadOnly', path, { method: 'DELETE' })],
    ];
    sandbox.requests.clear();
    for (const [name, operation, call] of failing) {
      expect(await failureOf(call())).toMatchObject({ name, operation });
    }
    expect(sandbox.requests.all()).toEqual([]);
    await toolbelt.close();
    const closed = { name: 'ConfigError', field: 'toolbelt' };
    expect(await failureOf(lp.users.list())).toMatchObject({ ...closed, operation: 'users.list' });
    expect(
      await failureOf(lp.engagementHistory.search({ start: { from: 0, to: 1 }, source: 'tests' })),
    ).toMatchObject({
      ...closed,
      operation: 'engagementHistory.search',
    });
    expect(await failureOf(lp('accountConfigReadOnly', path))).toMatchObject({ ...closed, operation: 'raw' });
  });

  it('those of 50 callers that share a failing look-up: each its own, with the line that made the call', async () => {
    const lp = open().LPClient();
    const path = `/api/account/${sandbox.accountId}/configuration/le-users/users`;
    for (const fault of [
      { ...csds, status: 500 },
      { ...sentinel, status: 500 },
    ]) {
      sandbox.faults.clear();
      sandbox.faults.add(fault);
      sandbox.requests.clear();
      const calls = Array.from({ length: 50 }, (_, index) => {
        const kinds = [
          [
            'users.list',
            async function callerOfList() {
              await lp.users.list();
            },
          ],
          [
            'skills.get',
            async function callerOfGet() {
              await lp.skills.get({ skillId: 1 });
            },
          ],
          [
            'raw',
            async function callerOfRaw() {
              await lp('accountConfigReadOnly', path);
            },
          ],
        ] as const;
        return kinds[index % 3] ?? kinds[0];
      });
      const errors = await Promise.all(calls.map(([, call]) => failureOf(call())));
      expect(new Set(errors).size).toBe(50);
      for (const [index, error] of errors.entries()) {
        const [operation, call] = calls[index] ?? [];
        expect(error).toMatchObject({ operation, attempts: 4 });
        expect(error.stack).toContain(call?.name);
        expect(error.stack).toContain('operation-of-errors.test.ts');
      }
      expect(sandbox.requests.count({ service: fault.service })).toBe(4);
    }
  });
});
