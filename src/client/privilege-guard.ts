import type { ApiRow } from '../apis/define-api.js';
import { PrivilegeError } from '../errors/privilege-error.js';
import { METHOD_OVERRIDES } from '../http/headers.js';
import { LONGEST_PATH } from '../http/path.js';
import type { Redactor } from '../http/redact.js';
import { isSystemSecretName } from '../secrets/secret-rules.js';
import { oncePer } from './once.js';

/** A raw request, as far as privileges depend on it. */
export interface GuardedRequest {
  readonly method: string;
  /** Path with or without its query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly secretName: string;
}

interface Route {
  readonly method: string;
  readonly segments: readonly string[];
}

interface GuardedRow {
  readonly row: ApiRow;
  readonly owned: readonly (readonly string[])[];
  readonly routes: readonly Route[];
}

const guardedRows = /* @__PURE__ */ oncePer((table: readonly ApiRow[]): readonly GuardedRow[] =>
  table.map((row) => ({
    row,
    owned: row.owns.map(segmentsOf),
    routes: Object.values(row.operations).map(({ method, path }) => ({
      method,
      segments: segmentsOf(path),
    })),
  })),
);

/**
 * Tells an author early what the system secret may not do. It is help, not protection: what protects the
 * account are the scopes that the server checks.
 */
export class PrivilegeGuard {
  readonly #table: readonly ApiRow[];
  readonly #redactor: Redactor;

  constructor(table: readonly ApiRow[], redactor: Redactor) {
    this.#redactor = redactor;
    this.#table = table;
  }

  /** @throws {PrivilegeError} when the system secret is not granted what the request asks for. */
  check(request: GuardedRequest): void {
    // A key of one's own may be granted anything: only the server knows.
    if (!isSystemSecretName(request.secretName)) return;
    const segments = segmentsOf(request.path.replace(/[?#].*$/s, ''));
    const owner = guardedRows(this.#table).find(({ owned }) =>
      owned.some((template) => isAtOrBelow(segments, template)),
    );
    if (owner === undefined) return;
    const methods = [request.method, ...overrides(request)];
    const refused = methods.find((method) => !isGranted(owner, method, segments));
    if (refused !== undefined) throw this.#refusal(owner.row, refused, request);
  }

  #refusal(row: ApiRow, method: string, request: GuardedRequest): PrivilegeError {
    const path = this.#redactor.words(request.path.replace(/[?#].*$/s, ''), LONGEST_PATH);
    return new PrivilegeError(
      row.title,
      `${row.title}: ${request.secretName} is granted ${row.privilege} only, and ${method} ${path} is not part of it. ` +
        `Nothing was sent. ${ownKeyAdvice(row.title)}`,
    );
  }
}

function isGranted({ row, routes }: GuardedRow, method: string, segments: readonly string[]): boolean {
  if (row.privilege === 'Read' && (method === 'GET' || method === 'HEAD')) return true;
  return routes.some(
    (route) =>
      route.method === method &&
      route.segments.length === segments.length &&
      isAtOrBelow(segments, route.segments),
  );
}

function overrides({ headers }: GuardedRequest): string[] {
  return METHOD_OVERRIDES.flatMap((name) => headers[name]?.split(',') ?? []).map((method) =>
    method.trim().toUpperCase(),
  );
}

/** Segments as a server would read them: percent-decoded, without empty ones, dot segments and parameters. */
function segmentsOf(path: string): readonly string[] {
  const segments: string[] = [];
  // Decoded first: some servers take %2F for a slash.
  const raws = path.includes('%')
    ? path.split('/').flatMap((part) => decode(part).split('/'))
    : path.split('/');
  for (const raw of raws) {
    const segment = raw.includes(';') ? raw.replace(/;.*$/s, '') : raw;
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function isAtOrBelow(segments: readonly string[], template: readonly string[]): boolean {
  return (
    segments.length >= template.length &&
    template.every((part, index) => part.startsWith('{') || part === segments[index])
  );
}

/** What to do when the system secret is not enough. */
export function ownKeyAdvice(api: string): string {
  return `Store a key of your own that is granted it on the ${api}, and pass its name as appKeySecretName.`;
}
