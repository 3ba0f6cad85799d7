import type { Answer, Handler, Route, SandboxRequest } from '../exchange.js';
import type { BaseUri, ServiceParts } from '../sandbox-parts.js';

/** What CSDS was asked for: all services of an account, or one. */
type Found = readonly BaseUri[] | BaseUri | undefined;

/** Writes what was found as one form of CSDS does. */
type Form = (found: Found, request: SandboxRequest) => Answer;

/**
 * Forms of the address. `api` with `.json` is documented; without it, and under `csdr`, it is called by code of
 * LivePerson and of others. The last one is the oldest, and answers in an envelope of its own.
 */
const FORMS: readonly { readonly root: string; readonly name: string; readonly form: Form }[] = [
  { root: '/api', name: 'baseURI.json', form: json },
  { root: '/api', name: 'baseURI', form: json },
  { root: '/csdr', name: 'baseURI.json', form: json },
  { root: '/csdr', name: 'baseURI', form: json },
  { root: '/csdr', name: 'baseURI.lpCsds', form: lpCsds },
];

/**
 * CSDS: finds the host of a service, without authorisation. An unknown account has an empty list; that an
 * unknown single service is a 404 is the sandbox's choice.
 */
export function csdsRoutes({ entries }: ServiceParts): Route[] {
  const ofAccount = (request: SandboxRequest) =>
    entries(request).filter(({ account }) => account === request.params.accountId);
  const list = (request: SandboxRequest): Found => ofAccount(request);
  const single = (request: SandboxRequest): Found =>
    ofAccount(request).find(({ service }) => service === request.params.service);

  return FORMS.flatMap(({ root, name, form }): Route[] => {
    const base = `${root}/account/{accountId}/service`;
    const handler =
      (find: (request: SandboxRequest) => Found): Handler =>
      (request) =>
        request.query.get('version') === '1.0' ? form(find(request), request) : wrongVersion;
    return [
      { method: 'GET', path: `${base}/${name}`, handler: handler(list) },
      { method: 'GET', path: `${base}/{service}/${name}`, handler: handler(single) },
    ];
  });
}

function json(found: Found): Answer {
  if (found === undefined) return { status: 404, body: { message: 'The account has no such service' } };
  return { status: 200, body: isList(found) ? { baseURIs: found } : found };
}

/**
 * A script that calls the function named by `cb`, as web pages read it; one without a name is called all the same.
 * `lpServer`, `lpData.baseURIs` and `lpCallError` were observed in code of others, the name of the function was not.
 */
function lpCsds(found: Found, { query }: SandboxRequest): Answer {
  const callback = query.get('cb') ?? 'lpCsds';
  if (!/^[\w$.]+$/.test(callback)) {
    return { status: 400, body: { message: 'The query parameter "cb" must be the name of a function' } };
  }
  const script = `${callback}(${JSON.stringify({ ResultSet: resultSet(found) })})`;
  return { status: 200, headers: { 'content-type': 'application/javascript;charset=utf-8' }, text: script };
}

function resultSet(found: Found): unknown {
  if (found === undefined) return { lpCallError: 'The account has no such service' };
  if (isList(found)) return { lpData: { baseURIs: found } };
  const { service, account, baseURI } = found;
  return { lpData: [{ lpService: service, lpAccount: account, lpServer: baseURI }] };
}

function isList(found: Found): found is readonly BaseUri[] {
  return Array.isArray(found);
}

const wrongVersion = Object.freeze({
  status: 400,
  body: Object.freeze({ message: 'The query parameter "version" must be 1.0' }),
});
