import type { TransportRequest } from '../../src/http/transport.js';
import type { ToolbeltInstance } from '../../src/toolbelt/account.js';
import type { ToolbeltOptions } from '../../src/toolbelt/options.js';
import { createToolbelt } from '../../src/toolbelt/toolbelt.js';
import { json, ScriptedTransport, type Step } from './scripted-transport.js';
import { VirtualClock } from './virtual-clock.js';

const SERVICES = ['sentinel', 'swift', 'mtlsGateway', 'mavenContext'];
export const TOKEN = 'a-token-that-is-made-up';

/** A toolbelt whose CSDS and sentinel answer, and whose other services answer by a script. */
export interface ScriptedAccount {
  readonly toolbelt: ToolbeltInstance;
  /** What was sent to the services of the script. */
  readonly sent: TransportRequest[];
}

/** @param script Called with each request to a service, and how many there have been. */
export function scriptedAccount(
  script: (request: TransportRequest, sends: number) => Step,
  options: ToolbeltOptions = {},
): ScriptedAccount {
  const sent: TransportRequest[] = [];
  const transport = new ScriptedTransport((request) => {
    const { hostname, pathname } = request.url;
    if (hostname === 'api.liveperson.net') return json({ baseURIs: SERVICES.map(baseUri) });
    if (pathname.endsWith('/app/token')) {
      return json({ access_token: TOKEN, token_type: 'Bearer', expires_in: 3_600 });
    }
    sent.push(request);
    return script(request, sent.length);
  });
  const secret = { client_id: 'a-client', client_secret: 'a-made-up-secret' };
  const toolbelt = createToolbelt({
    accountId: '12345678',
    secretStore: { get: async (key) => ({ key, value: secret }) },
    transport,
    clock: new VirtualClock(),
    ...options,
  });
  return { toolbelt, sent };
}

function baseUri(service: string) {
  return { service, account: '12345678', baseURI: `${service.toLowerCase()}.liveperson.net` };
}
