import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Logger } from '../../../src/config/logger.js';
import { ResponseValidationError } from '../../../src/errors/index.js';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { failureOf, TRANSPORTS } from './harness.js';

class ListLogger implements Logger {
  readonly lines: string[] = [];
  readonly debug = (line: string) => this.#add('debug', line);
  readonly info = (line: string) => this.#add('info', line);
  readonly warn = (line: string) => this.#add('warn', line);
  readonly error = (line: string) => this.#add('error', line);

  #add(level: string, line: string): void {
    this.lines.push(`${level}: ${line}`);
  }
}

const BROKEN = [{ id: 'seven', deleted: false, nickname: 'A name that stays private', more: { a: [1] } }];

let sandbox: Sandbox;
let logger: ListLogger;

beforeEach(async () => {
  sandbox = await startSandbox();
  logger = new ListLogger();
});
afterEach(() => sandbox.close());

const breakAnswers = (times = Infinity, body: unknown = BROKEN) =>
  sandbox.faults.add({ service: 'accountConfigReadOnly', body, times });

describe.each(TRANSPORTS)('an answer that differs from its schema, through %s', (transport) => {
  it('is thrown in mode strict, with the place and without the value', async () => {
    breakAnswers();
    await using toolbelt = sandbox.toolbelt({ transport, logger, responseValidation: 'strict' });
    const error = await failureOf(toolbelt.LPClient().users.list());
    expect(error).toBeInstanceOf(ResponseValidationError);
    expect(error).toMatchObject({
      code: 'com.liveperson.faas.lp-client.response-invalid',
      operation: 'users.list',
      issues: [{ path: '0.id', message: expect.any(String) }],
    });
    expect(error.message).toContain('0.id');
    expect(JSON.stringify(error) + error.message).not.toMatch(/seven|private/);
    expect(logger.lines).toEqual([]);
  });

  it('is handed over unchanged in mode warn, and reported once', async () => {
    breakAnswers();
    const told: unknown[] = [];
    const listen = (message: unknown) => told.push(message);
    subscribe('lp-functions-toolbelt:response:invalid', listen);
    await using toolbelt = sandbox.toolbelt({ transport, logger });
    const lp = toolbelt.LPClient();
    for (let call = 0; call < 4; call += 1) expect(await lp.users.list()).toEqual(BROKEN);
    unsubscribe('lp-functions-toolbelt:response:invalid', listen);
    expect(told).toEqual([
      { operation: 'users.list', issues: [{ path: '0.id', message: expect.any(String) }] },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/seven|private/);
    expect(logger.lines).toEqual([expect.stringMatching(/^warn: .*users\.list.*0\.id/)]);
    expect(logger.lines.join()).not.toMatch(/seven|private/);
  });

  it('is handed over in silence in mode off', async () => {
    breakAnswers();
    await using toolbelt = sandbox.toolbelt({ transport, logger, responseValidation: 'off' });
    expect(await toolbelt.LPClient().users.list()).toEqual(BROKEN);
    expect(logger.lines).toEqual([]);
  });
});

describe('validation', () => {
  it('reports each operation for itself', async () => {
    breakAnswers();
    await using toolbelt = sandbox.toolbelt({ logger });
    const lp = toolbelt.LPClient();
    await lp.users.list();
    await lp.skills.list();
    expect(logger.lines.map((line) => /(users|skills)\.list/.exec(line)?.[0])).toEqual([
      'users.list',
      'skills.list',
    ]);
  });

  it('looks at the first five answers only in mode warn', async () => {
    await using toolbelt = sandbox.toolbelt({ logger });
    const lp = toolbelt.LPClient();
    for (let call = 0; call < 5; call += 1) await lp.users.list();
    breakAnswers();
    expect(await lp.users.list()).toEqual(BROKEN);
    expect(logger.lines).toEqual([]);
  });

  it('looks at every answer in mode strict', async () => {
    await using toolbelt = sandbox.toolbelt({ responseValidation: 'strict' });
    const lp = toolbelt.LPClient();
    for (let call = 0; call < 6; call += 1) await lp.users.list();
    breakAnswers();
    await expect(lp.users.list()).rejects.toBeInstanceOf(ResponseValidationError);
  });

  it('does not look at raw calls', async () => {
    breakAnswers();
    await using toolbelt = sandbox.toolbelt({ logger, responseValidation: 'strict' });
    const path = `/api/account/${sandbox.accountId}/configuration/le-users/users?v=6.0`;
    const response = await toolbelt.LPClient()('accountConfigReadOnly', path);
    expect(await response.json()).toEqual(BROKEN);
  });

  it.each(['strict', 'warn', 'off'] as const)('refuses a body that is no JSON in mode %s', async (mode) => {
    breakAnswers(1, '<html>A page of a proxy</html>');
    await using toolbelt = sandbox.toolbelt({ logger, responseValidation: mode });
    const error = await failureOf(toolbelt.LPClient().users.list());
    expect(error).toBeInstanceOf(ResponseValidationError);
    expect(error.message).toMatch(/no JSON/);
    expect(error.message).not.toContain('proxy');
  });
});
