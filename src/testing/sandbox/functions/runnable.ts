import { createHash } from 'node:crypto';
import type { FixtureFunction } from '../../fixtures/fixtures.js';
import type { LambdaInput } from './lambda.js';
import type { Failure, FailureKind } from './process/failures.js';

/** How an invocation ended: what the function returned, its failure, or that no instance was free. */
export type RunOutcome = { readonly result: unknown } | { readonly failure: Failure } | 'busy';

/** A function that the gateway can run. */
export interface RunnableFunction extends FixtureFunction {
  /** Whether it was given to the sandbox: not one of the fixtures. */
  readonly isOwn: boolean;
  /** What it is invoked with from the command line, when nothing else is given. */
  readonly input?: unknown;
  /** @param signal Aborted when the caller is gone. */
  run(input: LambdaInput, signal: AbortSignal): Promise<RunOutcome>;
}

/** Codes of a failure. Documented, but `log-limit`, which is inferred from LivePerson's Node client. */
export const FAILURE_CODES: Readonly<Record<FailureKind, { readonly v1: string; readonly v2: string }>> = {
  threw: {
    v2: 'com.customer.faas.function.threw-error',
    v1: 'com.liveperson.faas.handler.custom-failure',
  },
  'runtime-error': {
    v2: 'com.customer.faas.function.js-runtime-error',
    v1: 'com.liveperson.faas.handler.runtime-exception',
  },
  'time-exceeded': {
    v2: 'com.customer.faas.function.execution-exceeded',
    v1: 'com.liveperson.faas.handler.executiontime-exceeded',
  },
  'log-limit': {
    v2: 'com.liveperson.faas.function.runtime.limit-reached',
    v1: 'com.liveperson.faas.handler.log-limit-reached',
  },
};

/** The UUID of a function that is given none: made of its name, so that callers may keep it. */
export function uuidOf(name: string): string {
  const bytes = createHash('sha256').update(`lp-functions-toolbelt:${name}`).digest().subarray(0, 16);
  // Version 8 is for ids of one's own making (RFC 9562).
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
