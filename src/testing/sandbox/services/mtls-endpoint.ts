import { type Handler, parseJson, type Route } from '../exchange.js';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/**
 * An endpoint of the brand, outside LivePerson, that asks for client certificates: it tells what it was sent and
 * with which certificate. A client without one does not get here: the handshake fails.
 */
export function mtlsEndpointRoutes(): Route[] {
  const handler: Handler = ({ method, url, body, clientCertificate }) => ({
    status: 200,
    body: {
      method,
      path: `${url.pathname}${url.search}`,
      ...(body.length === 0 ? {} : { body: parseJson(body) ?? body.toString('utf8') }),
      clientCertificate: {
        subject: clientCertificate?.subject.CN,
        issuer: clientCertificate?.issuer.CN,
        serialNumber: clientCertificate?.serialNumber,
        fingerprint256: clientCertificate?.fingerprint256,
      },
    },
  });
  return METHODS.map((method) => ({ method, path: '/*', handler }));
}
