import { checkOptions, type OptionTable, oneOf, text } from '../../../config/options.js';
import { SANDBOX_SERVICES, type SandboxService } from '../sandbox-services.js';

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

export const filterTable = {
  service: { check: oneOf(...SANDBOX_SERVICES) },
  method: { check: text },
  path: { check: pathProblem },
} as const satisfies OptionTable<RequestFilter>;

/**
 * Refuses a filter that could never match, or has a field that would be missed.
 * @throws {ConfigError} that names the field.
 */
export function checkFilter(filter: RequestFilter): void {
  checkOptions('A filter of requests', filter, filterTable);
}

function pathProblem(value: unknown): string | undefined {
  return typeof value === 'string' || value instanceof RegExp ? undefined : 'a text or a pattern';
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
