import type { SandboxRequest } from '../../src/testing/sandbox/exchange.js';

/** A request as a handler of the sandbox gets it, without a server. */
export function sandboxRequest(path: string, own: Partial<SandboxRequest>): SandboxRequest {
  const url = new URL(`https://localhost${path}`);
  return {
    service: 'csds',
    method: 'GET',
    url,
    target: path,
    leniency: { missingVersion: false, missingSource: false },
    query: url.searchParams,
    headers: {},
    body: Buffer.alloc(0),
    params: {},
    arrivedAt: 0,
    signal: new AbortController().signal,
    ...own,
  };
}
