import { request as sendRequest } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { type Answer, AnswerError, type Handler, type Route, type SandboxRequest } from '../exchange.js';
import type { ServiceParts } from '../sandbox-parts.js';
import type { Authentication } from '../servers/authentication.js';
import type { SandboxCertificate } from '../servers/certificate.js';

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;

/** Services that the certificate of the account is mapped for; the header may be left out (documented). */
const MAPPED_SERVICES: readonly unknown[] = [undefined, 'FAAS'];

/** Not sent on: of one connection, or meant for the gateway (every header that begins with `lp-`, too). */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Nothing beyond this machine is called. */
const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1'];

/**
 * mtlsGateway: sends a request on with the client certificate that is mapped to its URL, and answers what the
 * endpoint answers; 424 with `LP-message-from-transport` when that failed (documented). The sandbox has one
 * certificate, mapped to its own endpoint.
 */
export function mtlsGatewayRoutes(parts: ServiceParts): Route[] {
  const { ca, clientCertificate, mappedHost } = parts.mtls;
  const handler: Handler = async (request) => {
    await checkCredential(parts.authentication, request);
    const target = readTarget(request);
    const isMapped =
      target.host === mappedHost() && MAPPED_SERVICES.includes(request.headers['lp-service-name']);
    if (!isMapped && request.headers['lp-stop-if-certificate-not-found'] === 'true') {
      throw refusal(parts.switches.missingCertificate, `No certificate is configured for ${target.href}`);
    }
    return sendOn(request, target, isMapped ? { ca, clientCertificate } : { ca });
  };
  return METHODS.map((method) => ({ method, path: '/mtls/account/{accountId}', handler }));
}

async function checkCredential(authentication: Authentication, request: SandboxRequest): Promise<void> {
  const grant = await authentication.check(request);
  if (typeof grant === 'string') {
    const headers = { 'www-authenticate': 'Bearer realm="mtls", error="invalid_token"' };
    throw refusal(401, grant, headers);
  }
  if (!grant.allows('mtls')) throw refusal(403, 'The credential has no privilege for MTLS');
}

function readTarget({ headers }: SandboxRequest): URL {
  const text = headers['lp-forward-url'] ?? '';
  if (URL.canParse(text)) {
    const url = new URL(text);
    if (url.protocol === 'https:') return url;
  }
  throw refusal(400, 'The header LP-forward-url must be an https URL');
}

interface Trust {
  readonly ca: string;
  readonly clientCertificate?: SandboxCertificate;
}

async function sendOn(request: SandboxRequest, target: URL, trust: Trust): Promise<Answer> {
  if (!LOOPBACK.includes(target.hostname)) {
    return failure(target, 'the sandbox sends on to this machine only');
  }
  try {
    const { status, headers, bytes } = await exchange(request, target, trust);
    const answer = { status, headers, bytes };
    if (status < 400) return answer;
    return {
      ...answer,
      status: 424,
      headers: { ...headers, ...failureHeaders(target, `it answered ${status}`) },
    };
  } catch (error) {
    const { code, message }: NodeJS.ErrnoException = error instanceof Error ? error : new Error('unknown');
    return failure(target, code ?? message);
  }
}

function exchange(
  { method, headers, body, signal }: SandboxRequest,
  target: URL,
  { ca, clientCertificate }: Trust,
): Promise<{ status: number; headers: Record<string, string>; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    const outgoing = sendRequest(target, {
      method,
      headers: headersToSendOn(headers, body),
      ca,
      ...(clientCertificate && { cert: clientCertificate.cert, key: clientCertificate.key }),
      // One connection each: another request may come with another certificate.
      agent: false,
      signal,
    });
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      const { statusCode: status = 502 } = response;
      buffer(response).then(
        (bytes) => resolve({ status, headers: headersToAnswer(response.headers), bytes }),
        reject,
      );
    });
    outgoing.end(body);
  });
}

function headersToSendOn(headers: SandboxRequest['headers'], body: Buffer): Record<string, string | number> {
  const kept = Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name) && !name.startsWith('lp-'));
  const authorization = headers['lp-authorization-override'];
  return {
    ...Object.fromEntries(kept),
    ...(authorization === undefined ? {} : { authorization }),
    ...(body.length === 0 ? {} : { 'content-length': body.length }),
  };
}

function headersToAnswer(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

function failure(target: URL, reason: string): Answer {
  return {
    status: 424,
    headers: failureHeaders(target, reason),
    body: { message: `${target.href}: ${reason}` },
  };
}

function failureHeaders(target: URL, reason: string): Record<string, string> {
  return {
    'lp-message-from-transport': `The request to ${target.href} failed: ${reason}`,
    'lp-error-from-transport': reason,
  };
}

function refusal(
  status: 400 | 401 | 403 | 500,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): AnswerError {
  return new AnswerError({ status, headers, body: { message } });
}
