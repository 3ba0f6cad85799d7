import type { Handler, Route, SandboxRequest } from '../exchange.js';
import type { ServiceParts } from '../sandbox-parts.js';

const BASE = '/api/account/{accountId}/service';

/**
 * CSDS: finds the host of a service, without authorisation. An unknown account has an empty list; that an
 * unknown single service is a 404 is the sandbox's choice.
 */
export function csdsRoutes({ entries }: ServiceParts): Route[] {
  const ofAccount = (request: SandboxRequest) =>
    entries(request).filter(({ account }) => account === request.params.accountId);

  const list: Handler = (request) =>
    request.query.get('version') === '1.0'
      ? { status: 200, body: { baseURIs: ofAccount(request) } }
      : wrongVersion;

  const single: Handler = (request) => {
    const { query, params } = request;
    if (query.get('version') !== '1.0') return wrongVersion;
    const entry = ofAccount(request).find(({ service }) => service === params.service);
    return entry === undefined
      ? { status: 404, body: { message: 'The account has no such service' } }
      : { status: 200, body: entry };
  };

  return [
    { method: 'GET', path: `${BASE}/baseURI.json`, handler: list },
    { method: 'GET', path: `${BASE}/{service}/baseURI.json`, handler: single },
  ];
}

const wrongVersion = Object.freeze({
  status: 400,
  body: Object.freeze({ message: 'The query parameter "version" must be 1.0' }),
});
