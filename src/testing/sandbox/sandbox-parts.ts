import type { Fixtures } from '../fixtures/fixtures.js';
import type { TestClock } from '../test-clock.js';
import type { AccountState } from './account-state.js';
import type { SandboxSwitches } from './control/switches.js';
import type { SandboxRequest } from './exchange.js';
import type { Authentication } from './servers/authentication.js';
import type { TokenIssuer } from './servers/token-issuer.js';

/** What a sandbox is made of, whatever servers it has. */
export interface SandboxParts {
  readonly state: AccountState;
  readonly issuer: TokenIssuer;
  readonly switches: SandboxSwitches;
  readonly fixtures: Fixtures;
  readonly clock: TestClock;
}

/** What the routes of all services are made of. */
export interface ServiceParts extends SandboxParts {
  readonly authentication: Authentication;
  /** What CSDS lists. */
  readonly entries: EntriesOf;
}

/** One entry of CSDS. */
export interface BaseUri {
  readonly service: string;
  readonly account: string;
  readonly baseURI: string;
}

/** The entries of all accounts, with hosts named as the server that is asked was. */
export type EntriesOf = (request: SandboxRequest) => readonly BaseUri[];
