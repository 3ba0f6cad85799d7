import type { Fixtures } from '../fixtures/fixtures.js';
import type { TestClock } from '../test-clock.js';
import type { AccountState } from './account-state.js';
import type { SandboxSwitches } from './control/switches.js';
import type { SandboxRequest } from './exchange.js';
import type { SandboxFunctions } from './functions/sandbox-functions.js';
import type { Authentication } from './servers/authentication.js';
import type { SandboxCertificate } from './servers/certificate.js';
import type { TokenIssuer } from './servers/token-issuer.js';
import type { VisitReports } from './services/smt-reports.js';

/** What a sandbox is made of, whatever servers it has. */
export interface SandboxParts {
  readonly state: AccountState;
  readonly issuer: TokenIssuer;
  readonly switches: SandboxSwitches;
  readonly fixtures: Fixtures;
  /** What the gateway runs. */
  readonly functions: SandboxFunctions;
  /** Engagement attributes that were reported, which smt and msgHist tell. */
  readonly reports: VisitReports;
  readonly clock: TestClock;
}

/** What the routes of all services are made of. */
export interface ServiceParts extends SandboxParts {
  readonly authentication: Authentication;
  /** What CSDS lists. */
  readonly entries: EntriesOf;
  readonly mtls: MutualTls;
}

/** What mtlsGateway sends on with. */
export interface MutualTls {
  /** PEM of what the servers of the sandbox are certified by. */
  readonly ca: string;
  readonly clientCertificate: SandboxCertificate;
  /** Host that the certificate is mapped to, `localhost:PORT`. */
  readonly mappedHost: () => string | undefined;
}

/** One entry of CSDS. */
export interface BaseUri {
  readonly service: string;
  readonly account: string;
  readonly baseURI: string;
}

/** The entries of all accounts, with hosts named as the server that is asked was. */
export type EntriesOf = (request: SandboxRequest) => readonly BaseUri[];
