import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { systemClock } from '../../src/config/clock.js';
import { LpServices } from '../../src/csds/services.js';
import type { TransportRequest } from '../../src/http/transport.js';
import type { ToolbeltInstance } from '../../src/toolbelt/account.js';
import type { ToolbeltOptions } from '../../src/toolbelt/options.js';
import { createToolbelt } from '../../src/toolbelt/toolbelt.js';
import type { Payload } from './payloads.js';
import { json, type Reply, ScriptedTransport } from './scripted-transport.js';

const ACCOUNT = '12345678';
/** The times in payloads lie around this one; some parameters reach back from now by some hours only. */
const NOW = Date.UTC(2024, 1, 2, 12);
const CREDENTIALS = {
  oauth1: { consumerKey: 'made-up', consumerSecret: 'made-up', token: 'made-up', tokenSecret: 'made-up' },
  oauth2: { client_id: 'made-up', client_secret: 'made-up' },
};

/**
 * A toolbelt in strict mode for an account that answers every call of an API with the payload.
 *
 * @param told Gets the method and URL of each call of an API.
 */
export function toolbeltFor(operation: string, payload: Payload, told: string[] = []): ToolbeltInstance {
  const tell = ({ method, url }: TransportRequest) => told.push(`${method} ${url}`);
  return createToolbelt({ ...optionsFor(operation, payload, tell), responseValidation: 'strict' });
}

/** Options of a toolbelt for an account that answers every call of an API with the payload. */
export function optionsFor(
  operation: string,
  payload: Payload,
  tell: (request: TransportRequest) => void,
): ToolbeltOptions {
  const value = CREDENTIALS[payload.credential ?? 'oauth2'];
  const answer = operation === 'dataAccess.rows' ? dataFile(payload) : () => replyOf(payload);
  return {
    accountId: ACCOUNT,
    clock: { ...systemClock, now: () => NOW },
    retry: false,
    secretStore: { get: async (key) => ({ key, value }) },
    transport: new ScriptedTransport((request) => {
      const signedIn = signIn(request);
      if (signedIn !== undefined) return signedIn;
      tell(request);
      return answer(request);
    }),
  };
}

/** The value of a call: what it resolves to, a stream as its text, the items of what only gives items. */
export async function received(call: unknown): Promise<unknown> {
  if (!isThenable(call)) return collect(call as AsyncIterable<unknown>);
  const value = await call;
  return value instanceof Readable ? text(value) : value;
}

/** What comes before the call itself: hosts and a token. */
function signIn({ url }: TransportRequest): Reply | undefined {
  if (url.pathname.endsWith('/baseURI.json')) return json({ baseURIs: hosts() });
  if (url.pathname.endsWith('/app/token')) return json({ access_token: 'made-up', expires_in: 3_600 });
  return undefined;
}

/** The prefix tells the region, by which the client finds the host of Data Access. */
function hosts() {
  return Object.values(LpServices).map((service) => ({
    service,
    account: ACCOUNT,
    baseURI: `va-a.${service.toLowerCase()}.liveperson.net`,
  }));
}

function replyOf({ status = 200, headers, body, ...raw }: Payload): Reply {
  if (raw.text !== undefined) return { status, headers: { ...headers }, body: raw.text };
  if (body === undefined) return { status, headers: { ...headers } };
  const answer = json(body, status);
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** A list with one file, whose lines are the objects of the body. */
function dataFile({ body }: Payload): (request: TransportRequest) => Reply {
  const lines = (body as unknown[]).map((line) => `${JSON.stringify(line)}\n`);
  return ({ url }) => {
    if (url.pathname.endsWith('.gz')) return { status: 200, body: gzipSync(lines.join('')) };
    const file = {
      '@name': 'made-up.gz',
      '@scopeStartDate': '2024-02-02T10:00:00.000Z',
      '@scopeEndDate': '2024-02-02T11:00:00.000Z',
      '@href': `https://va-a.da.liveperson.net${url.pathname}/made-up.gz`,
    };
    return json({ dataAccessFiles: { '@id': ACCOUNT, file: [file] } });
  };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null)?.then === 'function';
}

async function collect(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const item of items) all.push(item);
  return all;
}
