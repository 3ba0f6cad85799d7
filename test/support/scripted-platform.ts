import type { TransportRequest } from '../../src/http/transport.js';
import { LivePersonPlatform, type LivePersonPlatformOptions } from '../../src/provisioning.js';
import { json, ScriptedTransport, type Step } from './scripted-transport.js';

/** Credentials that are looked for in what must not tell them. */
export const BEARER = 'planted-bearer-0a1b2c3d';
export const PASSWORD = 'planted-password-4e5f';
export const SESSION = { bearer: BEARER, userId: '7' };
export const LOGIN = { username: 'admin@example.com', password: PASSWORD };
/** What CSDS answers: hosts as LivePerson's look. */
export const HOSTS: Readonly<Record<string, string>> = {
  agentVep: 'va.agentvep.liveperson.net',
  accountConfigReadWrite: 'ause1.ac.liveperson.net',
  accountConfigReadOnly: 'ause1.acr.liveperson.net',
  sentinel: 'va.sentinel.liveperson.net',
};

function csds(hosts: Readonly<Record<string, string>> = HOSTS): Step {
  const baseURIs = Object.entries(hosts).map(([service, baseURI]) => ({ service, account: '1', baseURI }));
  return json({ baseURIs });
}

/** A platform whose servers answer with this; CSDS answers with hosts of LivePerson. */
export function platformWith(
  answer: (request: TransportRequest, number: number) => Step,
  options: Partial<LivePersonPlatformOptions> = {},
  hosts = HOSTS,
) {
  let number = 0;
  const transport = new ScriptedTransport((request) => {
    if (request.url.pathname.endsWith('/service/baseURI.json')) return csds(hosts);
    number += 1;
    return answer(request, number);
  });
  const platform = new LivePersonPlatform({ accountId: '1', admin: SESSION, transport, ...options });
  const sent = () => transport.requests.filter(({ url }) => url.host !== 'api.liveperson.net');
  return { platform, transport, sent };
}

/** The answer of a login. */
export const loggedIn = (bearer: string, config: object = { userId: '7', isAdmin: true }) =>
  json({ bearer, config });

/** The answer of app-install when nothing is installed. */
export const LIST = { status: 200, headers: { 'ac-revision': '5' }, body: '[]' };
