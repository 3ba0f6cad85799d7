import type { RequestListener } from 'node:http';
import { expect, onTestFinished } from 'vitest';
import type { Cancellation } from '../../src/http/cancellation.js';
import { readAll } from '../../src/http/read-all.js';
import type { TransportOptions, TransportRequest } from '../../src/http/transport.js';
import { createTransport, type TransportKind } from '../../src/http/transports/create-transport.js';
import { startHttpsServer, type TestServer } from './http-server.js';
import { type RawHandler, startRawServer } from './raw-server.js';

/** Sent with every request of {@link setUpTransport}; must show in no error. */
export const AUTHORIZATION = 'Bearer planted-authorization-value';

type PartialRequest = Partial<Omit<TransportRequest, 'url'>>;

/** A promise and the function that fulfils it. */
export function signpost(): { reached: Promise<void>; reach: () => void } {
  let reach: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  return { reached, reach };
}

/** What nobody ever cancels. */
export const uncancelled: Cancellation = new AbortController().signal;

/** A server that does not answer. */
export const never: RequestListener = () => undefined;

/** What the promise rejects with. */
export const rejectionOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.fail('it did not reject'),
    (reason: unknown) => reason,
  );

/** A server, and a transport that trusts it; both are closed when the test has finished. */
export async function setUpTransport(
  kind: TransportKind,
  handler: RequestListener,
  options: TransportOptions = {},
) {
  const server = await startHttpsServer(handler);
  return { ...clientOf(kind, server, options), server };
}

function clientOf(kind: TransportKind, server: TestServer, options: TransportOptions) {
  const transport = createTransport(kind, { ca: server.ca, ...options });
  onTestFinished(async () => {
    await transport.close();
    await server.close();
  });
  const send = (path: string, { headers, ...request }: PartialRequest = {}) =>
    transport.send({
      method: 'GET',
      url: new URL(path, server.origin),
      headers: { authorization: AUTHORIZATION, ...headers },
      cancellation: uncancelled,
      ...request,
    });
  const read = async (path: string, request?: PartialRequest) => {
    const response = await send(path, request);
    return { ...response, text: (await readAll(response.body)).toString() };
  };
  return { transport, send, read };
}

/** {@link setUpTransport} with a server that says what `handler` writes. */
export async function setUpRawTransport(
  kind: TransportKind,
  handler: RawHandler,
  options: TransportOptions = {},
) {
  const server = await startRawServer(handler);
  return { ...clientOf(kind, server, options), server };
}
