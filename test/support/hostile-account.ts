import type { RequestListener } from 'node:http';
import { onTestFinished } from 'vitest';
import type { ToolbeltOptions } from '../../src/toolbelt/options.js';
import { createToolbelt } from '../../src/toolbelt/toolbelt.js';
import { startHttpsServer, type TestServer } from './http-server.js';
import { type RawHandler, type RawServer, startRawServer } from './raw-server.js';

export const ACCOUNT = '90210777';
export const CREDENTIAL = { client_id: 'hostile-client', client_secret: 'hostile-client-secret-5d2c' };

const SERVICES = ['sentinel', 'accountConfigReadOnly', 'engHistDomain', 'faasGW', 'msgHist', 'smt'];

/** What answers for CSDS and sentinel, where not as they should; and where the services are. */
export interface PlatformScript {
  csds?: RequestListener | undefined;
  sentinel?: RequestListener | undefined;
  hostOf: (service: string) => string | undefined;
}

/** CSDS and sentinel of an account. The script may be changed while it runs. */
export interface HostilePlatform {
  readonly server: TestServer;
  readonly script: PlatformScript;
  /** Requests to CSDS and to sentinel so far. */
  readonly asked: { csds: number; sentinel: number };
  /** A toolbelt that trusts this server and those whose certificates are given. */
  toolbelt(options: ToolbeltOptions, ...certificates: string[]): ReturnType<typeof createToolbelt>;
}

/** Answers with JSON. */
export function sendJson(response: Parameters<RequestListener>[1], value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

/** Starts CSDS and sentinel; they and the toolbelts are closed when the test has finished. */
export async function startPlatform(given: Partial<PlatformScript> = {}): Promise<HostilePlatform> {
  const script: PlatformScript = { hostOf: () => undefined, ...given };
  const asked = { csds: 0, sentinel: 0 };
  const server = await startHttpsServer((request, response) => {
    if (request.url?.includes('/baseURI.json')) {
      asked.csds += 1;
      if (script.csds) return script.csds(request, response);
      return sendJson(response, { baseURIs: baseUris(script, server.host) });
    }
    asked.sentinel += 1;
    request.resume();
    if (script.sentinel) return script.sentinel(request, response);
    sendJson(response, { access_token: tokenNumber(asked.sentinel), expires_in: 3_600 });
  });
  onTestFinished(() => server.close());
  return {
    server,
    script,
    asked,
    toolbelt(options, ...certificates) {
      const toolbelt = createToolbelt({
        accountId: ACCOUNT,
        csdsDomain: server.host,
        dataAccessHost: script.hostOf('dataAccess') ?? server.host,
        allowLoopback: true,
        ca: [server.ca, ...certificates],
        secretStore: { get: async (key) => ({ key, value: CREDENTIAL }) },
        responseValidation: 'off',
        ...options,
      });
      onTestFinished(() => toolbelt.close());
      return toolbelt;
    },
  };
}

/** The token that sentinel gives to its n-th request. */
export const tokenNumber = (count: number): string => `hostile.token.${count}`;

export function baseUris({ hostOf }: PlatformScript, platformHost: string) {
  return SERVICES.map((service) => ({
    service,
    account: ACCOUNT,
    baseURI: hostOf(service) ?? platformHost,
  }));
}

/** An account whose API services are one raw server; `lp` knows its hosts and has its token. */
export async function startRawAccount(
  handler: RawHandler,
  options: ToolbeltOptions,
): Promise<{ api: RawServer; platform: HostilePlatform; toolbelt: ReturnType<typeof createToolbelt> }> {
  const api = await startRawServer(handler);
  onTestFinished(() => api.close());
  const platform = await startPlatform({
    hostOf: (service) => (service === 'sentinel' ? undefined : api.host),
  });
  const toolbelt = platform.toolbelt(options, api.ca);
  return { api, platform, toolbelt };
}

/** An account whose API services are one server of HTTP. */
export async function startHttpAccount(
  handler: RequestListener,
  options: ToolbeltOptions,
): Promise<{ api: TestServer; platform: HostilePlatform; toolbelt: ReturnType<typeof createToolbelt> }> {
  const api = await startHttpsServer(handler);
  onTestFinished(() => api.close());
  const platform = await startPlatform({
    hostOf: (service) => (service === 'sentinel' ? undefined : api.host),
  });
  const toolbelt = platform.toolbelt(options, api.ca);
  return { api, platform, toolbelt };
}
