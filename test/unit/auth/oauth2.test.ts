import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { requestToken } from '../../../src/auth/oauth2.js';
import { AuthError } from '../../../src/errors/auth-error.js';
import { ErrorCodes } from '../../../src/errors/error-codes.js';
import { HostNotAllowedError } from '../../../src/errors/host-not-allowed-error.js';
import { ACCOUNT, CallScene, rejection } from '../../support/call-scene.js';
import { json, networkFailure, type Script, type Step } from '../../support/scripted-transport.js';
import { VirtualClock } from '../../support/virtual-clock.js';

const SENTINEL = 'va.sentinel.liveperson.net';
const NOW = Date.UTC(2026, 0, 1);
const credential = { clientId: 'planted-id', clientSecret: 'planted secret/+&=%ü' };
const HOUR = 3_600_000;

function scene(script: readonly Step[] | Script) {
  const made = new CallScene(script, { clock: new VirtualClock(NOW) });
  made.redactor.hold(credential);
  const ask = (host = SENTINEL, accountId = ACCOUNT) =>
    requestToken({ ...made, accountId }, host, credential);
  return { ...made, transport: made.transport, redactor: made.redactor, ask };
}

const answer = (fields: Record<string, unknown>) =>
  json({ access_token: 'opaque-token', token_type: 'Bearer', ...fields });
const lease = (fields: Record<string, unknown>) => scene([answer(fields)]).ask();

/** A token with these claims; its signature is nobody's. */
function jwt(claims: unknown): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
}

describe('the request', () => {
  it('is a form with the credential in its body, at the v2 URL of the account', async () => {
    const { ask, transport } = scene([answer({})]);
    await ask();
    const [sent] = transport.requests;
    expect(sent?.method).toBe('POST');
    expect(sent?.url.href).toBe(`https://${SENTINEL}/sentinel/api/v2/account/${ACCOUNT}/app/token`);
    expect(sent?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(sent?.headers).not.toHaveProperty('authorization');
    expect([...new URLSearchParams(String(sent?.body))]).toEqual([
      ['client_id', credential.clientId],
      ['client_secret', credential.clientSecret],
      ['grant_type', 'client_credentials'],
    ]);
  });

  it('is not sent to a host that is not allowed', async () => {
    const { ask, transport } = scene([answer({})]);
    expect(await rejection(ask('evil.com'))).toBeInstanceOf(HostNotAllowedError);
    expect(transport.requests).toEqual([]);
  });

  it('is repeated when sentinel is out of order for a moment', async () => {
    const { ask, transport } = scene([{ status: 503 }, { error: networkFailure('ECONNRESET') }, answer({})]);
    expect(await ask()).toMatchObject({ value: { authorization: 'Bearer opaque-token' } });
    expect(transport.requests).toHaveLength(3);
  });
});

describe('the life of a token', () => {
  it.each([
    ['a number', 3_600, HOUR],
    ['text', '3600', HOUR],
    ['text with blanks', ' 3600 ', HOUR],
    ['a fraction', 0.5, 500],
    ['absent', undefined, HOUR],
    ['null', null, HOUR],
  ])('is expires_in as %s', async (_, expiresIn, lifeMs) => {
    expect(await lease({ expires_in: expiresIn })).toMatchObject({ usableUntil: NOW + lifeMs });
  });

  it.each([[''], ['abc'], [0], ['0'], [-1], ['-1'], ['1e3'], ['3600s'], [true], [{}], [[3600]]])(
    'cannot be %j: no token is better than one of unknown life',
    async (expiresIn) => {
      const error = await rejection(lease({ expires_in: expiresIn }));
      expect(error).toBeInstanceOf(AuthError);
      expect(error).toMatchObject({ code: ErrorCodes.OAuth2.UnexpectedResponse });
      expect(String(error)).toContain('"expires_in"');
    },
  );

  it('is renewed when 60 s or a tenth of it are left, whichever is less', async () => {
    for (const [seconds, marginMs] of [
      [3_600, 60_000],
      [600, 60_000],
      [599, 59_900],
      [50, 5_000],
      [1, 100],
    ]) {
      const { renewAt, usableUntil } = await lease({ expires_in: seconds });
      expect(usableUntil - renewAt).toBe(marginMs);
    }
  });

  it.each([
    ["exp and iat, by sentinel's own clock", { iat: 1_000, exp: 1_900 }, 900_000],
    ['exp alone, by our clock', { exp: NOW / 1_000 + 120 }, 120_000],
    ['neither', {}, HOUR],
    ['an exp that is no number', { exp: '9999999999' }, HOUR],
    ['an exp in the past', { exp: NOW / 1_000 - 1 }, HOUR],
    ['an exp before iat', { iat: 2_000, exp: 1_000 }, HOUR],
    ['no claims at all', null, HOUR],
  ])('without expires_in is that of the claims: %s', async (_, claims, lifeMs) => {
    expect(await lease({ access_token: jwt(claims) })).toMatchObject({ usableUntil: NOW + lifeMs });
  });

  it('is expires_in, whatever the claims say', async () => {
    expect(await lease({ access_token: jwt({ iat: 0, exp: 1 }), expires_in: 600 })).toMatchObject({
      usableUntil: NOW + 600_000,
    });
  });

  it('without expires_in survives a token that only looks like a JWT', async () => {
    for (const token of ['a.b.c', '..', 'a.bnVsbA.c', 'a.', 'a.W10.c']) {
      expect(await lease({ access_token: token })).toMatchObject({ usableUntil: NOW + HOUR });
    }
  });

  it('counts from when it was asked for, not from when it came', async () => {
    const late = scene([{ status: 503, headers: { 'retry-after': '9' } }, answer({ expires_in: 600 })]);
    expect(await late.ask()).toMatchObject({ usableUntil: NOW + 600_000 });
  });
});

describe('the token', () => {
  it.each([['abc'], ['a-b._~+/c=='], [jwt({ exp: 1 })]])('may be %s', async (token) => {
    expect(await lease({ access_token: token })).toMatchObject({
      value: { authorization: `Bearer ${token}` },
    });
  });

  it.each([
    [undefined],
    [null],
    [''],
    [42],
    ['a b'],
    ['a\r\nx-evil: 1'],
    ['a\n'],
    ['ä'],
    ['a"b'],
    ['=a'],
    [['abc']],
    ['a,b'],
  ])('cannot be %j, which is not repeated', async (token) => {
    const error = await rejection(lease({ access_token: token }));
    expect(error).toMatchObject({
      name: 'AuthError',
      status: 200,
      code: ErrorCodes.OAuth2.UnexpectedResponse,
    });
    expect(String(error)).toContain('"access_token"');
    expect(String(error)).not.toContain('x-evil');
  });

  it('has the type that sentinel names, Bearer by default', async () => {
    expect(await lease({ token_type: 'bearer' })).toMatchObject({
      value: { authorization: 'bearer opaque-token' },
    });
    expect(await lease({ token_type: undefined })).toMatchObject({
      value: { authorization: 'Bearer opaque-token' },
    });
  });

  it.each([[''], ['Bearer '], ['Bear er'], ['a\r\nb'], [7], [null], [{}]])(
    'cannot have the type %j',
    async (type) => {
      expect(String(await rejection(lease({ token_type: type })))).toContain('"token_type"');
    },
  );

  it('is held by the redactor from then on', async () => {
    const { ask, redactor } = scene([answer({ access_token: 'fresh-token-value' })]);
    await ask();
    expect(redactor.text('echo fresh-token-value')).toBe('echo [redacted]');
  });
});

describe('an answer that is no token', () => {
  it.each([
    'invalid_request',
    'invalid_client',
    'invalid_grant',
    'unauthorized_client',
    'unsupported_grant_type',
    'invalid_scope',
  ])('is an AuthError with its status and the code %s of RFC 6749', async (oauthError) => {
    const error = await rejection(scene([json({ error: oauthError }, 400)]).ask());
    expect(error).toMatchObject({ name: 'AuthError', status: 400, oauthError, component: 'Oauth2Client' });
    expect(String(error)).toContain(oauthError);
  });

  it('with status 401 counts as invalid_client, whatever its body', async () => {
    for (const body of ['', '<html>', '{}', '{"error":"strange"}', 'null', '[]']) {
      const error = await rejection(scene([{ status: 401, body }]).ask());
      expect(error).toMatchObject({ status: 401, oauthError: 'invalid_client' });
    }
  });

  it.each([
    ['a field that is not known', json({ error: 'toString', reason: 'echo-1234', echo: ['echo-5'] }, 400)],
    ['a text', { status: 400, body: 'echo-1234' }],
    ['an error that is an object', json({ error: { code: 'echo-1234' } }, 400)],
    ['an error named like a member of every object', json({ error: 'toString', more: 'echo-1234' }, 400)],
    ['a page', { status: 404, body: '<html>echo-1234' }],
    ['success without a token', json({ message: 'echo-1234' })],
    ['no JSON', { status: 200, body: 'echo-1234' }],
    ['another success', json({ access_token: 'echo-1234' }, 201)],
    ['a redirection', { status: 302, headers: { location: 'https://evil.com/echo-1234' } }],
  ])('is not repeated in the error: %s', async (_, reply) => {
    const error = await rejection(scene([reply]).ask());
    expect(error).toMatchObject({
      name: 'AuthError',
      code: ErrorCodes.OAuth2.UnexpectedResponse,
      oauthError: undefined,
    });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/echo|toString"/);
  });

  it.each<[string, Step, RegExp]>([
    [
      'an error code and its description',
      json({ error: 'invalid_scope', error_description: 'no scope was granted' }, 400),
      /status 400, invalid_scope: no scope was granted; the application may lack/,
    ],
    [
      'an error code beside a message',
      json({ error: 'invalid_request', message: 'grant_type is missing' }, 400),
      /status 400, invalid_request: grant_type is missing; the application may lack/,
    ],
    [
      "the form of LivePerson's errors",
      json({ errors: [{ errorCode: '4001', errorMsg: 'account is disabled' }] }, 403),
      /status 403, account is disabled; see the status/,
    ],
    [
      'a challenge',
      { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } },
      /status 401, invalid_token; the client is unknown/,
    ],
    ['nothing', { status: 401 }, /status 401; the client is unknown/],
  ])('is told with what sentinel says: %s', async (_, reply, message) => {
    expect(String(await rejection(scene([reply]).ask()))).toMatch(message);
  });

  it('with status 400 has an advice of its own, with 401 that on the secret, as a page that on the network', async () => {
    const page = '<html><head><title>Access denied</title></head>';
    for (const [reply, advice, others] of [
      [json({ error: 'invalid_request' }, 400), /client credentials grant, or a scope/, /secret wrong|prox/],
      [json({ error: 'invalid_client' }, 400), /its secret wrong/, /client credentials grant|proxy/],
      [{ status: 401 }, /its secret wrong/, /client credentials grant|proxy/],
      [{ status: 403, body: page }, /HTML page .* proxy and firewall/, /denied|secret wrong|grant/],
      [{ status: 400, body: page }, /HTML page .* proxy and firewall/, /denied|secret wrong|grant/],
    ] as const) {
      const message = String(await rejection(scene([reply]).ask()));
      expect(message).toMatch(advice);
      expect(message).not.toMatch(others);
    }
  });

  it('says its words in one line, cut, without a credential', async () => {
    const words = `first\r\nsecond \u001b[31m ${credential.clientSecret} ${'x'.repeat(10_000)}`;
    const message = String(await rejection(scene([json({ message: words }, 400)]).ask()));
    expect(message).toContain('status 400, first');
    expect(message).not.toMatch(/[\u0000-\u001f]|planted/);
    expect(message.length).toBeLessThan(700);
  });

  it('has the last status when sentinel stays out of order', async () => {
    const { ask, transport } = scene(() => ({ status: 503, body: 'down' }));
    expect(await rejection(ask())).toMatchObject({ name: 'AuthError', status: 503 });
    expect(transport.requests).toHaveLength(4);
  });

  it('is a general AuthError when there was none, with the NetworkError as its cause', async () => {
    const { ask } = scene(() => ({ error: networkFailure('ECONNREFUSED') }));
    const error = await rejection(ask());
    expect(error).toMatchObject({ name: 'AuthError', code: ErrorCodes.OAuth2.General, status: undefined });
    expect(error).toMatchObject({ cause: { name: 'NetworkError', cause: { code: 'ECONNREFUSED' } } });
  });
});

it('shows no credential in any error, even when sentinel echoes the request', async () => {
  const echo: Script = ({ body }) => ({
    status: 400,
    body: JSON.stringify({ error: String(body), echo: body }),
  });
  const failing: Script = ({ body }) => ({
    error: Object.assign(new Error(`could not send ${body}`), { body }),
  });
  for (const script of [echo, failing]) {
    const error = await rejection(scene(script).ask());
    expect(error).toBeInstanceOf(AuthError);
    expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)).not.toContain('planted');
  }
});
