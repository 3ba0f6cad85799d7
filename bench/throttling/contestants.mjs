// The ways to make more calls than a host takes. Each gives a call to that host, and one to another of the same account.
import { Agent } from 'node:https';
import { json } from '../by-hand/https.mjs';
import { OAUTH2, toolbeltOf } from '../support/library.mjs';

const PATH = '/api/account/12345678/configuration/le-users/users?v=6.0';
/** Whoever has to be told how often it may try is told a number that it never reaches. */
const ENOUGH = 1_000_000;
const CONNECTIONS = 64;
const LONG_MS = 1_800_000;

export const contestants = {
  async library({ library, origin }) {
    const lp = (await toolbeltOf(library, { origin, secret: OAUTH2, deadlineMs: LONG_MS })).LPClient();
    return { call: () => lp.users.list(), other: async () => (await lp('smt', '/ping')).text() };
  },

  async pRetry({ origin, freeOrigin }) {
    const { default: pRetry } = await import('p-retry');
    const options = { retries: ENOUGH, minTimeout: 1000, maxTimeout: 60_000, randomize: true };
    return {
      call: () => pRetry(() => json(origin + PATH), options),
      other: () => json(`${freeOrigin}/ping`),
    };
  },

  async got({ origin, freeOrigin }) {
    const { default: got } = await import('got');
    const client = got.extend({
      agent: { https: new Agent({ keepAlive: true, maxSockets: CONNECTIONS }) },
      retry: { limit: ENOUGH, maxRetryAfter: LONG_MS },
    });
    return { call: () => client(origin + PATH).json(), other: () => client(`${freeOrigin}/ping`).json() };
  },

  bottleneck: (task) => bottleneck(task, { maxConcurrent: CONNECTIONS }),

  bottleneckTold: (task) => bottleneck(task, { maxConcurrent: CONNECTIONS, ...shares(task.perSecond) }),

  async octokit({ origin, freeOrigin }) {
    const [{ Octokit }, { throttling }] = await Promise.all([
      import('@octokit/core'),
      import('@octokit/plugin-throttling'),
    ]);
    const Client = Octokit.plugin(throttling);
    const again = () => true;
    const quiet = { debug() {}, info() {}, warn() {}, error() {} };
    const client = new Client({
      log: quiet,
      throttle: { onRateLimit: again, onSecondaryRateLimit: again },
    });
    return {
      call: async () => (await client.request(`GET ${origin}${PATH}`)).data,
      other: async () => (await client.request(`GET ${freeOrigin}/ping`)).data,
    };
  },
};

async function bottleneck({ origin, freeOrigin }, settings) {
  const { default: Bottleneck } = await import('bottleneck');
  const limiter = new Bottleneck(settings);
  limiter.on('failed', () => 1000);
  return {
    call: () => limiter.schedule(() => json(origin + PATH)),
    other: () => json(`${freeOrigin}/ping`),
  };
}

/** A quarter of a second's worth, every quarter of a second: the shortest that it takes. */
function shares(perSecond) {
  const amount = perSecond / 4;
  return { reservoir: amount, reservoirRefreshAmount: amount, reservoirRefreshInterval: 250 };
}
