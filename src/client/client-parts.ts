import type { AccountAuthorizers } from '../auth/authorizer.js';
import type { Logger } from '../config/logger.js';
import type { Engine } from '../http/engine.js';
import type { HostResolver } from '../http/host-resolver.js';
import type { HostPolicy } from '../http/hosts.js';
import type { AbandonedAnswers } from './abandoned-answers.js';
import type { WireAccount } from './parameters.js';
import type { PrivilegeGuard } from './privilege-guard.js';
import type { ResponseChecker } from './response-checker.js';

/** What typed operations are made of. */
export interface OperationParts extends WireAccount {
  readonly engine: Engine;
  /** `deadlineMs` of calls that wait for a function and name none. */
  readonly invocationDeadlineMs: number;
  readonly hosts: HostResolver;
  /** Where links of answers may lead, with a credential. */
  readonly links: HostPolicy;
  readonly authorizers: Pick<AccountAuthorizers, 'with'>;
  readonly appKeySecretName: string;
  readonly checker: ResponseChecker;
  /** Gives up the bodies of raw answers that nobody read. */
  readonly abandoned: AbandonedAnswers;
}

/** What a client is made of; all clients of a toolbelt share it. */
export interface ClientParts extends OperationParts {
  readonly authorizers: AccountAuthorizers;
  readonly guard: PrivilegeGuard;
  readonly logger: Logger;
  /** Tells of a danger, once for each code. */
  readonly warn: (code: string, message: string) => void;
}
