import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LPClient } from '../../../src/client/lp-client.js';
import type { LPBody, LPHeaders } from '../../../src/client/request-options.js';
import { json, type Received, type ScriptedAccount, startAccount, TRANSPORTS } from './harness.js';

describe.each(TRANSPORTS)('raw requests through %s', (transport) => {
  let account: ScriptedAccount;
  let lp: LPClient;
  let received: Received[];

  beforeAll(async () => {
    received = [];
    account = await startAccount((request, response) => {
      received.push(request);
      json(response, {});
    });
    lp = account.toolbelt({ transport }).LPClient();
  });
  afterAll(() => account[Symbol.asyncDispose]());
  beforeEach(() => {
    received.length = 0;
  });

  function only(): Received {
    const [request] = received;
    if (request === undefined || received.length !== 1) throw new Error(`${received.length} requests`);
    return request;
  }

  const HEADERS: readonly (readonly [form: string, headers: () => LPHeaders])[] = [
    [
      'a Headers',
      () =>
        new Headers([
          ['X-One', '1'],
          ['x-two', 'a'],
          ['X-TWO', 'b'],
          ['Authorization', 'Bearer mine'],
        ]),
    ],
    [
      'pairs',
      () => [
        ['X-One', '1'],
        ['x-two', 'a'],
        ['X-TWO', 'b'],
        ['Authorization', 'Bearer mine'],
      ],
    ],
    [
      'a Map',
      () =>
        new Map([
          ['X-One', '1'],
          ['x-two', 'a, b'],
          ['AUTHORIZATION', 'Bearer mine'],
        ]),
    ],
    ['an object with lists', () => ({ 'X-One': ['1'], 'x-two': ['a', 'b'], AUTHORIZATION: 'Bearer mine' })],
    ['an object', () => ({ 'X-One': 1, 'x-two': 'a, b', aUTHORIZATION: 'Bearer mine', 'x-none': undefined })],
  ];

  it.each(HEADERS)('take headers as %s', async (_form, headers) => {
    await lp('msgHist', '/some/path?q=%20%C3%BC&q=2', { headers: headers() });
    const { method, path, headers: sent } = only();
    expect({ method, path }).toEqual({ method: 'GET', path: '/some/path?q=%20%C3%BC&q=2' });
    expect(sent).toMatchObject({ 'x-one': '1', 'x-two': 'a, b', authorization: `Bearer ${account.token}` });
    expect(sent).not.toHaveProperty('x-none');
  });

  it('take a request id and a user agent from the caller, and give their own otherwise', async () => {
    await lp('msgHist', '/x', { headers: { 'X-Request-ID': 'mine-1', 'User-Agent': 'my-agent/2' } });
    expect(only().headers).toMatchObject({ 'x-request-id': 'mine-1', 'user-agent': 'my-agent/2' });
    received.length = 0;
    await lp('msgHist', '/x');
    expect(only().headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
    expect(only().headers['user-agent']).toMatch(/^lp-functions-toolbelt\//);
  });

  it('take the trace id of the platform for request id', async () => {
    const traced = console as { getTraceId?: () => string };
    traced.getTraceId = () => 'trace-of-the-platform';
    try {
      await lp('msgHist', '/x');
    } finally {
      delete traced.getTraceId;
    }
    expect(only().headers['x-request-id']).toBe('trace-of-the-platform');
  });

  it('leave the headers of the connection to the transport', async () => {
    const headers = {
      Host: 'evil.com',
      Connection: 'close',
      'Content-Length': '999',
      'Transfer-Encoding': 'chunked',
    };
    await lp('msgHist', '/x', { method: 'POST', headers, body: 'four' });
    expect(only().headers).toMatchObject({ host: account.host, 'content-length': '4' });
    expect(only().headers['transfer-encoding']).toBeUndefined();
    expect(only().body.toString()).toBe('four');
  });

  const bytes = Uint8Array.from([0, 1, 254, 255]);
  const text = 'Grüße ✓';
  async function* piecesOf(all: Uint8Array): AsyncGenerator<Uint8Array> {
    for (const byte of all) yield Uint8Array.of(byte);
  }
  const BODIES: readonly (readonly [
    form: string,
    body: () => LPBody,
    sent: Uint8Array | string,
    type: string | undefined,
  ])[] = [
    ['a text', () => text, text, 'text/plain;charset=UTF-8'],
    ['an empty text', () => '', '', 'text/plain;charset=UTF-8'],
    ['bytes', () => bytes, bytes, undefined],
    ['a Buffer', () => Buffer.from(bytes), bytes, undefined],
    ['a view of bytes', () => new DataView(bytes.slice().buffer, 1, 2), bytes.slice(1, 3), undefined],
    ['a list of bytes', () => [bytes.slice(0, 1), bytes.slice(1)], bytes, undefined],
    ['an async iterable', () => piecesOf(bytes), bytes, undefined],
    ['an ArrayBuffer', () => bytes.slice().buffer, bytes, undefined],
    [
      'URLSearchParams',
      () => new URLSearchParams({ a: 'ä b', c: '&' }),
      'a=%C3%A4+b&c=%26',
      'application/x-www-form-urlencoded;charset=UTF-8',
    ],
    ['a Blob', () => new Blob([bytes], { type: 'image/png' }), bytes, 'image/png'],
    ['a Blob without a type', () => new Blob([bytes]), bytes, undefined],
    ['a ReadableStream', () => new Blob([text]).stream(), text, undefined],
    ['a Readable', () => Readable.from([Buffer.from('Grüße'), Buffer.from(' ✓')]), text, undefined],
    ['null', () => null, '', undefined],
    ['undefined', () => undefined as never, '', undefined],
  ];

  it.each(BODIES)('send %s', async (_form, body, sent, type) => {
    await lp('msgHist', '/x', { method: 'PUT', body: body() });
    const { method, headers, body: got } = only();
    expect(method).toBe('PUT');
    expect(got).toEqual(Buffer.from(sent as string));
    expect(headers['content-type']).toBe(type);
  });

  it('send a FormData as a browser would', async () => {
    const form = new FormData();
    form.set('name', text);
    form.set('file', new Blob([bytes], { type: 'image/png' }), 'dot.png');
    await lp('msgHist', '/x', { method: 'POST', body: form });
    const { headers, body } = only();
    const parsed = await new Response(body, {
      headers: { 'content-type': headers['content-type'] ?? '' },
    }).formData();
    expect(parsed.get('name')).toBe(text);
    const file = parsed.get('file') as File;
    expect({ name: file.name, type: file.type }).toEqual({ name: 'dot.png', type: 'image/png' });
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
  });

  it.each(['string', 'URLSearchParams', 'Blob'])(
    'keep the content type of the caller with a %s',
    async (form) => {
      const bodies: Record<string, LPBody> = {
        string: '{}',
        URLSearchParams: new URLSearchParams('a=1'),
        Blob: new Blob(['x'], { type: 'text/x' }),
      };
      await lp('msgHist', '/x', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: bodies[form] ?? null,
      });
      expect(only().headers['content-type']).toBe('application/json');
    },
  );

  it.each(['get', 'POST', 'Delete', 'PATCH', 'OPTIONS', 'HEAD'])(
    'send the method %s in upper case',
    async (method) => {
      expect((await lp('msgHist', '/x', { method })).status).toBe(200);
      expect(only().method).toBe(method.toUpperCase());
    },
  );

  it('ignore other fields of RequestInit', async () => {
    const response = await lp('msgHist', '/x', {
      method: 'POST',
      body: 'x',
      redirect: 'follow',
      credentials: 'include',
      cache: 'no-store',
      keepalive: true,
      mode: 'cors',
    });
    expect(response.status).toBe(200);
  });
});
