import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Around } from '../../../src/http/around.js';
import { startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import type { ToolbeltOptions } from '../../../src/toolbelt/options.js';
import { createToolbelt } from '../../../src/toolbelt/toolbelt.js';
import { startHttpsServer } from '../../support/http-server.js';
import { signpost } from '../../support/transport-setup.js';
import { failureOf, InstantClock, json, TRANSPORTS } from './harness.js';

const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** Lets so many exchanges go at once; the others wait for their turn. */
function atMost(limit: number): Around {
  let free = limit;
  const waiting: (() => void)[] = [];
  return async (_, next) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await next();
    } finally {
      const go = waiting.shift();
      if (go === undefined) free += 1;
      else go();
    }
  };
}

describe.each(TRANSPORTS)('a function around exchanges through %s', (transport) => {
  it.each(['oauth1', 'oauth2'] as const)(
    'adds a header before the request is signed with %s',
    async (credentials) => {
      await using sandbox = await startSandbox({ credentials });
      const around: Around = (exchange, next) => {
        exchange.setHeader('traceparent', TRACE);
        return next();
      };
      await using toolbelt = sandbox.toolbelt({ transport, around: [around] });
      const lp = toolbelt.LPClient();
      expect(await lp.users.list()).toHaveLength(50);
      const sent = sandbox.requests.all();
      expect(sent.map(({ headers }) => headers.traceparent)).toEqual(sent.map(() => TRACE));
      expect(sent.map(({ service }) => service)).toContain('csds');
      const { headers, authorization } =
        sandbox.requests.matching({ service: 'accountConfigReadOnly' })[0] ?? {};
      expect(authorization?.scheme).toBe(credentials === 'oauth1' ? 'OAuth' : 'Bearer');
      const names = Object.keys(headers ?? {});
      const ours = ['x-request-id', 'user-agent', 'accept', 'traceparent'];
      expect(names.filter((name) => ours.includes(name))).toEqual(ours);
    },
  );

  it('that lets two go at once lets 50 first calls succeed, with renewed tokens and retries', async () => {
    const server = await startBusyServer();
    onTestFinished(() => server.close());
    await using toolbelt = server.toolbelt({ transport, clock: new InstantClock(), around: [atMost(2)] });
    const lp = toolbelt.LPClient();
    const lists = await Promise.all(Array.from({ length: 50 }, () => lp.users.list()));
    expect(lists).toEqual(Array.from({ length: 50 }, () => []));
    const { most, tokens, statuses } = server;
    expect(most()).toBe(2);
    expect(tokens()).toBe(2);
    expect(statuses.filter((status) => status === 401).length).toBeGreaterThan(0);
    expect(statuses.filter((status) => status === 503)).toHaveLength(50);
    expect(statuses.filter((status) => status === 200).length).toBe(50);
  });

  it.each(['before', 'after'])(
    'that hangs %s next is ended by the deadline, and leaves no socket',
    async (when) => {
      const { reached, reach } = signpost();
      let open = 0;
      const body = 'x'.repeat(1_000_000);
      const server = await startHttpsServer((request, response) => {
        if (request.url?.includes('/baseURI.json')) {
          return json(response, {
            baseURIs: [{ service: 'accountConfigReadOnly', baseURI: request.headers.host }],
          });
        }
        open += 1;
        request.socket.once('close', () => {
          open -= 1;
          reach();
        });
        // It never ends: whoever leaves it unread keeps the socket.
        response.writeHead(200, { 'content-type': 'application/json' }).write(body);
      });
      onTestFinished(() => server.close());
      const hanging: Around = async ({ service }, next) => {
        if (service === 'csds') return next();
        if (when === 'after') await next();
        return new Promise<never>(() => undefined);
      };
      await using toolbelt = createToolbelt({
        accountId: '1',
        csdsDomain: server.host,
        allowLoopback: true,
        ca: server.ca,
        transport,
        secretStore: {
          get: async (key) => ({
            key,
            value: { consumerKey: 'made', consumerSecret: 'up', token: 'for', tokenSecret: 'this' },
          }),
        },
        around: [hanging],
      });
      // The limit is for the function, not for the first connection.
      await toolbelt.CsdsClient().getAll();
      const error = await failureOf(toolbelt.LPClient().users.list({}, { deadlineMs: 2_000 }));
      expect(error).toMatchObject({ name: 'TimeoutError', phase: 'deadline', operation: 'users.list' });
      if (when === 'after') await reached;
      expect(open).toBe(0);
    },
  );

  it('that throws after next leaves no socket either', async () => {
    const { reached, reach } = signpost();
    const server = await startHttpsServer((request, response) => {
      request.socket.once('close', reach);
      response.writeHead(200).write('{');
    });
    onTestFinished(() => server.close());
    const thrown = new Error('of the function');
    await using toolbelt = createToolbelt({
      accountId: '1',
      csdsDomain: server.host,
      allowLoopback: true,
      ca: server.ca,
      transport,
      around: [
        async (_, next) => {
          await next();
          throw thrown;
        },
      ],
    });
    expect(await failureOf(toolbelt.CsdsClient().getAll())).toBe(thrown);
    await reached;
  });
});

/**
 * An account whose first token is refused after ten uses, and whose API answers each call with 503 first. It counts how
 * many of its requests were there at once.
 */
async function startBusyServer() {
  let now = 0;
  let most = 0;
  let tokens = 0;
  let uses = 0;
  const statuses: number[] = [];
  const seen = new Set<unknown>();
  const reply = (
    path: string,
    headers: { authorization?: string | undefined; 'x-request-id'?: unknown },
  ): [number, unknown] => {
    if (path.includes('/baseURI.json')) {
      const baseURIs = ['sentinel', 'accountConfigReadOnly'].map((service) => ({
        service,
        baseURI: server.host,
      }));
      return [200, { baseURIs }];
    }
    if (path.endsWith('/app/token')) {
      tokens += 1;
      return [200, { access_token: `token-${tokens}`, expires_in: 3_600 }];
    }
    const isOld = headers.authorization === 'Bearer token-1';
    if (isOld) uses += 1;
    const status = isOld && uses > 10 ? 401 : seen.has(headers['x-request-id']) ? 200 : 503;
    if (status === 503) seen.add(headers['x-request-id']);
    statuses.push(status);
    return [status, []];
  };
  const server = await startHttpsServer(async (request, response) => {
    now += 1;
    most = Math.max(most, now);
    const [status, body] = reply(request.url ?? '', request.headers);
    request.resume();
    // Others get their chance to be there, too.
    for (let i = 0; i < 5; i += 1) await turn();
    now -= 1;
    json(response, body, status);
  });
  const toolbelt = (options: ToolbeltOptions) =>
    createToolbelt({
      accountId: '12345678',
      csdsDomain: server.host,
      allowLoopback: true,
      ca: server.ca,
      secretStore: {
        get: async (key) => ({ key, value: { client_id: 'client', client_secret: 'made-up-secret' } }),
      },
      ...options,
    });
  return { toolbelt, statuses, most: () => most, tokens: () => tokens, close: () => server.close() };
}
