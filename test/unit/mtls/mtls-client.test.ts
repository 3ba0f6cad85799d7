import { X509Certificate } from 'node:crypto';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { generate } from 'selfsigned';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ErrorCodes, MTLSError } from '../../../src/errors/index.js';
import type { MTLSOptions } from '../../../src/mtls/message.js';
import type { ToolbeltOptions } from '../../../src/toolbelt/options.js';
import { createToolbelt, Toolbelt } from '../../../src/toolbelt/toolbelt.js';
import { rejection } from '../../support/call-scene.js';
import { type Certificate, createCertificate } from '../../support/certificate.js';
import { startConnectProxy } from '../../support/connect-proxy.js';
import { startMtlsServer } from '../../support/mtls-server.js';

const own = await createCertificate();
const other = await createCertificate();
const fingerprint = new X509Certificate(own.cert).fingerprint256;

const FAR_OFF = new Date('2090-01-01');

/** A certificate of a server that issued itself, with the end and the name that are asked for. */
async function issue(notAfterDate: Date, dns: string): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: dns }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date('2020-01-01'),
    notAfterDate,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: dns }] }],
  });
  return { key, cert };
}

// No account: the servers are the brand's.
function toolbeltFor(options: ToolbeltOptions = {}) {
  const toolbelt = createToolbelt(options);
  onTestFinished(() => toolbelt.close());
  return toolbelt;
}

describe('MTLSClient', () => {
  it('shows its certificate, and gives status, headers and text', async () => {
    await using server = await startMtlsServer((_, response) => {
      response.writeHead(404, { 'x-own': ['a', 'b'] }).end('{"a":1}');
    });
    const client = toolbeltFor().MTLSClient({ ...own, ca: server.ca });
    const answer = await client.get(`${server.origin}/orders?id=7`, { 'X-Asked': 'yes' });
    expect(answer).toMatchObject({ statusCode: 404, body: '{"a":1}', headers: { 'x-own': 'a, b' } });
    expect(server.received).toMatchObject([
      { method: 'GET', url: '/orders?id=7', fingerprint, headers: { 'x-asked': 'yes' } },
    ]);
    expect(server.received[0]?.headers['x-request-id']).toBeTypeOf('string');
  });

  it('takes certificate, key and authority as bytes', async () => {
    await using server = await startMtlsServer();
    const [cert, key, ca] = [own.cert, own.key, server.ca].map((text) => Buffer.from(text));
    const client = toolbeltFor().MTLSClient({ cert: cert ?? '', key: key ?? '', ca });
    expect((await client.get(server.origin)).statusCode).toBe(200);
  });

  it('takes several authorities, in one text or in many, as any bytes', async () => {
    await using server = await startMtlsServer();
    const ca = [other.cert, new TextEncoder().encode(server.ca)];
    for (const given of [ca, `${other.cert}\n${server.ca}`]) {
      const client = toolbeltFor({ retry: false }).MTLSClient({ ...own, ca: given });
      expect((await client.get(server.origin)).statusCode).toBe(200);
    }
  });

  it.each([
    ['null', null],
    ['', ''],
    ['<p>', '<p>'],
  ])('gives for the JSON %j the body %j', async (text, body) => {
    await using server = await startMtlsServer((_, response) => void response.end(text));
    const client = toolbeltFor({ ca: server.ca }).MTLSClient(own);
    expect((await client.get(server.origin, {}, undefined, { json: true })).body).toBe(body);
  });

  it('sends the content type of its caller, and none without a body', async () => {
    await using server = await startMtlsServer();
    const client = toolbeltFor({ ca: server.ca }).MTLSClient(own);
    await client.patch(server.origin, { 'Content-Type': 'application/scim+json' }, {}, { json: true });
    await client.delete(server.origin, {}, undefined, { json: true });
    expect(server.received.map(({ headers }) => headers['content-type'])).toEqual([
      'application/scim+json',
      undefined,
    ]);
  });

  it('takes headers and URLs in the forms that fetch takes', async () => {
    await using server = await startMtlsServer();
    const client = toolbeltFor({ ca: server.ca }).MTLSClient(own);
    await client.get(new URL('/a?b=c', server.origin), new Headers({ 'X-Own': 'yes' }));
    await client.get(server.origin, [['X-Own', 'yes']]);
    expect(server.received).toMatchObject([
      { url: '/a?b=c', headers: { 'x-own': 'yes' } },
      { headers: { 'x-own': 'yes' } },
    ]);
  });

  it('follows no redirect, undoes gzip, and reads no answer that is too long', async () => {
    await using server = await startMtlsServer((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { location: 'https://other.example.com/' }).end();
      else if (request.url === '/long') response.end('x'.repeat(2_000));
      else response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}'));
    });
    const client = toolbeltFor({ ca: server.ca, maxAnswerBytes: 1_000 }).MTLSClient(own);
    expect(await client.get(`${server.origin}/moved`)).toMatchObject({ statusCode: 302 });
    expect((await client.get(server.origin, {}, undefined, { json: true })).body).toEqual({ a: 1 });
    expect(await client.head(server.origin)).toMatchObject({ statusCode: 200 });
    expect(await rejection(client.get(`${server.origin}/long`))).toMatchObject({
      code: ErrorCodes.Mtls.General,
      message: expect.stringContaining('maxAnswerBytes'),
      operation: 'mtls.get',
    });
  });

  it.each([0, -1, Number.NaN, '5', null])('refuses the timeout %o', async (timeout) => {
    const call = toolbeltFor()
      .MTLSClient(own)
      .get('https://localhost:1/', {}, undefined, { timeout } as never);
    expect(await rejection(call)).toMatchObject({
      name: 'ParameterError',
      parameter: 'timeout',
      operation: 'mtls.get',
    });
  });

  it.each(['post', 'put', 'patch', 'delete'] as const)('sends and parses JSON with %s', async (method) => {
    await using server = await startMtlsServer();
    const client = toolbeltFor({ ca: server.ca }).MTLSClient(own);
    const answer = await client[method](server.origin, {}, { a: [1] }, { json: true });
    expect(answer.body).toEqual({ fine: true });
    expect(server.received).toMatchObject([
      { method: method.toUpperCase(), body: '{"a":[1]}', headers: { 'content-type': 'application/json' } },
    ]);
  });

  it.each(['head', 'options'] as const)('gives no body with %s', async (method) => {
    await using server = await startMtlsServer();
    const client = toolbeltFor({ ca: server.ca }).MTLSClient(own);
    const answer = await client[method](server.origin, {}, { json: true });
    expect([answer.statusCode, 'body' in answer]).toEqual([200, false]);
    expect(server.received).toMatchObject([{ method: method.toUpperCase(), body: '' }]);
  });

  it('sends Authorization of its caller, and hides it from what is told', async () => {
    await using server = await startMtlsServer((_, response) => void response.writeHead(401).end());
    const client = toolbeltFor({ ca: server.ca }).MTLSClient(own);
    const answer = await client.get(server.origin, { Authorization: 'Custom a-made-up-token' });
    expect(answer.statusCode).toBe(401);
    expect(server.received.map(({ headers }) => headers.authorization)).toEqual(['Custom a-made-up-token']);
    const error = await rejection(
      client.get('https://localhost:1/', { Authorization: 'Custom a-made-up-token' }),
    );
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('a-made-up-token');
  });

  it('is wrapped by around as every other call', async () => {
    await using server = await startMtlsServer();
    const seen: string[] = [];
    const around: ToolbeltOptions['around'] = [
      ({ service, operation, setHeader }, next) => {
        seen.push(`${service} ${operation}`);
        setHeader('traceparent', 'of-a-test');
        return next();
      },
    ];
    await toolbeltFor({ ca: server.ca, around }).MTLSClient(own).post(server.origin, {}, 'x');
    expect(seen).toEqual(['mtls mtls.post']);
    expect(server.received[0]?.headers.traceparent).toBe('of-a-test');
  });

  it('repeats reads after a failure that may pass, and nothing else', async () => {
    await using server = await startMtlsServer((_, response) => void response.writeHead(503).end());
    const retry = { attempts: 2, maxWaitMs: 0 };
    const client = toolbeltFor({ ca: server.ca, retry }).MTLSClient(own);
    expect((await client.get(server.origin)).statusCode).toBe(503);
    expect((await client.post(server.origin, {}, 'x')).statusCode).toBe(503);
    expect(server.received.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST']);
  });

  it.each(['http://localhost/', 'localhost', 'https://a:b@localhost/', undefined])(
    'refuses the URL %s',
    async (url) => {
      const client = toolbeltFor().MTLSClient(own);
      expect(await rejection(client.get(url as string))).toMatchObject({
        component: 'MTLS',
        code: ErrorCodes.Mtls.BadRequest,
      });
    },
  );

  it.each([
    [{ a: 1 }, {}],
    [{ a: 1n }, { json: true }],
    [() => 1, { json: true }],
  ])('refuses the body %o with %j', async (body, options) => {
    const client = toolbeltFor().MTLSClient(own);
    const error = await rejection(client.post('https://localhost:1/', {}, body, options));
    expect(error).toMatchObject({ code: ErrorCodes.Mtls.BadRequest });
  });

  it('refuses an option that there is not', async () => {
    const options = { allowSelfsigned: true } as MTLSOptions;
    const call = toolbeltFor().MTLSClient(own).get('https://localhost:1/', {}, undefined, options);
    expect(await rejection(call)).toMatchObject({
      name: 'ParameterError',
      message: expect.stringContaining('did you mean "allowSelfSigned"'),
    });
  });

  it('tells a connection that failed, by the code of the official toolbelt', async () => {
    const client = toolbeltFor({ retry: false }).MTLSClient(own);
    const error = await rejection(client.get('https://localhost:1/'));
    expect(error).toBeInstanceOf(MTLSError);
    expect(error).toMatchObject({
      name: 'MTLSError',
      code: ErrorCodes.Mtls.General,
      operation: 'mtls.get',
      cause: { name: 'NetworkError', sent: false },
    });
  });

  it('rejects with the reason of an abort', async () => {
    await using server = await startMtlsServer(() => undefined);
    const abort = new AbortController();
    const reason = new Error('enough');
    const client = toolbeltFor({ ca: server.ca }).MTLSClient(own);
    const call = client.get(server.origin, {}, undefined, { signal: abort.signal });
    await vi.waitFor(() => expect(server.received).toHaveLength(1));
    abort.abort(reason);
    expect(await rejection(call)).toBe(reason);
  });

  it('goes through the proxy of the toolbelt, with its certificate, and looks at that of the server', async () => {
    const proxy = await startConnectProxy();
    onTestFinished(() => proxy.close());
    await using server = await startMtlsServer();
    await using elsewhere = await startMtlsServer(undefined, await issue(FAR_OFF, 'elsewhere.example.com'));
    const client = toolbeltFor({ proxy: proxy.url, retry: false }).MTLSClient(own);
    const call = (origin: string) => client.get(origin, {}, undefined, { allowSelfSigned: true });
    expect((await call(server.origin)).statusCode).toBe(200);
    expect(server.received).toMatchObject([{ fingerprint }]);
    expect(await rejection(call(elsewhere.origin))).toMatchObject({
      message: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
    expect(elsewhere.received).toEqual([]);
    expect(proxy.seen.map(({ url }) => url)).toEqual([
      `localhost:${server.port}`,
      `localhost:${elsewhere.port}`,
    ]);
  });

  it('shows no key', () => {
    const toolbelt = toolbeltFor();
    const shown = inspect([toolbelt, toolbelt.MTLSClient(own)], { depth: 9, showHidden: true });
    expect(shown).not.toContain(own.key.split('\n')[1]);
  });
});

describe('defect 32: MTLSClient verifies no server certificate by default', () => {
  const call = (origin: string, options?: MTLSOptions) =>
    toolbeltFor({ retry: false }).MTLSClient(own).post(origin, {}, 'private', options);

  it.each([undefined, {}, { allowSelfSigned: false }])('verifies it with %j', async (options) => {
    await using server = await startMtlsServer();
    expect(await rejection(call(server.origin, options))).toMatchObject({
      code: ErrorCodes.Mtls.General,
      message: expect.stringContaining('SELF_SIGNED'),
      cause: { sent: false, lasting: true },
    });
    expect(server.received).toEqual([]);
  });

  it('takes one that issued itself with allowSelfSigned, and that of an authority given as ca', async () => {
    await using server = await startMtlsServer();
    expect((await call(server.origin, { allowSelfSigned: true })).statusCode).toBe(200);
    const client = toolbeltFor().MTLSClient({ ...own, ca: server.ca });
    expect((await client.post(server.origin, {}, 'private')).statusCode).toBe(200);
    expect(server.received.map((received) => received.fingerprint)).toEqual([fingerprint, fingerprint]);
  });

  it('refuses another name or a date that is over, with allowSelfSigned too, before anything is written', async () => {
    await using elsewhere = await startMtlsServer(undefined, await issue(FAR_OFF, 'elsewhere.example.com'));
    await using over = await startMtlsServer(undefined, await issue(new Date('2021-01-01'), 'localhost'));
    for (const [server, code] of [
      [elsewhere, 'ERR_TLS_CERT_ALTNAME_INVALID'],
      [over, 'CERT_HAS_EXPIRED'],
    ] as const) {
      expect(await rejection(call(server.origin, { allowSelfSigned: true }))).toMatchObject({
        code: ErrorCodes.Mtls.General,
        message: expect.stringContaining(code),
        cause: { sent: false, lasting: true },
      });
      expect(server.received).toEqual([]);
    }
  });

  it('shares no connection between calls that verify and calls that do not', async () => {
    await using server = await startMtlsServer();
    const client = toolbeltFor({ retry: false }).MTLSClient(own);
    await client.get(server.origin, {}, undefined, { allowSelfSigned: true });
    expect(await rejection(client.get(server.origin))).toMatchObject({ code: ErrorCodes.Mtls.General });
  });
});

describe('defect 33: no timeout, an agent per request that is never closed, GET with a body throws', () => {
  it('keeps to its timeout', async () => {
    await using server = await startMtlsServer(() => undefined);
    const client = toolbeltFor({ ca: server.ca, retry: false }).MTLSClient(own);
    const call = client.get(server.origin, {}, undefined, { timeout: 100 });
    expect(await rejection(call)).toMatchObject({
      code: ErrorCodes.Mtls.Timeout,
      cause: { name: 'TimeoutError' },
    });
  });

  it('keeps connections per certificate, whichever client has it, and closes them with the toolbelt', async () => {
    await using server = await startMtlsServer();
    const toolbelt = toolbeltFor({ ca: server.ca });
    for (let index = 0; index < 3; index += 1) await toolbelt.MTLSClient(own).get(server.origin);
    expect(server.connections()).toBe(1);
    await toolbelt.MTLSClient(other).get(server.origin);
    expect(server.connections()).toBe(2);
    expect(new Set(server.received.map((received) => received.fingerprint)).size).toBe(2);
    const client = toolbelt.MTLSClient(own);
    await toolbelt.close();
    await vi.waitFor(async () => expect(await server.open()).toBe(0));
    expect(await rejection(client.get(server.origin))).toMatchObject({
      name: 'ConfigError',
      field: 'toolbelt',
    });
  });

  it('sends a body with GET', async () => {
    await using server = await startMtlsServer();
    await toolbeltFor({ ca: server.ca }).MTLSClient(own).get(server.origin, {}, 'asked for');
    expect(server.received).toMatchObject([{ method: 'GET', body: 'asked for' }]);
  });
});

describe('defect 34: MTLSClient({}) throws TypeError, and any text between BEGIN and END is a certificate', () => {
  const make = (given: unknown) => {
    try {
      Toolbelt.MTLSClient(given as never);
    } catch (error) {
      return error;
    }
    return undefined;
  };
  const made = '-----BEGIN CERTIFICATE-----\na-made-up-text\n-----END CERTIFICATE-----\n';

  it.each([undefined, null, {}, { cert: own.cert }, { key: own.key }, { cert: '', key: '' }])(
    'tells what is missing in %#',
    (given) => {
      expect(make(given)).toMatchObject({ name: 'MTLSError', code: ErrorCodes.Mtls.Missing });
    },
  );

  it.each([
    [{ ...own, cert: made }, ErrorCodes.Mtls.Invalid.Cert],
    [{ ...own, ca: made }, ErrorCodes.Mtls.Invalid.Cert],
    [{ ...own, key: made }, ErrorCodes.Mtls.Invalid.Key],
    [{ ...own, key: own.cert }, ErrorCodes.Mtls.Invalid.Key],
    [{ ...own, key: other.key }, ErrorCodes.Mtls.Invalid.Key],
  ])('reads what it is given: %#', (given, code) => {
    const error = make(given);
    expect(error).toMatchObject({ code });
    expect(inspect(error, { depth: 5 })).not.toMatch(/a-made-up-text|MII|BEGIN EC/);
  });

  it('refuses a certificate that has expired: a server would only close the connection', async () => {
    expect(make(await issue(new Date('2021-01-01'), 'localhost'))).toMatchObject({
      code: ErrorCodes.Mtls.Invalid.Cert,
      message: expect.stringContaining('Jan  1 00:00:00 2021'),
    });
  });

  it('tells an option that there is not', () => {
    expect(make({ ...own, crt: own.cert })).toMatchObject({ name: 'ConfigError', field: 'crt' });
  });
});
