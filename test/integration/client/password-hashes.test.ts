import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ResponseValidation } from '../../../src/client/response-checker.js';
import type { Logger } from '../../../src/config/logger.js';
import { failureOf, json, type Script, type ScriptedAccount, show, startAccount, told } from './harness.js';

const CANARY = 'canary-hash-7f3a9c';
const USER = { id: 1, deleted: false, loginName: 'a@example.com', passwordSh: CANARY };
const CHANNELS = [
  ...['start', 'end', 'error', 'retry'].map((name) => `lp-functions-toolbelt:request:${name}`),
  'lp-functions-toolbelt:response:invalid',
];

/** Bodies of errors in which servers repeat a user. */
const BODIES: [how: string, body: string][] = [
  ['the user', JSON.stringify(USER)],
  ['a list of users', JSON.stringify([USER, USER])],
  ['a message with the user', JSON.stringify({ message: `Cannot read ${JSON.stringify(USER)}` })],
  [
    'a message with a message',
    JSON.stringify({ message: JSON.stringify({ details: JSON.stringify(USER) }) }),
  ],
  ['a form', `loginName=a%40example.com&passwordSh=${CANARY}&id=1`],
  ['a list that was cut', JSON.stringify([USER]).slice(0, -7)],
  ['a page', `<html><body><h1>Error</h1><p>passwordSh: ${CANARY}</p></body></html>`],
];

describe('the hash of a password', () => {
  let account: ScriptedAccount;
  let script: Script;
  let output: string[];
  const note = (message: unknown) => void output.push(show(message));
  const onWarning = (warning: Error) => void output.push(told(warning));

  beforeEach(async () => {
    output = [];
    account = await startAccount((request, response) => script(request, response));
    for (const channel of CHANNELS) subscribe(channel, note);
    process.on('warning', onWarning);
  });
  afterEach(async () => {
    for (const channel of CHANNELS) unsubscribe(channel, note);
    process.off('warning', onWarning);
    await account[Symbol.asyncDispose]();
  });

  function client(responseValidation: ResponseValidation) {
    const line = (text: string) => void output.push(text);
    const logger: Logger = { debug: line, info: line, warn: line, error: line };
    return account.toolbelt({ responseValidation, logger, retry: false }).LPClient();
  }

  it('comes with the data as it came, and shows nowhere else', async () => {
    script = (_request, response) => json(response, [USER]);
    expect(await client('strict').users.list()).toEqual([USER]);
    expect(output.join('\n')).not.toContain(CANARY);
  });

  it.each(['strict', 'warn'] as const)('is not told when an answer differs: %s', async (mode) => {
    script = (_request, response) => json(response, [{ ...USER, id: CANARY, passwordSh: [CANARY] }]);
    const call = client(mode).users.list();
    if (mode === 'strict') output.push(told(await failureOf(call)));
    else await call;
    expect(output.join('\n')).toContain('0.id');
    expect(output.join('\n')).not.toContain(CANARY);
  });

  it.each(BODIES.flatMap(([how, body]) => [400, 403, 500].map((status) => [how, status, body] as const)))(
    'is hidden in an error that quotes %s (status %d)',
    async (_how, status, body) => {
      script = (_request, response) => void response.writeHead(status).end(body);
      const error = await failureOf(client('strict').users.list());
      expect(error).toMatchObject({ status, operation: 'users.list' });
      expect([told(error), ...output].join('\n')).not.toContain(CANARY);
    },
  );

  it.each(BODIES)('is not quoted where an answer or a body is no JSON: %s', async (_how, body) => {
    script = (_request, response) => void response.end(`${body} and more`);
    const lp = client('strict');
    const typed = await failureOf(lp.users.list());
    const response = await lp('accountConfigReadOnly', '/api/account/90210777/configuration/le-users/users');
    const raw = await failureOf(response.json());
    expect(raw).toMatchObject({ name: 'SyntaxError', message: expect.stringContaining('is no JSON') });
    expect([told(typed), told(raw), show(response), ...output].join('\n')).not.toContain(CANARY);
  });
});
