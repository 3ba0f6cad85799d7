import type { CallOptions } from '../apis/api-call.js';
import type { Clock } from '../config/clock.js';
import type { Authorizer } from '../http/authorizer.js';
import type { HostResolver } from '../http/host-resolver.js';
import type { HostPolicy } from '../http/hosts.js';
import type { CallLimits, Pipeline } from '../http/pipeline.js';
import type { Redactor } from '../http/redact.js';
import type { AbandonedAnswers } from './abandoned-answers.js';
import type { PreparedOperation } from './parameters.js';
import type { PrivilegeGuard } from './privilege-guard.js';
import type { ResponseChecker } from './response-checker.js';

/** What a client is made of; all clients of a toolbelt share it. */
export interface ClientParts {
  readonly accountId: string;
  readonly pipeline: Pipeline;
  readonly hosts: HostResolver;
  /** Where links of answers may lead, with a credential. */
  readonly links: HostPolicy;
  readonly authorizer: (secretName: string) => Authorizer;
  readonly appKeySecretName: string;
  readonly guard: PrivilegeGuard;
  readonly checker: ResponseChecker;
  readonly redactor: Redactor;
  readonly clock: Clock;
  /** Operations made ready, by name. */
  readonly prepared: Map<string, PreparedOperation>;
  /** Gives up the bodies of raw answers that nobody read. */
  readonly abandoned: AbandonedAnswers;
  /** Called with the names that the options of a raw call have and this library does not. */
  readonly onUnknownOptions: (names: readonly string[]) => void;
}

export function limitsOf({ signal, timeoutMs, deadlineMs, retry }: CallOptions): CallLimits {
  return { signal, timeoutMs, deadlineMs, retry };
}
