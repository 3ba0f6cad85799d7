import { ConfigError } from '../../errors/config-error.js';
import { isSandboxService, SANDBOX_SERVICES, type SandboxService } from './sandbox-services.js';

/** Options of {@link startSandbox}. */
export interface SandboxOptions {
  /** 1 to 20 letters, digits and underscores. @default '12345678' */
  readonly accountId?: string | undefined;
  /** Ports by service, `csds` for CSDS itself; 0 or none is any free one. */
  readonly ports?: Readonly<Record<string, number>> | undefined;
  /** Whether Functions is there already: feature, infrastructure, application and system secret. @default true */
  readonly provisioned?: boolean | undefined;
  /** Kind of the system secret of a provisioned sandbox. OAuth 1.0a keys may not invoke functions. @default 'oauth2' */
  readonly credentials?: 'oauth2' | 'oauth1' | undefined;
  /** Chooses the data; the same seed gives the same data. @default 1 */
  readonly seed?: number | undefined;
  /** Milliseconds of the sandbox clock that the infrastructure takes to be built. @default 2_000 */
  readonly infrastructureMs?: number | undefined;
}

/** Options with their defaults, checked. */
export interface CheckedSandboxOptions {
  readonly accountId: string;
  readonly ports: Readonly<Partial<Record<SandboxService, number>>>;
  readonly provisioned: boolean;
  readonly credentials: 'oauth2' | 'oauth1';
  readonly seed: number;
  readonly infrastructureMs: number;
}

/** @throws {ConfigError} that names the option at fault. */
export function checkSandboxOptions(options: SandboxOptions): CheckedSandboxOptions {
  const { accountId = '12345678', provisioned = true, credentials = 'oauth2', seed = 1 } = options;
  const { infrastructureMs = 2_000 } = options;
  if (typeof accountId !== 'string' || !/^\w{1,20}$/.test(accountId)) {
    throw wrong('accountId', 'must have 1 to 20 letters, digits or underscores', accountId);
  }
  if (credentials !== 'oauth2' && credentials !== 'oauth1') {
    throw wrong('credentials', "must be 'oauth2' or 'oauth1'", credentials);
  }
  if (!Number.isSafeInteger(seed)) throw wrong('seed', 'must be a whole number', seed);
  if (!Number.isFinite(infrastructureMs) || infrastructureMs < 0) {
    throw wrong('infrastructureMs', 'must be a number of milliseconds, 0 or more', infrastructureMs);
  }
  return {
    accountId,
    ports: checkPorts(options.ports ?? {}),
    provisioned,
    credentials,
    seed,
    infrastructureMs,
  };
}

function checkPorts(ports: Readonly<Record<string, number>>): Partial<Record<SandboxService, number>> {
  for (const [service, port] of Object.entries(ports)) {
    if (!isSandboxService(service)) {
      throw wrong('ports', `has no service of that name; it knows ${SANDBOX_SERVICES.join(', ')}`, service);
    }
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw wrong(`ports.${service}`, 'must be a whole number from 0 to 65535', port);
    }
  }
  return { ...ports };
}

function wrong(field: string, expected: string, given: unknown): ConfigError {
  return new ConfigError(
    field,
    `startSandbox: "${field}" ${expected}; got ${JSON.stringify(given) ?? String(given)}`,
  );
}
