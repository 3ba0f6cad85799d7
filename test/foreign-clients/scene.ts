import { get, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import type { OAuth1Credential } from '../../src/auth/oauth1.js';
import { type Sandbox, startSandbox } from '../../src/testing/sandbox/sandbox.js';

/** Kinds of credentials that a client has. */
export type Credentials = 'oauth2' | 'oauth1';

/** What a program of a client is told in `ACCOUNT`. */
export interface ForeignAccount {
  readonly accountId: string;
  /** Hosts by service, as CSDS tells them. */
  readonly hosts: Readonly<Record<string, string>>;
  readonly credential: unknown;
  readonly appKey: OAuth1Credential | undefined;
  readonly functions: Sandbox['fixtures']['functions'];
  readonly unknownUuid: string;
  /** Session of the administrator. */
  readonly bearer: string;
  readonly userId: string | undefined;
  /** Someone who can log in. */
  readonly login: { readonly username: string; readonly password: string };
  readonly loginUserId: string;
  /** Milliseconds: in between there are interactions. */
  readonly from: number;
  readonly to: number;
  /** `from` for people. */
  readonly fromDate: string;
  readonly conversationId: string | undefined;
  readonly visitorId: string | undefined;
  readonly sessionId: string | undefined;
}

/** A sandbox, and what a program is told of it. */
export interface Scene {
  readonly sandbox: Sandbox;
  readonly account: ForeignAccount;
}

const DAY_MS = 86_400_000;

/** What LivePerson lets pass, and clients of the time of OAuth 1.0a count on. */
const LENIENCY = {
  oauth2: {},
  oauth1: { missingVersion: true, missingSource: true },
} as const;

/** Starts a sandbox whose account has credentials of that kind. */
export async function startScene(credentials: Credentials): Promise<Scene> {
  const sandbox = await startSandbox({ credentials, now: 'today', leniency: LENIENCY[credentials] });
  sandbox.switches.basicAuthentication = 'accepted';
  const secret = await sandbox.secretStore.get('LIVEPERSON_DEFAULT_APP_KEY');
  const { accountId, fixtures, admin, logins } = sandbox;
  const { conversations, visits, users, functions, baseTime } = fixtures;
  const from = baseTime - 20 * DAY_MS;
  return {
    sandbox,
    account: {
      accountId,
      hosts: await hostsByCsds(sandbox),
      credential: credentials === 'oauth2' ? secret?.value : undefined,
      appKey: credentials === 'oauth1' ? (secret?.value as OAuth1Credential) : undefined,
      functions,
      unknownUuid: '00000000-0000-4000-8000-000000000000',
      bearer: admin.bearer,
      userId: admin.userId,
      login: { username: logins.agent.username, password: logins.agent.password },
      loginUserId: String(users[1]?.id),
      from,
      to: baseTime,
      fromDate: new Date(from).toISOString(),
      conversationId: conversations[0]?.info.conversationId,
      visitorId: visits[0]?.visitorId,
      sessionId: visits[0]?.sessionId,
    },
  };
}

/** Asks CSDS as the oldest clients do: by its real name, in plain HTTP, through the proxy. */
async function hostsByCsds({ proxy, accountId }: Sandbox): Promise<Record<string, string>> {
  const { hostname, port } = new URL(proxy);
  const path = `http://api.liveperson.net/api/account/${accountId}/service/baseURI.json?version=1.0`;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ hostname, port, path, agent: false }, resolve).on('error', reject);
  });
  const { baseURIs } = (await json(answer)) as { baseURIs: { service: string; baseURI: string }[] };
  return Object.fromEntries(baseURIs.map(({ service, baseURI }) => [service, baseURI]));
}
