import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CsdsError, HostNotAllowedError, ToolBeltError } from '../../../src/errors/index.js';
import { baseUris, sendJson, startPlatform } from '../../support/hostile-account.js';
import { startHttpsServer } from '../../support/http-server.js';
import { failureOf, InstantClock, TRANSPORTS } from '../client/harness.js';

async function startApi() {
  const server = await startHttpsServer((_request, response) => sendJson(response, []));
  let isClosed = false;
  const close = async () => {
    if (!isClosed) await server.close();
    isClosed = true;
  };
  onTestFinished(close);
  return { ...server, close };
}

/** A port on which TCP ends, or goes on, without TLS. */
async function startTcp(how: 'resets' | 'says nothing' | 'speaks no TLS'): Promise<string> {
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((socket) => {
    sockets.add(socket.resume());
    socket.on('error', () => undefined);
    if (how === 'resets') socket.resetAndDestroy();
    if (how === 'speaks no TLS') socket.write('SSH-2.0-server\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `localhost:${(server.address() as AddressInfo).port}`;
}

async function closedPort(): Promise<string> {
  const { host, close } = await startApi();
  await close();
  return host;
}

const DEAD: Record<string, () => Promise<string>> = {
  'refuses connections': closedPort,
  'resets connections': () => startTcp('resets'),
  'says nothing': () => startTcp('says nothing'),
  'speaks no TLS': () => startTcp('speaks no TLS'),
  'has another certificate': async () => (await startApi()).host,
};

const MALFORMED: unknown[] = [
  null,
  1,
  'text',
  [],
  {},
  { service: null, baseURI: 'a.example.com' },
  { service: {}, baseURI: {} },
  { service: 'skills' },
  ...[
    null,
    1,
    {},
    [],
    '',
    ' ',
    'http://x',
    'a b',
    'x:99999',
    '127.0.0.1',
    '//evil',
    'a@b',
    'é.net',
    '..',
    'a'.repeat(5_000),
  ].map((baseURI) => ({ service: 'smt', baseURI })),
  { service: '__proto__', baseURI: 'a.example.com' },
  { service: 'constructor', baseURI: null },
  { service: '', baseURI: '' },
];

describe.each(TRANSPORTS)('a host that is gone, through %s', (transport) => {
  it.each(Object.keys(DEAD))('is found anew when it %s', async (how) => {
    const [dead, alive] = await Promise.all([DEAD[how]?.(), startApi()]);
    const platform = await startPlatform();
    // CSDS names the dead host at first.
    platform.script.hostOf = (service) => {
      if (service === 'sentinel') return undefined;
      return platform.asked.csds > 1 ? alive.host : dead;
    };
    const lp = platform.toolbelt({ transport, timeoutMs: 2_000 }, alive.ca).LPClient();
    const first = await lp.users.list().catch((error: unknown) => error);
    if (!Array.isArray(first)) expect(first).toBeInstanceOf(ToolBeltError);
    // What cannot become better by waiting is not attempted again; the next call finds the new host.
    expect(Array.isArray(first)).toBe(how !== 'has another certificate');
    expect(await lp.users.list()).toEqual([]);
    expect(platform.asked.csds).toBe(2);
  });

  it('is found anew when it was in use until then, and so is sentinel', async () => {
    for (const moving of ['accountConfigReadOnly', 'sentinel']) {
      const [before, after] = [await startApi(), await startApi()];
      let host = before.host;
      const platform = await startPlatform();
      platform.script.hostOf = (service) => (service === moving ? host : undefined);
      const sentinel = moving === 'sentinel';
      const clock = new InstantClock();
      const lp = platform
        .toolbelt({ transport, clock, retry: { attempts: 3, maxWaitMs: 100 } }, before.ca, after.ca)
        .LPClient();
      const outcome = () =>
        lp('accountConfigReadOnly', '/x').then(
          (response) => response.text(),
          (error: Error) => error.message,
        );
      // These servers give no token.
      if (sentinel) expect(await outcome()).toMatch(/no valid "access_token"/);
      else expect(await lp.users.list()).toEqual([]);
      host = after.host;
      await before.close();
      await outcome();
      if (sentinel) expect(await outcome()).toMatch(/no valid "access_token"/);
      else expect(await lp.users.list()).toEqual([]);
      expect(platform.asked.csds, moving).toBe(2);
    }
  });

  it('is asked for at most every five seconds', async () => {
    const platform = await startPlatform();
    const dead = await closedPort();
    platform.script.hostOf = (service) => (service === 'sentinel' ? undefined : dead);
    const clock = new InstantClock();
    const lp = platform.toolbelt({ transport, retry: false, clock }).LPClient();
    await Promise.all(Array.from({ length: 50 }, () => failureOf(lp.users.list())));
    for (let i = 0; i < 20; i += 1) await failureOf(lp.users.list());
    expect(platform.asked.csds).toBe(2);
    await clock.sleep(5_000);
    for (let i = 0; i < 20; i += 1) await failureOf(lp.users.list());
    expect(platform.asked.csds).toBe(3);
    // A list that cannot be renewed serves on.
    platform.script.csds = (_request, response) => sendJson(response, {}, 500);
    await clock.sleep(5_000);
    const error = await failureOf(lp.users.list());
    expect(error).toMatchObject({ name: 'NetworkError' });
  });
});

describe.each(TRANSPORTS)('the list of CSDS, through %s', (transport) => {
  it('may hold anything: what is malformed spoils its own service only', async () => {
    const platform = await startPlatform();
    const entry = (service: string) => ({ service, baseURI: platform.server.host });
    for (const malformed of MALFORMED) {
      platform.script.csds = (_request, response) => {
        sendJson(response, { baseURIs: [entry('sentinel'), malformed, entry('msgHist'), malformed] });
      };
      const toolbelt = platform.toolbelt({ transport, retry: false });
      const lp = toolbelt.LPClient();
      const told = JSON.stringify(malformed)?.slice(0, 80);
      expect((await lp('msgHist', '/x')).status, told).toBe(200);
      for (const service of ['smt', '__proto__', 'constructor', 'toString', '']) {
        const error = await failureOf(lp(service, '/x'));
        expect(error instanceof CsdsError || error instanceof HostNotAllowedError, told).toBe(true);
      }
      await toolbelt.close();
    }
  });

  it('may name a service twice: an entry that is malformed takes nothing away', async () => {
    const platform = await startPlatform();
    const { host } = platform.server;
    platform.script.csds = (_request, response) => {
      const entries = baseUris(platform.script, host);
      const broken = entries.map(({ service }) => ({ service, baseURI: null }));
      sendJson(response, { baseURIs: [...broken, ...entries, ...broken] });
    };
    const lp = platform.toolbelt({ transport, retry: false }).LPClient();
    expect((await lp('msgHist', '/x')).status).toBe(200);
  });

  it('may be of 100,000 entries, as far as it is not too large', async () => {
    const platform = await startPlatform();
    const more = Array.from({ length: 20_000 }, (_, index) => ({ service: `s${index}`, baseURI: 'a.b' }));
    platform.script.csds = (_request, response) =>
      sendJson(response, { baseURIs: [...more, ...baseUris(platform.script, platform.server.host)] });
    const lp = platform.toolbelt({ transport, retry: false }).LPClient();
    expect((await lp('msgHist', '/x')).status).toBe(200);
    for (let i = 0; i < 5; i += 1) more.push(...more.slice(0, 20_000));
    const other = platform.toolbelt({ transport, retry: false });
    expect(await failureOf(other.CsdsClient().getAll())).toMatchObject({
      name: 'CsdsError',
      message: expect.stringMatching(/more than 1048576 bytes/),
    });
  });

  it.each<[string, number, string | Buffer]>([
    ['no JSON', 200, 'text'],
    ['null', 200, 'null'],
    ['a list', 200, '[]'],
    ['no entries', 200, '{"baseURIs":[]}'],
    ['an object of entries', 200, '{"baseURIs":{"a":1}}'],
    ['nothing', 204, ''],
    ['a 404', 404, '{}'],
    ['a redirect', 302, ''],
    ['bytes', 200, Buffer.from([255, 0, 254])],
    ['much too deep', 200, '{"baseURIs":'.repeat(80_000)],
  ])('is a CsdsError when it is %s', async (_name, status, body) => {
    const platform = await startPlatform({
      csds: (_request, response) => void response.writeHead(status, { location: '/y' }).end(body),
    });
    const lp = platform.toolbelt({ transport, retry: false }).LPClient();
    expect(await failureOf(lp.users.list())).toBeInstanceOf(CsdsError);
  });
});
