import type { Named } from './named.js';
import { reachesOne } from './reach.js';

/** What a function names, and what its author asks for beside it. */
export interface Needed extends Named {
  /** Whether it may have to sign with a key of OAuth 1.0a. */
  readonly oauth1: boolean;
}

/** Files of this library, by their paths without the extension, and those of `stand-ins` that stand in for them. */
type StandIns = Readonly<Record<string, string>>;

/** Whether it may be handed the body of an answer as a stream. */
export const streams = (needed: Needed) => reachesOne(needed, (one) => one.streams === true);

/** What no deployed function has. */
const ALWAYS: StandIns = {
  'apis/define-api': 'define-api',
  'client/answer-check': 'answer-check',
  'client/response-checker': 'response-checker',
  'config/elapsed': 'elapsed',
  'config/node-version': 'node-version',
  'config/unknown-name': 'unknown-name',
  'http/transports/lazy-got': 'got',
  'http/transports/proxy-agent': 'proxy-agent',
  'http/transports/proxy-settings': 'proxy-settings',
  'secrets/missing-secret': 'missing-secret',
  'secrets/open-store': 'open-store',
};

/** What a function has that needs it. */
const WITHOUT: readonly { readonly needs: (needed: Needed) => boolean; readonly standIns: StandIns }[] = [
  {
    needs: ({ rawCalls }) => rawCalls,
    standIns: { 'client/raw-call': 'raw-call', 'client/privilege-guard': 'privilege-guard' },
  },
  {
    needs: (needed) => needed.rawCalls || streams(needed),
    standIns: { 'client/abandoned-answers': 'abandoned-answers' },
  },
  {
    needs: streams,
    standIns: { 'client/open-stream': 'open-stream' },
  },
  {
    needs: (needed) => reachesOne(needed, (_, { unwrap }) => unwrap !== undefined),
    standIns: { 'client/envelope': 'envelope' },
  },
  {
    needs: (needed) => reachesOne(needed, (one) => one.queryByKind !== undefined),
    standIns: { 'client/query-by-kind': 'query-by-kind' },
  },
  { needs: ({ rawOptions }) => rawOptions, standIns: { 'client/request-options': 'request-options' } },
  { needs: ({ callOptions }) => callOptions, standIns: { 'client/call-options': 'call-options' } },
  {
    needs: ({ apis, rawDataAccess }) => rawDataAccess || apis.has('dataAccess'),
    standIns: { 'client/account-hosts': 'account-hosts' },
  },
  {
    needs: (needed) => reachesOne(needed, (one) => (one.paging ?? one.slicing) !== undefined),
    standIns: { 'client/list-items': 'list-items' },
  },
  { needs: ({ oauth1 }) => oauth1, standIns: { 'auth/signatures': 'signatures' } },
  { needs: ({ secrets }) => secrets, standIns: { 'secrets/secret-client': 'secret-client' } },
  {
    needs: ({ factory }) => factory('MTLSClient'),
    standIns: { 'mtls/certificate-transports': 'certificate-transports' },
  },
  {
    needs: ({ options }) => options,
    standIns: {
      'toolbelt/options': 'options',
      'http/transports/create-transport': 'create-transport',
      'http/transports/pool': 'pool',
      'http/send-around': 'send-around',
      'toolbelt/open-state': 'open-state',
    },
  },
  {
    needs: ({ callOptions, options }) => callOptions || options,
    standIns: { 'config/limits': 'limits' },
  },
  {
    needs: ({ factory, options }) => factory('MTLSClient') || options,
    standIns: { 'http/transports/tls': 'tls' },
  },
  {
    needs: ({ channels }) => channels,
    standIns: { 'http/publish': 'publish', 'http/channels': 'channels' },
  },
  { needs: ({ codings }) => codings, standIns: { 'http/decode': 'decode' } },
];

/** The stand-in for a file of this library; undefined where it is taken itself. */
export function standInFor(file: string, needed: Needed): string | undefined {
  const left = WITHOUT.filter(({ needs }) => !needs(needed));
  return [ALWAYS, ...left.map(({ standIns }) => standIns)].map((table) => table[file]).find(Boolean);
}
