import { ParameterError } from '../errors/parameter-error.js';

/** Bytes of a path that is told. */
export const LONGEST_PATH = 1_024;

/**
 * Fills a path template: `/users/{userId}`. Each value becomes exactly one percent-encoded segment.
 *
 * @throws {ParameterError} for null, undefined, an empty value, `.` and `..`, or anything but text and numbers.
 */
export function expandPath(template: string, values: Readonly<Record<string, unknown>>): string {
  return pathExpander(template)(values);
}

/** {@link expandPath} for a template that is filled in often: it is taken apart once. */
export function pathExpander(template: string): (values: Readonly<Record<string, unknown>>) => string {
  // Literal text and names take turns, beginning and ending with text.
  const [start = '', ...rest] = template.split(/\{(\w+)\}/);
  return (values) => {
    let path = start;
    for (let index = 0; index < rest.length; index += 2) {
      const name = rest[index] ?? '';
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      path += encodeSegment(name, value) + (rest[index + 1] ?? '');
    }
    return path;
  };
}

function encodeSegment(name: string, value: unknown): string {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== 'string' || text === '' || text === '.' || text === '..') {
    throw new ParameterError(name, `"${name}" must be a non-empty path segment, and not "." or ".."`);
  }
  return encodeText(name, text);
}

function encodeText(name: string, text: string): string {
  if (!text.isWellFormed()) {
    throw new ParameterError(name, `"${name}" must be well-formed Unicode text`);
  }
  return encodeURIComponent(text);
}

/**
 * Query entries to a query string, `?` included; '' when there are none.
 *
 * @throws {ParameterError} for text that is not well-formed Unicode.
 */
export function formatQuery(entries: Iterable<readonly [string, string]>): string {
  let query = '';
  for (const [name, value] of entries) {
    query += `${query === '' ? '?' : '&'}${encodeText(name, name)}=${encodeText(name, value)}`;
  }
  return query;
}

/** An absolute https URL, taken apart. */
export interface Link {
  /** Not checked in any way. */
  readonly host: string;
  /** Path and query. */
  readonly path: string;
}

/** @returns undefined for what is no absolute https URL with a path, or has a fragment. */
export function parseLink(link: unknown): Link | undefined {
  const [, host, path] = (typeof link === 'string' && LINK.exec(link)) || [];
  return host === undefined || path === undefined ? undefined : { host, path };
}

/** Taken apart by hand, since `new URL` mends what a host policy is to see. */
const LINK = /^https:\/\/([^/?#]+)(\/[^\s\\#\u0000-\u001f\u007f]*)$/;

/**
 * Checks the path of a raw call: it begins with one `/`, so that it can never change the host.
 *
 * @throws {ParameterError}
 */
export function checkPath(path: unknown): string {
  if (typeof path !== 'string' || !/^\/(?![/\\])/.test(path)) {
    throw new ParameterError(
      'path',
      '"path" must begin with a single "/", for example "/api/account/{accountId}/…?v=6.0". Nothing was sent.',
    );
  }
  // Fragments never reach a server, and white space or control characters would be dropped or split a request.
  if (/[\s\\#\u0000-\u001f\u007f]/.test(path)) {
    throw new ParameterError(
      'path',
      '"path" must be percent-encoded: it holds white space, a control character, "\\" or "#". Nothing was sent.',
    );
  }
  return path;
}
