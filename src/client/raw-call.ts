import { nameCall } from '../errors/toolbelt-error.js';
import { open } from '../http/call.js';
import type { CallRequest } from '../http/engine.js';
import { isRead } from '../http/headers.js';
import { checkPath } from '../http/path.js';
import { checkRawOptions } from './call-options.js';
import type { ClientParts } from './client-parts.js';
import { LPResponse } from './lp-response.js';
import {
  type LPRequestOptions,
  normaliseBody,
  normaliseHeaders,
  normaliseMethod,
} from './request-options.js';

/** @throws {ToolBeltError} naming `raw` as its operation. */
export async function callRaw(
  resolve: () => ClientParts,
  service: string,
  path: string,
  options: LPRequestOptions,
): Promise<LPResponse> {
  const { parts, request } = await readyToSend(resolve, service, path, options).catch((error: unknown) => {
    throw nameCall(error, 'raw');
  });
  const answer = await open(parts.engine, request);
  const response = new LPResponse(answer);
  parts.abandoned.watch(response, answer);
  return response;
}

async function readyToSend(
  resolve: () => ClientParts,
  service: string,
  path: string,
  options: LPRequestOptions,
): Promise<{ parts: ClientParts; request: CallRequest }> {
  const parts = resolve();
  checkPath(path);
  checkRawOptions(options, parts.warn);
  const method = normaliseMethod(options.method);
  const headers = normaliseHeaders(options.headers);
  const secretName = options.appKeySecretName ?? parts.appKeySecretName;
  parts.guard.check({ method, path, headers, secretName });
  const { body, contentType } = await normaliseBody(method, options.body);
  if (contentType !== undefined) headers['content-type'] ??= contentType;
  const { signal, timeoutMs, deadlineMs, retry } = options;
  const request: CallRequest = {
    service,
    operation: 'raw',
    host: parts.hosts,
    method,
    path,
    headers,
    body,
    authorizer: parts.authorizers.with(secretName),
    signal,
    policy: { timeoutMs, deadlineMs, retry, repeatable: isRead(method) },
  };
  return { parts, request };
}
