import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { AuthError, ToolBeltError } from '../../../src/errors/index.js';
import { failureOf, InstantClock, TRANSPORTS } from '../../integration/client/harness.js';
import { sendJson, startHttpAccount, startPlatform, tokenNumber } from '../../support/hostile-account.js';
import { startRawServer } from '../../support/raw-server.js';

/** Skills refuse every token, users take all but those that were revoked. */
function moody(revoked: Set<string>): RequestListener {
  return (request, response) => {
    const token = request.headers.authorization ?? '';
    const isBad = request.url?.includes('/skills') || revoked.has(token);
    sendJson(response, isBad ? { error: 'no' } : [], isBad ? 401 : 200);
  };
}

describe.each(TRANSPORTS)('tokens through %s', (transport) => {
  it('are not spent on a service that always answers 401', async () => {
    const { platform, toolbelt } = await startHttpAccount(moody(new Set()), { transport });
    const lp = toolbelt.LPClient();
    const refused = async () => expect(await failureOf(lp.skills.list())).toMatchObject({ status: 401 });
    const startedAt = performance.now();
    for (let i = 0; i < 20; i += 1) await refused();
    await Promise.all(Array.from({ length: 200 }, refused));
    await Promise.all(
      Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? refused() : lp.users.list())),
    );
    const pauses = Math.floor((performance.now() - startedAt) / 5_000);
    expect(platform.asked.sentinel).toBeLessThanOrEqual(2 + pauses);
  });

  it('that were revoked are renewed once for 200 calls', async () => {
    const revoked = new Set<string>();
    const { platform, toolbelt } = await startHttpAccount(moody(revoked), { transport });
    const lp = toolbelt.LPClient();
    await lp.users.list();
    revoked.add(`Bearer ${tokenNumber(1)}`);
    await Promise.all(Array.from({ length: 200 }, () => lp.users.list()));
    expect(platform.asked.sentinel).toBe(2);
  });

  it('that were revoked are renewed, though another service has just refused one', async () => {
    const revoked = new Set<string>();
    const clock = new InstantClock();
    const { platform, toolbelt } = await startHttpAccount(moody(revoked), { transport, clock });
    const lp = toolbelt.LPClient();
    await failureOf(lp.skills.list());
    expect(platform.asked.sentinel).toBe(2);
    revoked.add(`Bearer ${tokenNumber(2)}`);
    await clock.sleep(5_000);
    expect(await lp.users.list()).toEqual([]);
    expect(platform.asked.sentinel).toBe(3);
  });

  it.each<[string, (response: Parameters<RequestListener>[1]) => void, RegExp]>([
    [
      '400 with JSON',
      (response) => sendJson(response, { error: 'invalid_scope' }, 400),
      /status 400.*scope/s,
    ],
    ['400 with text', (response) => void response.writeHead(400).end('no'), /status 400/],
    ['500', (response) => void response.writeHead(500).end('no'), /status 500/],
    ['503 with a page', (response) => void response.writeHead(503).end('<html>'), /status 503/],
    ['a redirect', (response) => void response.writeHead(302, { location: '/x' }).end(), /status 302/],
    ['nothing', (response) => void response.writeHead(204).end(), /status 204/],
    ['garbage', (response) => void response.end(Buffer.from([0, 255, 254, 1])), /access_token/],
    ['null', (response) => void response.end('null'), /access_token/],
    ['a list', (response) => void response.end('[1]'), /access_token/],
    ['too much', (response) => void response.end(Buffer.alloc(2_000_000, ' ')), /more than 1048576 bytes/],
    ['much too deep', (response) => void response.end('['.repeat(1_000_000)), /access_token/],
    [
      'a token with a line break',
      (response) => sendJson(response, { access_token: 'a\r\nb: c' }),
      /access_token/,
    ],
    ['a token that is an object', (response) => sendJson(response, { access_token: {} }), /access_token/],
    [
      'a type that is none',
      (response) => sendJson(response, { access_token: 'abc', token_type: 'a b' }),
      /token_type/,
    ],
    ...[-1, 0, '', 'soon', {}, [], true, '-5', '1e3', Number.MIN_VALUE * -1].map(
      (expires): [string, (response: Parameters<RequestListener>[1]) => void, RegExp] => [
        `expires_in ${JSON.stringify(expires)}`,
        (response) => sendJson(response, { access_token: 'abc', expires_in: expires }),
        /expires_in/,
      ],
    ),
  ])('of a sentinel that answers %s are an AuthError', async (_name, answer, message) => {
    const platform = await startPlatform({ sentinel: (_request, response) => answer(response) });
    const lp = platform.toolbelt({ transport, retry: false }).LPClient();
    const error = await failureOf(lp.users.list());
    expect(error).toBeInstanceOf(AuthError);
    expect(error.message).toMatch(message);
    expect(await failureOf(lp('msgHist', '/x'))).toBeInstanceOf(AuthError);
  });

  it.each([3_600, '3600', ' 60 ', 1.5, 1e15, 1e300, null, undefined, 0.001])(
    'that live %s seconds serve',
    async (expires) => {
      const { platform, toolbelt } = await startHttpAccount(moody(new Set()), { transport });
      platform.script.sentinel = (_request, response) =>
        sendJson(response, { access_token: 'abc', expires_in: expires });
      const lp = toolbelt.LPClient();
      expect(await lp.users.list()).toEqual([]);
      expect(await lp.users.list()).toEqual([]);
    },
  );

  it('of a sentinel that is slow or endless are waited for until the deadline', async () => {
    const sentinel = await startRawServer((socket, _head, index) => {
      if (index % 2 === 0) return;
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
      const timer = setInterval(() => socket.writable && socket.write('1\r\n \r\n'), 100);
      socket.once('close', () => clearInterval(timer));
    });
    const platform = await startPlatform({ hostOf: () => sentinel.host });
    const toolbelt = platform.toolbelt({ transport, deadlineMs: 2_000 }, sentinel.ca);
    const lp = toolbelt.LPClient();
    const startedAt = performance.now();
    const errors = await Promise.all([failureOf(lp.users.list()), failureOf(lp('msgHist', '/x'))]);
    for (const error of errors) expect(error).toBeInstanceOf(ToolBeltError);
    expect(performance.now() - startedAt).toBeLessThan(30_000);
    await toolbelt.close();
    await sentinel.emptied();
    await sentinel.close();
  });

  it('are asked for with the secret that replaced a refused one, once for all', async () => {
    const forms: string[] = [];
    let secret = 'old-secret';
    let reads = 0;
    const { api, platform } = await startHttpAccount(moody(new Set()), { transport });
    platform.script.sentinel = async (request, response) => {
      let form = '';
      for await (const chunk of request) form += chunk;
      forms.push(new URLSearchParams(form).get('client_secret') ?? '');
      if (form.includes('old-secret')) return sendJson(response, { error: 'invalid_client' }, 401);
      sendJson(response, { access_token: 'abc', expires_in: 3_600 });
    };
    const secretStore = {
      get: async (key: string) => {
        reads += 1;
        const value = { client_id: 'client', client_secret: secret };
        secret = 'new-secret';
        return { key, value };
      },
    };
    const lp = platform.toolbelt({ transport, secretStore }, api.ca).LPClient();
    await Promise.all(Array.from({ length: 200 }, () => lp('smt', '/x')));
    expect(forms).toEqual(['old-secret', 'new-secret']);
    expect(reads).toBe(2);
  });
});
