import type { RequestChannels, RequestMessage } from './channels.js';
import type { CallRequest, Engine } from './engine.js';
import type { CallLimits } from './limits.js';
import { LONGEST_PATH } from './path.js';

/** A call, as far as its messages tell of it. */
export interface PublishedCall {
  readonly engine: Pick<Engine, 'channels' | 'redactor'>;
  readonly request: CallRequest;
  readonly limits: CallLimits;
  readonly requestId: string;
  readonly attempt: number;
  readonly url: URL | undefined;
}

/** Bytes of a code that is told. */
const LONGEST_CODE = 100;

/** Tells who listens to a channel; free when nobody does. */
export function publish(
  call: PublishedCall,
  name: keyof RequestChannels,
  more: Partial<RequestMessage>,
): void {
  const { engine, request, requestId, attempt, url, limits } = call;
  const channel = engine.channels[name];
  if (!channel.hasSubscribers) return;
  const isOver = name === 'end' || name === 'error';
  const message: RequestMessage = {
    service: request.service,
    operation: request.operation,
    method: request.method,
    requestId,
    host: url?.host ?? '',
    path: engine.redactor.words(url?.pathname ?? pathnameOf(request.path), LONGEST_PATH),
    attempt,
    ...more,
    ...(more.code !== undefined && { code: engine.redactor.words(more.code, LONGEST_CODE) }),
    ...(isOver && { elapsedMs: limits.elapsedMs }),
  };
  channel.publish(Object.freeze(message));
}

/** The same of a failure, which is told by its code or name. */
export function publishFailure(
  call: PublishedCall,
  name: keyof RequestChannels,
  failure: unknown,
  more: Partial<RequestMessage> = {},
): void {
  publish(call, name, { code: failureCode(failure), ...more });
}

/** Where the host is not known yet, and with it the URL. */
function pathnameOf(path: CallRequest['path']): string {
  return typeof path === 'string' ? path.replace(/\?.*$/s, '') : path.path;
}

function failureCode(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'aborted';
}
