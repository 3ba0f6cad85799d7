import type { IncomingMessage } from 'node:http';

/** Headers of every answer: nothing from elsewhere runs in the page, and nothing is kept. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = Object.freeze({
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
});

/** A request that is not answered. */
export interface Refusal {
  readonly status: number;
  readonly reason: string;
}

/**
 * Refuses what does not come from the page itself.
 *
 * @param hosts Names that the page is reached by, without port.
 */
export function refusalOf(request: IncomingMessage, hosts: readonly string[]): Refusal | undefined {
  // Another name that leads to this machine (DNS rebinding) would make a foreign page look like this one.
  if (!hosts.includes(hostName(request.headers.host))) {
    return { status: 421, reason: 'This server does not answer for that host.' };
  }
  if (isRead(request) || isSameOrigin(request)) return undefined;
  return { status: 403, reason: 'Only the page itself may ask for this.' };
}

function isRead({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Browsers send `Origin` with each POST; older ones do not send `Sec-Fetch-Site`. */
function isSameOrigin({ headers }: IncomingMessage): boolean {
  const { origin, host, 'sec-fetch-site': site = 'same-origin' } = headers;
  if (site !== 'same-origin' || origin === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === host?.toLowerCase();
}

function hostName(host: string | undefined): string {
  const url = `http://${host}`;
  return host !== undefined && URL.canParse(url) ? new URL(url).hostname : '';
}
