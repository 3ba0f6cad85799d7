import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LPClient } from '../../../src/client/lp-client.js';
import { LPResponse } from '../../../src/client/lp-response.js';
import { NetworkError } from '../../../src/errors/index.js';
import { InstantClock, type ScriptedAccount, startAccount, TRANSPORTS } from './harness.js';

/** What a server answers. */
interface Served {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const utf8 = (text: string) => Buffer.from(text);
const form = [
  '--b',
  'content-disposition: form-data; name="greeting"',
  '',
  'Grüße',
  '--b',
  'content-disposition: form-data; name="file"; filename="a.txt"',
  'content-type: text/plain',
  '',
  'content',
  '--b--',
  '',
].join('\r\n');

/** Answers whose reading is compared with that of the global Response. */
const ANSWERS: Readonly<Record<string, Served>> = {
  json: { status: 200, headers: { 'content-type': 'application/json' }, body: utf8('{"a":[1,"ü",null]}') },
  text: { status: 201, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: utf8('Grüße ✓ 👍') },
  'a byte order mark': {
    status: 200,
    headers: {},
    body: Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), utf8('[1]')]),
  },
  'bytes that are no text': { status: 200, headers: {}, body: Buffer.from([0, 255, 128, 10, 13, 200]) },
  'an empty body': { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.alloc(0) },
  'no content': { status: 204, headers: {}, body: Buffer.alloc(0) },
  'an error in HTML': { status: 500, headers: { 'content-type': 'text/html' }, body: utf8('<h1>No</h1>') },
  'a form': {
    status: 200,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: utf8('a=1&a=2&b=%C3%BC'),
  },
  'a form of parts': {
    status: 200,
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body: utf8(form),
  },
  'a large body': { status: 200, headers: {}, body: Buffer.alloc(300_000, 'abcdefg') },
  'a status without a phrase': { status: 599, headers: {}, body: utf8('x') },
  'a redirect': { status: 302, headers: { location: '/elsewhere' }, body: utf8('moved') },
};

type Reader = 'text' | 'json' | 'arrayBuffer' | 'bytes' | 'blob' | 'formData';
const READERS: readonly Reader[] = ['text', 'json', 'arrayBuffer', 'bytes', 'blob', 'formData'];

/** The outcome of a reader in a form that can be compared. */
async function outcome(response: Response | LPResponse, reader: Reader): Promise<unknown> {
  try {
    // Node 20 has no `Response.bytes`.
    if (reader === 'bytes') {
      return inHex(response instanceof LPResponse ? await response.bytes() : await response.arrayBuffer());
    }
    const value: unknown = await response[reader]();
    if (value instanceof ArrayBuffer) return inHex(value);
    if (value instanceof Blob) return { type: value.type, bytes: inHex(await value.arrayBuffer()) };
    if (value instanceof FormData) return entriesOf(value);
    return value;
  } catch (error) {
    return { threw: (error as Error).name };
  }
}

/** A text: large arrays are slow to compare. */
function inHex(bytes: Uint8Array | ArrayBuffer): string {
  return Buffer.from(new Uint8Array(bytes)).toString('hex');
}

async function readBody({ body }: LPResponse): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body ?? []) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

async function entriesOf(data: FormData): Promise<unknown> {
  const entries: unknown[] = [];
  for (const [name, value] of data as unknown as Iterable<[string, string | File]>) {
    entries.push([name, typeof value === 'string' ? value : [value.name, value.type, await value.text()]]);
  }
  return entries;
}

describe.each(TRANSPORTS)('the response of a raw call through %s', (transport) => {
  let account: ScriptedAccount;
  let lp: LPClient;
  const served = new Map<string, Served>();

  beforeAll(async () => {
    account = await startAccount(({ path }, response) => {
      const answer = served.get(path);
      if (answer === undefined) return void response.writeHead(404).end();
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    const clock = new InstantClock();
    lp = account.toolbelt({ transport, clock, retry: false }).LPClient();
  });
  afterAll(() => account[Symbol.asyncDispose]());

  let paths = 0;
  function get(answer: Served, method = 'GET'): Promise<LPResponse> {
    paths += 1;
    served.set(`/answer/${paths}`, answer);
    return lp('msgHist', `/answer/${paths}`, { method });
  }

  function reference({ status, headers, body }: Served): Response {
    return new Response(status === 204 ? null : Uint8Array.from(body), { status, headers });
  }

  describe.each(Object.entries(ANSWERS))('to %s', (_name, answer) => {
    it.each(READERS)('gives by %s what Response gives', async (reader) => {
      const [response, expected] = [await get(answer), reference(answer)];
      expect(response.bodyUsed).toBe(expected.bodyUsed);
      expect(await outcome(response, reader)).toEqual(await outcome(expected, reader));
      expect(response.bodyUsed).toBe(expected.bodyUsed);
      expect(await outcome(response, 'text')).toEqual(await outcome(expected, 'text'));
    });

    it('gives the same head', async () => {
      const [response, expected] = [await get(answer), reference(answer)];
      expect({ status: response.status, ok: response.ok }).toEqual({
        status: expected.status,
        ok: expected.ok,
      });
      for (const [name, value] of expected.headers) {
        if (answer.headers[name] !== undefined) expect(response.headers.get(name)).toBe(value);
      }
      expect(response.body === null).toBe(expected.body === null);
      expect(response).toMatchObject({ redirected: false, bodyUsed: false });
      expect(response.url).toMatch(new RegExp(`^https://${account.host}/answer/\\d+$`));
    });

    it('gives the same bytes by its stream and by a clone', async () => {
      const response = await get(answer);
      const clone = response.clone();
      expect(inHex(await clone.arrayBuffer())).toBe(inHex(answer.body));
      expect(inHex(await readBody(response))).toBe(inHex(answer.body));
      const untouched = await get(answer);
      expect(inHex(await readBody(untouched))).toBe(inHex(answer.body));
      expect(untouched.bodyUsed).toBe(answer.status !== 204);
    });
  });

  it.each([200, 202, 304, 400, 401, 403, 404, 418, 429, 500, 503, 901])(
    'resolves for status %i',
    async (status) => {
      const response = await get({ status, headers: {}, body: utf8(status === 304 ? '' : 'as it is') });
      expect(response.status).toBe(status);
      expect(response.ok).toBe(status >= 200 && status < 300);
      expect(await response.text()).toBe(status === 304 ? '' : 'as it is');
    },
  );

  it('has every member of the global Response', async () => {
    const response = await get({ status: 200, headers: {}, body: utf8('x') });
    const missing = Object.getOwnPropertyNames(Response.prototype).filter((name) => !(name in response));
    expect(missing).toEqual([]);
    expect([response.type, response.redirected]).toEqual(['default', false]);
    await response.text();
  });

  it('names the status as HTTP does', async () => {
    expect((await get({ status: 404, headers: {}, body: utf8('') })).statusText).toBe('Not Found');
    expect((await get({ status: 901, headers: {}, body: utf8('') })).statusText).toBe('');
  });

  it('gives the JSON of a failed function', async () => {
    const body = { code: 'com.customer.faas.function.threw-error', message: 'no' };
    const response = await get({ status: 901, headers: {}, body: utf8(JSON.stringify(body)) });
    expect(await response.json()).toEqual(body);
  });

  it('has no body to a HEAD', async () => {
    const response = await get(
      { status: 200, headers: { 'content-length': '5' }, body: utf8('12345') },
      'HEAD',
    );
    expect(response.headers.get('content-length')).toBe('5');
    expect(await response.text()).toBe('');
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
  ])('undoes %s by every reader', async (encoding, compress) => {
    const text = 'Grüße '.repeat(10_000);
    const answer = { status: 200, headers: { 'content-encoding': encoding }, body: compress(utf8(text)) };
    expect(await (await get(answer)).text()).toBe(text);
    const streamed = await get(answer);
    expect((await readBody(streamed)).toString()).toBe(text);
    expect(await (await get(answer)).clone().text()).toBe(text);
  });

  it('refuses a content coding that nobody knows', async () => {
    const response = await get({ status: 200, headers: { 'content-encoding': 'zip' }, body: utf8('x') });
    await expect(response.text()).rejects.toBeInstanceOf(NetworkError);
  });

  it('keeps every value of a repeated header', async () => {
    const headers = { 'set-cookie': ['a=1', 'b=2'], 'x-many': ['1', '2'] } as unknown as Record<
      string,
      string
    >;
    const response = await get({ status: 200, headers, body: utf8('') });
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers.get('x-many')).toBe('1, 2');
  });

  describe('is read once', () => {
    const answer = { status: 200, headers: {}, body: utf8('once') };

    it.each(READERS)('by %s', async (reader) => {
      const response = await get(answer);
      await response.text();
      expect(await outcome(response, reader)).toEqual({ threw: 'TypeError' });
    });

    it('by two readers at the same time, of which the second is refused', async () => {
      const response = await get(answer);
      const [first, second] = await Promise.allSettled([response.text(), response.text()]);
      expect(first).toEqual({ status: 'fulfilled', value: 'once' });
      expect(second).toMatchObject({ status: 'rejected', reason: { name: 'TypeError' } });
    });

    it('unless its body was only looked at', async () => {
      const response = await get(answer);
      expect(response.body).toBe(response.body);
      expect(response.bodyUsed).toBe(false);
      expect(await response.text()).toBe('once');
    });

    it('so that a locked body cannot be read besides', async () => {
      const response = await get(answer);
      const reader = response.body?.getReader();
      await expect(response.text()).rejects.toBeInstanceOf(TypeError);
      expect(() => response.clone()).toThrow(TypeError);
      expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('once');
      expect(response.bodyUsed).toBe(true);
    });

    it('and cannot be cloned afterwards', async () => {
      const response = await get(answer);
      await response.text();
      expect(() => response.clone()).toThrow(TypeError);
    });

    it('and its clones are read once each', async () => {
      const response = await get(answer);
      const first = response.clone();
      const second = first.clone();
      expect(await Promise.all([response.text(), first.text(), second.text()])).toEqual([
        'once',
        'once',
        'once',
      ]);
      await expect(first.text()).rejects.toBeInstanceOf(TypeError);
    });

    it('and can be cloned after its body was looked at', async () => {
      const response = await get(answer);
      expect(response.body).not.toBeNull();
      const clone = response.clone();
      expect(await clone.text()).toBe('once');
      expect(await response.text()).toBe('once');
    });

    it('and a cancelled body is used', async () => {
      const response = await get(answer);
      await response.body?.cancel();
      expect(response.bodyUsed).toBe(true);
      await expect(response.text()).rejects.toBeInstanceOf(TypeError);
    });
  });
});
