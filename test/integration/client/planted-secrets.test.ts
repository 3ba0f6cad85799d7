import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Logger } from '../../../src/config/logger.js';
import { MemorySecretStore } from '../../../src/secrets/stores/memory.js';
import type { ToolbeltInstance } from '../../../src/toolbelt/account.js';
import {
  APP_KEY,
  failureOf,
  InstantClock,
  json,
  type Script,
  type ScriptedAccount,
  show,
  startAccount,
  TRANSPORTS,
  told,
} from './harness.js';

const USER_SECRET = {
  password: 'planted-user-secret "with" /signs+ä',
  nested: [{ key: 'planted-nested-secret' }],
};
const CREDENTIALS = {
  oauth2: { client_id: 'planted-client', client_secret: 'planted/client+secret="&%' },
  oauth1: {
    consumerKey: 'planted-consumer-key',
    consumerSecret: 'planted/consumer+secret=',
    token: 'planted-oauth1-token',
    tokenSecret: 'planted "token" secret',
  },
};
const CHANNELS = ['start', 'end', 'error', 'retry'].map((name) => `lp-functions-toolbelt:request:${name}`);
const uuid = '3f1c2d84-9b7e-4a55-8c0d-5a1f6e7b9c21';

describe.each(TRANSPORTS)('planted secrets, through %s', (transport) => {
  describe.each(['oauth2', 'oauth1'] as const)('with credentials of %s', (kind) => {
    const credential = CREDENTIALS[kind];
    /** What is held for as long as calls are made: the access token, or that of the app key. */
    const token = () => (kind === 'oauth2' ? account.token : CREDENTIALS.oauth1.token);
    let account: ScriptedAccount;
    let script: Script;
    let toolbelt: ToolbeltInstance;
    let store: MemorySecretStore;
    let output: string[];
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
    beforeEach(async () => {
      output = [];
      script = (_request, response) => json(response, []);
      store = new MemorySecretStore({ [APP_KEY]: credential, MINE: USER_SECRET });
      const line = (text: string) => void output.push(text);
      const logger: Logger = { debug: line, info: line, warn: line, error: line };
      toolbelt = account.toolbelt({ transport, secretStore: store, logger, clock: new InstantClock() });
      await toolbelt.SecretClient().readSecret('MINE');
      await toolbelt.LPClient().users.list();
      note(undefined);
    });
    afterEach(() => toolbelt.close());

    /** Every value that must not be seen, in the forms in which servers repeat what they got. */
    function planted(): string[] {
      const { client_id: _name, ...secrets } = credential as Record<string, string>;
      const values = [...Object.values(secrets), USER_SECRET.password, 'planted-nested-secret', token()];
      const headers = account.received.flatMap(({ headers: sent }) => sent.authorization ?? []);
      const signatures = headers.flatMap((header) => /oauth_signature="([^"]+)"/.exec(header)?.[1] ?? []);
      return [...values, ...headers, ...signatures].flatMap((value) => [
        value,
        encodeURIComponent(value),
        JSON.stringify(value).slice(1, -1),
      ]);
    }

    function expectClean(text: string): void {
      for (const secret of planted()) {
        const at = text.indexOf(secret);
        if (at >= 0)
          throw new Error(`A planted secret shows: ${text.slice(Math.max(0, at - 200), at + 200)}`);
      }
      expect(text).not.toBe('');
    }

    /** What a careless server says: the request's own credential, and everything else that it could know. */
    function echo(request: Parameters<Script>[0]): string {
      const { authorization = '' } = request.headers;
      const known = [authorization, token(), credential, USER_SECRET];
      const form = new URLSearchParams(credential as Record<string, string>).toString();
      return [
        `You sent ${authorization}`,
        JSON.stringify(known),
        JSON.stringify({ authorization }),
        form,
      ].join(' ');
    }

    const calls = {
      typed: () => toolbelt.LPClient().users.list(),
      invocation: () => toolbelt.LPClient().functions.invoke({ functionUuid: uuid, payload: { a: 1 } }),
    };

    it.each([400, 403, 404, 500, 901])(
      'show nowhere when a server repeats them with status %i',
      async (status) => {
        script = (request, response) => {
          const message = echo(request);
          response.setHeader('x-echo', String(request.headers.authorization));
          response.setHeader('set-cookie', `session=${token()}`);
          response.setHeader('www-authenticate', `Bearer token=${token()}`);
          json(response, { code: `code.${token()}`, message, details: message }, status);
        };
        for (const call of Object.values(calls)) {
          const error = await failureOf(call());
          expect(error.message).toContain('[redacted]');
          expectClean(told(error));
        }
        expectClean(output.join('\n'));
      },
    );

    it('do not show where an excerpt is cut', async () => {
      for (let before = 1_024 - token().length - 12; before <= 1_024; before += 1) {
        script = (_request, response) => {
          response.writeHead(404).end(`${'x'.repeat(before)}${token()}`);
        };
        const { bodyExcerpt } = await failureOf(calls.typed());
        const tail = String(bodyExcerpt).replace(/^x+/, '');
        // Not even the beginning of it.
        expect(token().startsWith(tail.slice(0, 3)) && tail.length >= 3).toBe(false);
      }
    });

    it('do not show when the connection breaks, or time runs out', async () => {
      script = (_request, response) => void response.destroy();
      expectClean(told(await failureOf(calls.typed())));
      expectClean(told(await failureOf(calls.invocation())));
      script = (request, response) => {
        response.writeHead(200, { 'content-length': '9999' });
        response.write(echo(request), () => response.destroy());
      };
      expectClean(told(await failureOf(calls.typed())));
      const cut = await toolbelt.LPClient()('msgHist', '/x');
      expectClean(told(await failureOf(cut.text())));
      script = () => undefined;
      expectClean(told(await failureOf(toolbelt.LPClient().users.list({}, { timeoutMs: 40, retry: false }))));
      expectClean(output.join('\n'));
    });

    it('do not show when an answer differs from its schema, or is no JSON', async () => {
      script = (request, response) => json(response, [{ id: echo(request), deleted: token() }]);
      await toolbelt.LPClient().users.list();
      expect(output.join('\n')).toContain('differs from its schema');
      script = (request, response) => void response.writeHead(200).end(echo(request));
      expectClean(told(await failureOf(calls.typed())));
      expectClean(output.join('\n'));
    });

    it('do not show in the path that a message names', async () => {
      const lp = toolbelt.LPClient();
      const path = `/api/account/1/configuration/le-users/users/${token()}/${encodeURIComponent(USER_SECRET.password)}`;
      expectClean(told(await failureOf(lp('accountConfigReadOnly', path, { method: 'DELETE' }))));
      await lp('accountConfigReadOnly', `${path}?access_token=${token()}`);
      expectClean(output.join('\n'));
    });

    it('do not show when the store fails with a message that holds them', async () => {
      const message = `cannot parse ${JSON.stringify([credential, USER_SECRET])}`;
      let reads = 0;
      const failing = account.toolbelt({
        transport,
        secretStore: {
          get: async (key) => {
            reads += 1;
            if (reads > 2) throw Object.assign(new Error(message), { value: credential });
            return { key, value: key === 'MINE' ? USER_SECRET : credential };
          },
        },
      });
      await failing.LPClient().users.list();
      await failing.SecretClient().readSecret('MINE');
      const refresh = failing.SecretClient().readSecret('MINE', { useCache: false });
      const error = await failureOf(refresh);
      expect(reads).toBe(3);
      expectClean(told(error));
    });

    it('do not show in client, toolbelt, store, parts and responses', async () => {
      script = (request, response) => {
        response.setHeader('x-echo', String(request.headers.authorization));
        response.writeHead(200).end(echo(request));
      };
      const lp = toolbelt.LPClient();
      const response = await lp('msgHist', '/x');
      const secrets = toolbelt.SecretClient();
      const values = [
        lp,
        lp.users,
        toolbelt,
        store,
        secrets,
        toolbelt.CsdsClient(),
        response,
        response.clone(),
      ];
      for (const value of values) {
        expectClean(show(value));
        expectClean(`${JSON.stringify(value)}`);
      }
      response.headers.get('x-echo');
      await response.text();
      expectClean(show(response));
    });
  });
});

describe.each(TRANSPORTS)('a sentinel that repeats the credential, through %s', (transport) => {
  const value = CREDENTIALS.oauth2;
  const secret = value.client_secret;

  it.each([200, 400, 401, 500])('with status %i shows nothing of it', async (status) => {
    const { startSandbox } = await import('../../../src/testing/sandbox/sandbox.js');
    await using sandbox = await startSandbox();
    const body = {
      error: secret,
      error_description: `${value.client_id}:${secret}`,
      access_token: `${secret}\n`,
      form: new URLSearchParams(value).toString(),
    };
    sandbox.faults.add({ service: 'sentinel', status, body, times: Infinity });
    const output: string[] = [];
    const note = (message: unknown) => output.push(show(message));
    for (const channel of CHANNELS) subscribe(channel, note);
    await using toolbelt = sandbox.toolbelt({
      transport,
      clock: new InstantClock(),
      secretStore: { get: async (key) => ({ key, value }) },
    });
    const error = await failureOf(toolbelt.LPClient().users.list());
    for (const channel of CHANNELS) unsubscribe(channel, note);
    const seen = told(error) + output.join('\n');
    expect(error.name).toBe('AuthError');
    expect(output).not.toHaveLength(0);
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) {
      expect(seen).not.toContain(form);
    }
  });
});
