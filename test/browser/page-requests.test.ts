import { once } from 'node:events';
import { createServer, type IncomingMessage, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { provisionAccount } from 'lp-functions-toolbelt/provisioning';
import { type Sandbox, startSandbox } from 'lp-functions-toolbelt/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageMessage } from '../../examples/provisioning-page/page-messages.js';
import { createProvisioningPage } from '../../examples/provisioning-page/provisioning-page.js';

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface Told {
  readonly id: string;
  readonly message: PageMessage;
}

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ provisioned: true });
});

afterAll(async () => {
  await sandbox.close();
});

/** The page on a server of its own, in front of the sandbox that is provisioned already. */
class PageServer implements AsyncDisposable {
  runs = 0;
  readonly errors: unknown[] = [];
  readonly #server = createServer(
    createProvisioningPage({
      accountId: sandbox.accountId,
      onError: (error) => this.errors.push(error),
      provision: () => {
        this.runs += 1;
        const { accountId, platform, secretStore } = sandbox;
        return provisionAccount({ accountId, platform, secretStore });
      },
    }),
  );

  static async start(): Promise<PageServer> {
    const page = new PageServer();
    page.#server.listen(0, '127.0.0.1');
    await once(page.#server, 'listening');
    return page;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Opens a request, of which the headers are as they are given. */
  async open(method: string, path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
    const request = sendRequest({ host: '127.0.0.1', port: this.port, method, path, headers, agent: false });
    request.end();
    const [response] = await once(request, 'response');
    return response;
  }

  async send(method: string, path: string, headers?: Record<string, string>): Promise<Answer> {
    const response = await this.open(method, path, headers);
    let body = '';
    for await (const chunk of response.setEncoding('utf8')) body += chunk;
    return { status: response.statusCode, headers: response.headers, body };
  }

  /** Begins a run, as the page does. */
  async start(after = ''): Promise<string> {
    const query = after === '' ? '' : `?after=${after}`;
    const { status, body } = await this.send('POST', `/runs${query}`, { origin: `http://${this.host}` });
    expect(status).toBe(202);
    return JSON.parse(body).runId;
  }

  /** Reads the events until one is of this type, and not further. */
  async eventsUntil(type: PageMessage['type'], path = '/events', headers = {}): Promise<Told[]> {
    const response = await this.open('GET', path, headers);
    const told: Told[] = [];
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) {
      text += chunk;
      for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
        const [, id, data] = /^id: (.*)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
        text = text.slice(end + 2);
        if (id !== undefined && data !== undefined) told.push({ id, message: JSON.parse(data) });
        if (told.at(-1)?.message.type === type) return told;
      }
    }
    throw new Error(`The events ended before ${type}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}

describe('requests to the provisioning page', () => {
  it.each([
    ['without an origin', {}],
    ['of another origin', { origin: 'https://evil.example.com' }],
    ['of another port', { origin: 'http://127.0.0.1:1' }],
    ['of no origin', { origin: 'null' }],
    ['of another site', { 'sec-fetch-site': 'cross-site' }],
    ['of another port of this machine', { 'sec-fetch-site': 'same-site' }],
  ])('begin nothing %s', async (_name, headers) => {
    await using page = await PageServer.start();
    const own = { origin: `http://${page.host}` };
    const isForeign = 'sec-fetch-site' in headers;
    const answer = await page.send('POST', '/runs', { ...(isForeign && own), ...headers });
    expect(answer).toMatchObject({ status: 403, body: 'Only the page itself may ask for this.' });
    expect(page.runs).toBe(0);
  });

  it.each(['/', '/events', '/page.js'])('for another host find nothing at %s', async (path) => {
    await using page = await PageServer.start();
    const rebound = { host: `evil.example.com:${page.port}`, origin: `http://evil.example.com:${page.port}` };
    expect(await page.send('GET', path, rebound)).toMatchObject({ status: 421 });
    expect(await page.send('POST', '/runs', rebound)).toMatchObject({ status: 421 });
    expect(page.runs).toBe(0);
  });

  it.each(['localhost', '127.0.0.1', '[::1]', 'LOCALHOST'])('reach it as %s', async (name) => {
    await using page = await PageServer.start();
    const host = `${name}:${page.port}`;
    expect(await page.send('GET', '/', { host })).toMatchObject({ status: 200 });
    expect(await page.send('POST', '/runs', { host, origin: `http://${host}` })).toMatchObject({
      status: 202,
    });
  });

  it.each([
    '/server.ts',
    '/../server.ts',
    '/%2e%2e/server.ts',
    '/public/page.js',
    '//',
    '/tsconfig.json',
    '/__proto__',
  ])('find no file at %s', async (path) => {
    await using page = await PageServer.start();
    expect(await page.send('GET', path)).toMatchObject({ status: 404 });
    expect(page.errors).toEqual([]);
  });

  it('are told which method is answered', async () => {
    await using page = await PageServer.start();
    const origin = `http://${page.host}`;
    expect(await page.send('GET', '/runs')).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    expect(await page.send('DELETE', '/', { origin })).toMatchObject({
      status: 405,
      headers: { allow: 'GET' },
    });
    expect(page.runs).toBe(0);
  });

  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/page.css', 'text/css; charset=utf-8'],
    ['/page.js', 'text/javascript; charset=utf-8'],
    ['/icon.svg', 'image/svg+xml'],
    ['/nothing', 'text/plain; charset=utf-8'],
  ])('get headers that let nothing foreign in, at %s', async (path, type) => {
    await using page = await PageServer.start();
    const { headers } = await page.send('GET', path);
    expect(headers).toMatchObject({
      'content-type': type,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect(headers['content-security-policy']).not.toContain('unsafe');
  });
});

describe('events of the provisioning page', () => {
  it('are not kept by anyone on the way', async () => {
    await using page = await PageServer.start();
    const { headers } = await page.open('GET', '/events');
    expect(headers).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    expect(headers['x-accel-buffering']).toBe('no');
  });

  it('tell how things stand before there is a run', async () => {
    await using page = await PageServer.start();
    const now = { type: 'now', accountId: '12345678', runId: null, elapsedMs: 0 };
    expect(await page.eventsUntil('now')).toEqual([{ id: '', message: now }]);
  });

  it('tell a whole run in its order, and no credential', async () => {
    await using page = await PageServer.start();
    const runId = await page.start();
    const told = await page.eventsUntil('succeeded');
    const messages = told.map(({ message }) => message).filter(({ type }) => type !== 'now');
    expect(messages[0]).toEqual({ type: 'run', runId });
    expect(messages.at(-1)).toMatchObject({ changed: false, secretName: 'LIVEPERSON_DEFAULT_APP_KEY' });
    expect(messages.filter(({ type }) => type === 'progress')).toHaveLength(8);
    const secret = await sandbox.secretStore.get('LIVEPERSON_DEFAULT_APP_KEY');
    const text = JSON.stringify(told);
    for (const value of Object.values(Object(secret?.value))) expect(text).not.toContain(value);
    expect(text).not.toContain(sandbox.logins.administrator.password);
  });

  it.each([
    ['the header', (id: string) => ({ path: '/events', headers: { 'last-event-id': id } })],
    ['the address', (id: string) => ({ path: `/events?after=${id}`, headers: {} })],
  ])('go on after the last id that %s names', async (_name, ask) => {
    await using page = await PageServer.start();
    const runId = await page.start();
    const all = await page.eventsUntil('succeeded');
    const { path, headers } = ask(`${runId}:3`);
    const later = (await page.eventsUntil('now', path, headers)).map(({ id }) => id);
    expect(later[0]).toBe(`${runId}:4`);
    expect(later).toHaveLength(all.filter(({ message }) => message.type !== 'now').length - 4 + 1);
  });

  it.each(['another-run:3', 'nonsense', ':', ''])(
    'are told from the first on after the id %j',
    async (id) => {
      await using page = await PageServer.start();
      const runId = await page.start();
      const [first] = await page.eventsUntil('now', '/events', { 'last-event-id': id });
      expect(first).toEqual({ id: `${runId}:0`, message: { type: 'run', runId } });
    },
  );
});

describe('a run of the provisioning page', () => {
  it('is one run for all who start it at once', async () => {
    await using page = await PageServer.start();
    const ids = await Promise.all(Array.from({ length: 8 }, () => page.start()));
    expect(new Set(ids).size).toBe(1);
    expect(page.runs).toBe(1);
  });

  it('is followed by another only for who knows that it ended', async () => {
    await using page = await PageServer.start();
    const first = await page.start();
    await page.eventsUntil('succeeded');
    expect(await page.start()).toBe(first);
    const second = await page.start(first);
    expect(second).not.toBe(first);
    await page.eventsUntil('succeeded');
    expect(await page.start(first)).toBe(second);
    expect(page.runs).toBe(2);
  });
});
