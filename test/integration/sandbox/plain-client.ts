import { type RequestOptions, request } from 'node:https';
import { buffer } from 'node:stream/consumers';

export interface PlainReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  json(): any;
}

/** Calls a server with `node:https` alone: none of this library is between the test and the server. */
export function plainCall(
  url: string,
  options: RequestOptions & { readonly headers?: Record<string, string> },
  body?: string | Uint8Array,
): Promise<PlainReply> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const headers = { ...options.headers, ...length };
    const outgoing = request(url, { agent: false, ...options, headers }, (response) => {
      buffer(response).then((bytes) => {
        const text = bytes.toString('utf8');
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, bytes, text, json: () => JSON.parse(text) });
      }, reject);
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
