import { ConfigError } from '../../errors/config-error.js';
import { isSandboxService, SANDBOX_SERVICES, type SandboxService } from './sandbox-services.js';

/** Selects requests. What is left out matches every request. */
export interface RequestFilter {
  readonly service?: SandboxService | undefined;
  /** Case does not matter. */
  readonly method?: string | undefined;
  /** A text that the path contains, or a pattern that it matches. The query is no part of the path. */
  readonly path?: string | RegExp | undefined;
}

/** What a filter looks at. */
export interface FilteredRequest {
  readonly service: SandboxService;
  readonly method: string;
  readonly path: string;
}

/**
 * Refuses a filter that could never match.
 * @throws {ConfigError} for a service that the sandbox does not have.
 */
export function checkFilter(filter: RequestFilter): void {
  if (filter.service !== undefined && !isSandboxService(filter.service)) {
    throw new ConfigError(
      'service',
      `"service" must be one of ${SANDBOX_SERVICES.join(', ')}; got ${JSON.stringify(filter.service)}`,
    );
  }
}

export function matchesFilter(filter: RequestFilter, request: FilteredRequest): boolean {
  if (filter.service !== undefined && filter.service !== request.service) return false;
  if (filter.method !== undefined && filter.method.toUpperCase() !== request.method) return false;
  if (filter.path === undefined) return true;
  // `search` ignores `lastIndex`, so that a pattern with the flag g matches every time.
  return typeof filter.path === 'string'
    ? request.path.includes(filter.path)
    : request.path.search(filter.path) !== -1;
}
