import { describe, expect, it } from 'vitest';
import { CsdsDirectory, createCsdsClient } from '../../../src/csds/csds-client.js';
import { CsdsError } from '../../../src/errors/csds-error.js';
import { ErrorCodes } from '../../../src/errors/error-codes.js';
import { HostNotAllowedError } from '../../../src/errors/host-not-allowed-error.js';
import { ACCOUNT, CallScene, rejection } from '../../support/call-scene.js';
import { json, networkFailure, type Script, type Step } from '../../support/scripted-transport.js';
import { VirtualClock } from '../../support/virtual-clock.js';

const MINUTE = 60_000;
const listOf = (hosts: Record<string, unknown>): Step =>
  json({
    baseURIs: Object.entries(hosts).map(([service, baseURI]) => ({ account: ACCOUNT, service, baseURI })),
  });
const HOSTS = { accountConfigReadOnly: 'z1.acr.liveperson.net', faasGW: 'Faas.LivePerson.Net' };

function directoryOf(
  script: readonly Step[] | Script,
  { accountId = ACCOUNT, csdsDomain = 'api.liveperson.net' } = {},
) {
  const clock = new VirtualClock();
  const scene = new CallScene(script, { clock, policy: { retry: false } });
  const { engine, transport, redactor } = scene;
  const directory = new CsdsDirectory({ engine, csdsDomain, accountId });
  return { clock, transport, redactor, directory, client: createCsdsClient(() => directory) };
}

describe('the request', () => {
  it('is one GET for all services of the account, without authorisation', async () => {
    const { transport, client } = directoryOf([listOf(HOSTS)]);
    await client.get('accountConfigReadOnly');
    const [sent] = transport.requests;
    expect(sent).toMatchObject({ method: 'GET' });
    expect(sent?.url.href).toBe(
      'https://api.liveperson.net/api/account/12345678/service/baseURI.json?version=1.0',
    );
    expect(Object.keys(sent?.headers ?? {})).toEqual(['x-request-id', 'user-agent', 'accept']);
  });

  it('keeps the account id in its segment', async () => {
    const { transport, client } = directoryOf([listOf(HOSTS)], { accountId: 'a/../b?c' });
    await client.get('faasGW');
    expect(transport.requests[0]?.url.pathname).toBe('/api/account/a%2F..%2Fb%3Fc/service/baseURI.json');
  });

  it.each(['evil.com', 'api.liveperson.net/path', 'user@api.liveperson.net', '127.1'])(
    'is not sent to the CSDS domain %s',
    async (csdsDomain) => {
      const { transport, client } = directoryOf([listOf(HOSTS)], { csdsDomain });
      expect(await rejection(client.get('faasGW'))).toBeInstanceOf(HostNotAllowedError);
      expect(transport.requests).toEqual([]);
    },
  );

  it('is sent once for a thousand who ask at the same time, and for all services', async () => {
    const { transport, client } = directoryOf([listOf(HOSTS)]);
    const services = Object.keys(HOSTS);
    const hosts = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => client.get(services[index % 2] ?? '')),
    );
    expect(new Set(hosts)).toEqual(new Set(['z1.acr.liveperson.net', 'faas.liveperson.net']));
    expect(transport.requests).toHaveLength(1);
  });

  it('is sent again after ten minutes, not before', async () => {
    const { transport, client, clock } = directoryOf(() => listOf(HOSTS));
    await client.get('faasGW');
    await clock.sleep(10 * MINUTE - 1);
    await client.get('faasGW');
    expect(transport.requests).toHaveLength(1);
    await clock.sleep(1);
    await client.get('faasGW');
    expect(transport.requests).toHaveLength(2);
  });

  it('goes on for the others when one caller aborts', async () => {
    const { directory, transport } = directoryOf([listOf(HOSTS)]);
    const controller = new AbortController();
    const left = rejection(Promise.resolve(directory.host('faasGW', { cancellation: controller.signal })));
    const stayed = directory.host('faasGW');
    controller.abort('gone');
    expect(await left).toBe('gone');
    expect(await stayed).toBe('faas.liveperson.net');
    expect(transport.requests).toHaveLength(1);
  });
});

describe('a failure of CSDS', () => {
  it('does not matter for a day while an old list serves', async () => {
    let step: Step = listOf(HOSTS);
    const { client, clock } = directoryOf(() => step);
    await client.get('faasGW');
    step = { error: networkFailure('ECONNREFUSED') };
    for (const minutes of [10, 60, 22 * 60]) {
      await clock.sleep(minutes * MINUTE);
      expect(await client.get('faasGW')).toBe('faas.liveperson.net');
    }
    await clock.sleep(120 * MINUTE);
    expect(await rejection(client.get('faasGW'))).toBeInstanceOf(CsdsError);
    step = listOf({ faasGW: 'moved.liveperson.net' });
    expect(await client.get('faasGW')).toBe('moved.liveperson.net');
  });

  it('is not kept: the next call asks again', async () => {
    const { client } = directoryOf([
      { error: networkFailure('ECONNRESET') },
      json({ baseURIs: [] }),
      listOf(HOSTS),
    ]);
    expect(await rejection(client.get('faasGW'))).toMatchObject({ code: ErrorCodes.Csds.Failure });
    expect(await rejection(client.get('faasGW'))).toMatchObject({ code: ErrorCodes.Csds.Failure });
    expect(await client.get('faasGW')).toBe('faas.liveperson.net');
  });

  it.each<[string, Step, RegExp]>([
    [
      'a message',
      json({ error: { message: 'no such site: 1\r\n2', code: 42 } }, 404),
      /status 404: no such site: 1 2$/,
    ],
    ['a text', { status: 503, body: 'out of order' }, /status 503: out of order$/],
    [
      'a page of something between',
      { status: 403, body: '<html><head><title>Access denied</title></head><body>ray 7</body></html>' },
      /status 403: an HTML page that is not LivePerson's API: Access denied ray 7; look at proxy and/,
    ],
    ['nothing', { status: 500 }, /status 500$/],
    ['too much', { status: 500, body: 'x'.repeat(5_000) }, /status 500: x{200,300}…?$/],
  ])('tells what CSDS says: %s', async (_, reply, message) => {
    const error = await rejection(directoryOf([reply]).client.get('faasGW'));
    expect(error).toMatchObject({ name: 'CsdsError', operation: 'csds.list' });
    expect((error as Error).message).toMatch(message);
  });

  it('tells it without a credential that is held', async () => {
    const { client, redactor } = directoryOf([{ status: 500, body: 'it was planted-secret' }]);
    redactor.hold('planted-secret');
    expect(String(await rejection(client.get('faasGW')))).toMatch(/500: it was \[redacted\]$/);
  });

  it('is an empty list too, with a hint to the account id', async () => {
    const { client } = directoryOf(() => json({ baseURIs: [] }));
    for (const ask of [client.get('faasGW'), client.getAll()]) {
      const error = await rejection(ask);
      expect(error).toMatchObject({
        name: 'CsdsError',
        component: 'CSDS-Client',
        code: ErrorCodes.Csds.Failure,
      });
      expect(String(error)).toContain('X_LIVEPERSON_BRAND_ID');
    }
  });

  it('keeps the cause: a redacted NetworkError or a TimeoutError', async () => {
    const { client } = directoryOf([{ error: networkFailure('ENOTFOUND') }]);
    const error = await rejection(client.get('faasGW'));
    expect(error).toMatchObject({
      name: 'CsdsError',
      cause: { name: 'NetworkError', cause: { code: 'ENOTFOUND' } },
    });
    expect(String(error)).toContain('ENOTFOUND');
  });

  it.each([
    ['no JSON', { status: 200, body: '<html>' }],
    ['nothing', { status: 200, body: '' }],
    ['null', json(null)],
    ['a list', json([])],
    ['a text', json('baseURIs')],
    ['no list', json({ baseURIs: { faasGW: 'x.liveperson.net' } })],
    ['a list of texts', json({ baseURIs: ['x.liveperson.net'] })],
    ['a list with null', json({ baseURIs: [null] })],
    ['an entry without a host', json({ baseURIs: [{ service: 'faasGW' }] })],
    ['an entry without a service', json({ baseURIs: [{ baseURI: 'x.liveperson.net' }] })],
    ['a host that is no text', json({ baseURIs: [{ service: 'faasGW', baseURI: 1 }] })],
    ['the single form', json({ account: ACCOUNT, service: 'faasGW', baseURI: 'x.liveperson.net' })],
    ['status 201', json({ baseURIs: [{ service: 'faasGW', baseURI: 'x.liveperson.net' }] }, 201)],
    ['status 302', json({ baseURIs: [{ service: 'faasGW', baseURI: 'x.liveperson.net' }] }, 302)],
    ['status 404', json({ baseURIs: [{ service: 'faasGW', baseURI: 'x.liveperson.net' }] }, 404)],
    ['status 500', json({ baseURIs: [{ service: 'faasGW', baseURI: 'x.liveperson.net' }] }, 500)],
  ])('is an answer with %s', async (_, reply) => {
    const { client } = directoryOf([reply]);
    const error = await rejection(client.get('faasGW'));
    expect(error).toBeInstanceOf(CsdsError);
    expect(error).toMatchObject({ code: ErrorCodes.Csds.Failure });
  });
});

describe('a service', () => {
  it.each(['unknown', '', 'toString', '__proto__', 'constructor', 'hasOwnProperty'])(
    'that CSDS does not name is not found: %j',
    async (service) => {
      const { client } = directoryOf([listOf(HOSTS)]);
      const error = await rejection(client.get(service));
      expect(error).toMatchObject({ name: 'CsdsError', code: ErrorCodes.Csds.NotFound });
      expect(String(error)).toContain(JSON.stringify(service));
    },
  );

  it.each([[undefined], [null], [7], [{}]])('that is no text is not found: %j', async (service) => {
    const { client } = directoryOf([listOf(HOSTS)]);
    expect(await rejection(client.get(service as never))).toMatchObject({ code: ErrorCodes.Csds.NotFound });
  });

  it('in another case is not found, with the right name in the error', async () => {
    const { client } = directoryOf([listOf(HOSTS)]);
    expect(String(await rejection(client.get('faasgw')))).toContain('"faasGW"');
  });

  it('named like a member of every object is found when CSDS names it', async () => {
    const { client } = directoryOf([
      {
        status: 200,
        body: '{"baseURIs":[{"service":"__proto__","baseURI":"p.liveperson.net"},{"service":"toString","baseURI":"t.liveperson.net"}]}',
      },
    ]);
    expect(await client.get('__proto__')).toBe('p.liveperson.net');
    expect(await client.get('toString')).toBe('t.liveperson.net');
    const all = await client.getAll();
    expect(all.map((entry) => Object.entries(entry))).toEqual([
      [['__proto__', 'p.liveperson.net']],
      [['toString', 't.liveperson.net']],
    ]);
  });

  it.each([
    'evil.com',
    '127.1',
    '169.254.169.254',
    'localhost',
    'user:pass@x.liveperson.net',
    'x.liveperson.net/path',
    'https://x.liveperson.net',
    'x.liveperson.net:8443',
    'evilliveperson.net',
    '',
  ])('on the host %j is refused, and the others serve', async (baseURI) => {
    const { client } = directoryOf([listOf({ ...HOSTS, rtbf: baseURI })]);
    expect(await rejection(client.get('rtbf'))).toBeInstanceOf(HostNotAllowedError);
    expect(await client.get('faasGW')).toBe('faas.liveperson.net');
  });
});

describe('getAll', () => {
  it('gives one object with one key for each service, as CSDS named the hosts', async () => {
    const { client, transport } = directoryOf([listOf({ ...HOSTS, odd: 'elsewhere.example.com' })]);
    expect(await client.getAll()).toEqual([
      { accountConfigReadOnly: 'z1.acr.liveperson.net' },
      { faasGW: 'Faas.LivePerson.Net' },
      { odd: 'elsewhere.example.com' },
    ]);
    await client.get('faasGW');
    expect(transport.requests).toHaveLength(1);
  });

  it('gives copies: changing them changes nothing', async () => {
    const { client } = directoryOf([listOf(HOSTS)]);
    const [first] = await client.getAll();
    if (first) first.accountConfigReadOnly = 'evil.com';
    expect(await client.get('accountConfigReadOnly')).toBe('z1.acr.liveperson.net');
  });
});
