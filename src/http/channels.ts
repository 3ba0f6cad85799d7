import diagnosticsChannel, { type Channel } from 'node:diagnostics_channel';
import type { ResponseIssue } from '../errors/response-validation-error.js';

/**
 * Messages of the diagnostics channels `lp-functions-toolbelt:request:start`, `:end`, `:error` and `:retry`.
 * They hold no header, no body and no query, and no credential.
 */
export interface RequestMessage {
  /** CSDS service, or `csds`. */
  readonly service: string;
  /** Operation, for example `users.get`; `raw` for a raw call. */
  readonly operation: string;
  readonly method: string;
  /** `x-request-id` of the call, the same for all its attempts. */
  readonly requestId: string;
  /** Host and port; empty while it is unknown. */
  readonly host: string;
  /** Path without its query. */
  readonly path: string;
  /** Which attempt this is, from 1. The send after a renewed authorisation belongs to the same attempt. */
  readonly attempt: number;
  /** HTTP status, where there was an answer. */
  readonly status?: number;
  /** Milliseconds since the call began. */
  readonly elapsedMs?: number;
  /** Milliseconds until the next send, on `retry`. */
  readonly waitMs?: number;
  /** Code or name of the failure, on `error` and on `retry` after a failure. */
  readonly code?: string;
}

/** Message of the channel `lp-functions-toolbelt:response:invalid`: an answer differs from its schema. Once per operation. */
export interface InvalidResponseMessage {
  /** Operation, for example `users.get`. */
  readonly operation: string;
  /** Where it differs and what was expected; no value of the answer. */
  readonly issues: readonly ResponseIssue[];
}

export interface RequestChannels {
  readonly start: Channel;
  readonly end: Channel;
  readonly error: Channel;
  readonly retry: Channel;
}

export function openInvalidResponseChannel(): Channel {
  return diagnosticsChannel.channel('lp-functions-toolbelt:response:invalid');
}

export function openChannels(): RequestChannels {
  const open = (name: string) => diagnosticsChannel.channel(`lp-functions-toolbelt:request:${name}`);
  return { start: open('start'), end: open('end'), error: open('error'), retry: open('retry') };
}
