import { X509Certificate } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createCertificate } from '../../support/certificate.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { plainCall } from './plain-client.js';

const { sandbox, client, toolbelt } = await sandboxFixture();
const token = await client.token();
beforeEach(() => {
  sandbox.requests.clear();
  sandbox.faults.clear();
  sandbox.switches.missingCertificate = 400;
});

/** What the endpoint tells of the certificate that the sandbox issued. */
function seen() {
  const { serialNumber, fingerprint256 } = new X509Certificate(sandbox.mtls.cert);
  return {
    subject: 'brand-12345678.example.com',
    issuer: expect.stringMatching(/^Sandbox authority /),
    serialNumber,
    fingerprint256,
  };
}

/** By the server: a client that cannot verify it says something else. */
const ENDED = expect.stringMatching(/^(ECONNRESET|EPIPE|EPROTO|ERR_SSL_.*(ALERT|HANDSHAKE).*)$/);

describe('a server that asks for client certificates', () => {
  const url = () => `https://${sandbox.mtls.host}/orders?id=7`;

  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('tells %s what it saw', async (method) => {
    const { cert, key, ca } = sandbox.mtls;
    const body = method === 'GET' || method === 'OPTIONS' ? undefined : '{"order":7}';
    const reply = await plainCall(url(), { method, cert, key, ca }, body);
    expect(reply.status).toBe(200);
    expect(reply.json()).toEqual({
      method,
      path: '/orders?id=7',
      ...(body === undefined ? {} : { body: { order: 7 } }),
      clientCertificate: seen(),
    });
  });

  it('ends the handshake of a client without a certificate', async () => {
    const { ca } = sandbox.mtls;
    for (const options of [{ ca }, { ca, maxVersion: 'TLSv1.2' }] as const) {
      await expect(plainCall(url(), options)).rejects.toMatchObject({ code: ENDED });
    }
    expect(sandbox.requests.count()).toBe(0);
  });

  it('ends the handshake of a client with the certificate of another authority', async () => {
    const { ca } = sandbox.mtls;
    const other = await createCertificate();
    await expect(plainCall(url(), { ca, ...other })).rejects.toMatchObject({ code: ENDED });
    expect(sandbox.requests.count()).toBe(0);
  });

  it('is no service of CSDS, and meets faults as the others do', async () => {
    const { cert, key, ca } = sandbox.mtls;
    sandbox.faults.add({ service: 'mtlsEndpoint', status: 503 });
    expect((await plainCall(url(), { cert, key, ca })).status).toBe(503);
    const list = await client.call('csds', 'GET', '/api/account/12345678/service/baseURI.json?version=1.0');
    const services = list.json().baseURIs.map(({ service }: { service: string }) => service);
    expect(services).toContain('mtlsGateway');
    expect(services).not.toContain('mtlsEndpoint');
  });

  it('has a certificate for clients of decades', () => {
    const { validFrom, validTo } = new X509Certificate(sandbox.mtls.cert);
    expect([new Date(validFrom).getUTCFullYear(), new Date(validTo).getUTCFullYear()]).toEqual([1990, 2099]);
  });
});

describe('mtlsGateway', () => {
  const GATEWAY = '/mtls/account/12345678';

  /** The headers of the official LPMtlsClient. */
  const headersFor = (target: string, more: Record<string, string> = {}) => ({
    'LP-stop-if-certificate-not-found': 'true',
    'LP-service-name': 'FAAS',
    'LP-forward-url': target,
    'X-Request-Id': 'b5f3',
    Authorization: `Bearer ${token}`,
    ...more,
  });
  const send = (method: string, headers: Record<string, string>, body?: string) =>
    plainCall(`https://${sandbox.hosts.mtlsGateway}${GATEWAY}`, { method, headers, ca: sandbox.ca }, body);
  const target = () => `https://${sandbox.mtls.host}/orders`;

  it('sends on with the certificate of the account, and answers what it is answered', async () => {
    const reply = await send(
      'POST',
      headersFor(target(), {
        'Content-Type': 'application/json',
        'LP-authorization-override': 'Basic c2FtcGxl',
      }),
      '{"order":7}',
    );
    expect(reply.status).toBe(200);
    expect(reply.json()).toEqual({
      method: 'POST',
      path: '/orders',
      body: { order: 7 },
      clientCertificate: seen(),
    });
    expect(reply.headers['content-type']).toContain('application/json');
    expect(reply.headers['lp-message-from-transport']).toBeUndefined();
    const [received] = sandbox.requests.matching({ service: 'mtlsEndpoint' });
    expect(received?.authorization?.scheme).toBe('Basic');
    expect(Object.keys(received?.headers ?? {}).filter((name) => name.startsWith('lp-'))).toEqual([]);
    expect(received?.headers).toMatchObject({ 'x-request-id': 'b5f3', 'content-type': 'application/json' });
    expect(JSON.stringify(sandbox.requests.all())).not.toContain('c2FtcGxl');
  });

  it('keeps the token to itself', async () => {
    await send('GET', headersFor(target()));
    const [received] = sandbox.requests.matching({ service: 'mtlsEndpoint' });
    expect(received).toMatchObject({ method: 'GET', path: '/orders' });
    expect(received?.authorization).toBeUndefined();
  });

  it('answers 424 with the answer of an endpoint that fails, and tells so in headers', async () => {
    sandbox.faults.add({ service: 'mtlsEndpoint', status: 503, body: { reason: 'closed' } });
    const reply = await send('GET', headersFor(target()));
    expect([reply.status, reply.json()]).toEqual([424, { reason: 'closed' }]);
    expect(reply.headers['lp-message-from-transport']).toContain('503');
    sandbox.faults.add({ service: 'mtlsEndpoint', reset: true });
    const reset = await send('GET', headersFor(target()));
    expect([reset.status, reset.headers['lp-error-from-transport']]).toEqual([424, 'ECONNRESET']);
  });

  it.each([400, 500] as const)('stops where there is no certificate, with %d', async (status) => {
    sandbox.switches.missingCertificate = status;
    const elsewhere = await send(
      'GET',
      headersFor(`https://${sandbox.hosts.sentinel}/sentinel/well-known/jwks`),
    );
    expect(elsewhere.status).toBe(status);
    const forWebhooks = await send('GET', headersFor(target(), { 'LP-service-name': 'WEBHOOKS' }));
    expect(forWebhooks.status).toBe(status);
    expect(sandbox.requests.count({ service: 'mtlsEndpoint' })).toBe(0);
  });

  it('sends on without a certificate unless it is told to stop', async () => {
    const { 'LP-stop-if-certificate-not-found': _, ...headers } = headersFor(
      `https://${sandbox.hosts.sentinel}/sentinel/well-known/jwks`,
    );
    const reply = await send('GET', headers);
    expect([reply.status, reply.json().keys.length]).toEqual([200, 1]);
    const refused = await send('GET', {
      ...headers,
      ...{ 'LP-forward-url': target(), 'LP-service-name': 'IDP' },
    });
    expect(refused.status).toBe(424);
  });

  it('calls nothing beyond this machine', async () => {
    const { 'LP-stop-if-certificate-not-found': _, ...headers } = headersFor('https://brand.example.com/');
    const reply = await send('GET', headers);
    expect([reply.status, reply.headers['lp-error-from-transport']]).toEqual([
      424,
      'the sandbox sends on to this machine only',
    ]);
  });

  it.each(['', 'orders', 'http://localhost/'])('refuses the URL "%s"', async (url) => {
    expect((await send('GET', headersFor(url))).status).toBe(400);
  });

  it('refuses a wrong token with WWW-Authenticate, and a key without the privilege', async () => {
    const reply = await send('GET', headersFor(target(), { Authorization: 'Bearer wrong' }));
    expect([reply.status, reply.headers['www-authenticate']]).toEqual([
      401,
      expect.stringContaining('Bearer'),
    ]);
    const limited = await client.token(await client.installApplication('users.external'));
    const forbidden = await send('GET', headersFor(target(), { Authorization: `Bearer ${limited}` }));
    expect(forbidden.status).toBe(403);
  });

  it('answers LPClient', async () => {
    const { Authorization: _, ...headers } = headersFor(target());
    const response = await toolbelt.LPClient()('mtlsGateway', GATEWAY, { method: 'GET', headers });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ method: 'GET', clientCertificate: seen() });
  });
});
