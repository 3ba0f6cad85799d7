import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runDoctor } from '../../../src/cli/doctor/doctor.js';
import type { Logger } from '../../../src/config/logger.js';
import { HttpError, PrivilegeError } from '../../../src/errors/index.js';
import { MemorySecretStore } from '../../../src/secrets/stores/memory.js';
import type { ToolbeltOptions } from '../../../src/toolbelt/options.js';
import { WRITINGS } from '../../support/writings.js';
import {
  APP_KEY,
  failureOf,
  json,
  type Script,
  type ScriptedAccount,
  show,
  startAccount,
  TRANSPORTS,
  told,
} from './harness.js';

const CREDENTIAL = { client_id: 'planted-client-id', client_secret: 'pl4nted/client+secret="&%\'<ä>\\' };
const PAIR = Buffer.from(`${CREDENTIAL.client_id}:${CREDENTIAL.client_secret}`).toString('base64');
const CHANNELS = ['request:start', 'request:end', 'request:error', 'request:retry', 'response:invalid'].map(
  (name) => `lp-functions-toolbelt:${name}`,
);
const NASTY = 'x\n2026-11-28 ERROR forged line\u001b[2J\u001b]0;title\u0007\u009b2J\u2028\u202e';
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
const uuid = '3f1c2d84-9b7e-4a55-8c0d-5a1f6e7b9c21';

/** Where a server puts words. */
const SHAPES: Readonly<Record<string, (words: string) => string>> = {
  'message, as it is written': (words) => `{"message":"${words}"}`,
  message: (words) => JSON.stringify({ message: words }),
  'code and details': (words) => JSON.stringify({ code: words, errorCode: words, details: [words] }),
  'nested message': (words) => JSON.stringify({ error: { message: words, internalCode: words } }),
  'list of errors': (words) => JSON.stringify({ errors: [words, { message: words }] }),
  'name of a field': (words) => JSON.stringify({ [words]: { message: words } }),
  'plain text': (words) => words,
  form: (words) => `oauth_problem=${encodeURIComponent(words)}&oauth_problem_advice=${words}`,
  page: (words) => `<html><title>${words}</title><p>${'Sorry. '.repeat(40)}Reference #${words}</p></html>`,
};
const STATUSES = [400, 401, 403, 404, 500, 901];

describe.each(TRANSPORTS)('what a server says, through %s', (transport) => {
  let account: ScriptedAccount;
  let script: Script;
  let options: ToolbeltOptions;
  let output: string[];
  let lines: string[];
  const note = (message: unknown) => output.push(show(message));
  const onWarning = (warning: Error) => output.push(told(warning));

  beforeAll(async () => {
    account = await startAccount((request, response) => script(request, response));
    for (const channel of CHANNELS) subscribe(channel, note);
    process.on('warning', onWarning);
  });
  afterAll(async () => {
    for (const channel of CHANNELS) unsubscribe(channel, note);
    process.off('warning', onWarning);
    await account[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    output = [];
    lines = [];
    const line = (text: string) => void lines.push(text);
    const logger: Logger = { debug: line, info: line, warn: line, error: line };
    const secretStore = new MemorySecretStore({ [APP_KEY]: CREDENTIAL });
    options = { transport, secretStore, logger, retry: false };
  });
  afterEach(() => {
    for (const line of lines) expect(line).not.toMatch(UNSEEN);
    expectClean([...output, ...lines].join('\n'));
  });

  /** No piece of eight characters is left, in any writing of the whole. */
  function expectClean(text: string): void {
    for (const secret of [account.token, CREDENTIAL.client_secret, PAIR]) {
      for (const write of Object.values(WRITINGS)) {
        expect(text).not.toContain([...secret].map(write).join(''));
      }
      for (let from = 0; from + 8 <= secret.length; from += 1) {
        expect(text).not.toContain(secret.slice(from, from + 8));
      }
    }
  }

  function expectPlain(error: Error & Record<string, unknown>): void {
    const { message, code, bodyExcerpt, headers, issues } = error;
    const words = [message, code, bodyExcerpt, ...Object.entries(headers ?? {}).flat(2)].map(String);
    const places = ((issues ?? []) as { path: string; message: string }[]).flatMap(Object.values);
    for (const text of [...words, ...places]) expect(text).not.toMatch(UNSEEN);
    expectClean(told(error));
  }

  const planted = (write: (char: string) => string) =>
    [account.token, CREDENTIAL.client_secret, PAIR]
      .map((secret) => [...secret].map(write).join(''))
      .join(' ');

  it.each(Object.entries(SHAPES))('gives no credential away in its %s', async (_, shape) => {
    await using toolbelt = account.toolbelt(options);
    const lp = toolbelt.LPClient();
    let turn = 0;
    for (const write of Object.values(WRITINGS)) {
      turn += 1;
      const status = STATUSES[turn % STATUSES.length] ?? 400;
      const words = planted(write);
      script = (_request, response) => {
        if (/^[\x20-\x7e]*$/.test(words)) response.setHeader('x-echo', [words, 'b']);
        response.writeHead(status).end(shape(`${turn % 2 ? NASTY : ''} ${words}`));
      };
      const call =
        turn % 3 === 0 ? lp.functions.invoke({ functionUuid: uuid, payload: {} }) : lp.users.list({});
      const error = await failureOf(call);
      expect(error.status).toBe(status);
      expectPlain(error);
    }
  });

  it.each(['strict', 'warn'] as const)('gives none away in names of fields, in mode %s', async (mode) => {
    for (const write of Object.values(WRITINGS)) {
      await using toolbelt = account.toolbelt({ ...options, responseValidation: mode });
      const { operationalRealtime } = toolbelt.LPClient();
      const name = `${NASTY} ${planted(write)}`;
      script = (_request, response) =>
        json(response, {
          agentsMetrics: { metricsPerAgent: { [name]: 5 } },
          metricsPerAgent: { [name]: 5 },
          skillsMetrics: { [name]: 5 },
          metricsTotals: {},
        });
      const calls = [
        operationalRealtime.agentActivity({ timeframe: 60, agentIds: 'all' }),
        operationalRealtime.queueHealth({ timeframe: 60, skillIds: 'all' }),
      ];
      for (const call of calls) {
        if (mode === 'warn') await call;
        else expectPlain(await failureOf(call));
      }
    }
    if (mode === 'warn') expect(lines.join('\n')).toContain('[redacted]');
  });

  it('gives none away in what doctor prints', async () => {
    let turn = 0;
    const shapes = Object.values(SHAPES);
    const all = Object.values(WRITINGS);
    script = (_request, response) => {
      turn += 1;
      const words = `${NASTY} ${planted(all[turn % all.length] ?? String)}`;
      response.writeHead(STATUSES[turn % 5] ?? 400).end(shapes[turn % shapes.length]?.(words));
    };
    const { accountId, host: csdsDomain, ca } = account;
    for (const asJson of [true, false]) {
      const printed: string[] = [];
      const good = await runDoctor({
        output: { write: (text) => void printed.push(text) },
        json: asJson,
        toolbelt: { ...options, accountId, csdsDomain, ca, allowLoopback: true },
      });
      expect(good).toBe(false);
      const text = printed.join('');
      expectClean(text);
      expect(text.replaceAll('\n', '')).not.toMatch(UNSEEN);
      expect(text).toContain('[redacted]');
      expect(text).not.toMatch(/^2026-11-28 ERROR/m);
    }
  });

  describe('with a refusal', () => {
    const refused = async (status: number, body: string, headers: Record<string, string> = {}) => {
      await using toolbelt = account.toolbelt(options);
      script = (_request, response) => void response.writeHead(status, headers).end(body);
      return await failureOf(toolbelt.LPClient().users.list());
    };

    it.each([
      [
        '{"error":{"time":"2017","message":"Failed to validate user","internalCode":10}}',
        'Failed to validate user',
      ],
      ['oauth_problem=permission_denied&oauth_problem_advice=no', 'permission_denied: no'],
      ['{"errors":[{"message":"Not yours"}]}', 'Not yours'],
      ['RBAC: access denied', 'RBAC: access denied'],
    ])('is told, with what to do: %s', async (body, words) => {
      const forbidden = await refused(403, body);
      expect(forbidden).toBeInstanceOf(PrivilegeError);
      expect(forbidden).toMatchObject({ status: 403, bodyExcerpt: body });
      expect(forbidden.message).toContain(`status 403 (Forbidden): ${words}. `);
      expect(forbidden.message).toContain('appKeySecretName');
      expect(Object.keys(forbidden)).not.toContain('bodyExcerpt');
      const unauthorized = await refused(401, body);
      expect(unauthorized).toBeInstanceOf(HttpError);
      expect(unauthorized.bodyExcerpt).toBe(body);
      expect(unauthorized.message).toContain(`status 401 (Unauthorized): ${words}. `);
      expect(unauthorized.message).toMatch(/application of this key is enabled.*open to such keys/);
    });

    it.each([401, 403])('of a firewall is not taken for LivePerson, with status %i', async (status) => {
      const error = await refused(status, '<html>Access Denied. Reference #18.abc</html>');
      expect(error).toBeInstanceOf(HttpError);
      expect(error).toMatchObject({ status, bodyExcerpt: '<html>Access Denied. Reference #18.abc</html>' });
      expect(error.message).toContain(
        "an HTML page that is not LivePerson's API: Access Denied. Reference #18.abc.",
      );
      expect(error.message).toContain('firewall');
      expect(error.message).not.toMatch(/appKeySecretName|application of this key/);
    });

    it('is told of a challenge, where the body is empty', async () => {
      const challenge = 'OAuth realm="x", oauth_problem="token_rejected"';
      expect((await refused(401, '', { 'www-authenticate': challenge })).message).toContain('token_rejected');
      expect((await refused(403, '')).message).toContain('status 403 (Forbidden). Store a key');
    });

    it.each([401, 403, 500])(
      'quotes nothing of a row that holds what people wrote, with %i',
      async (status) => {
        await using toolbelt = account.toolbelt(options);
        for (const body of ['{"message":"Hello Ann"}', 'Hello Ann', '<html>Hello Ann</html>']) {
          script = (_request, response) => void response.writeHead(status).end(body);
          const error = await failureOf(
            toolbelt.LPClient().messagingInteractions.get({ conversationId: 'a', source: 'x' }),
          );
          expect(error.status).toBe(status);
          expect(error.bodyExcerpt).toBe('');
          expect(told(error)).not.toContain('Hello');
        }
      },
    );
  });
});
