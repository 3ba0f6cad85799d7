type HeaderValue = string | string[] | undefined;

/**
 * Milliseconds that a `Retry-After` header (RFC 9110 section 10.2.3) asks to wait: seconds or a date.
 * 0, or a date in the past, means now.
 *
 * @returns undefined when the header is absent or malformed.
 */
export function parseRetryAfter(header: HeaderValue, nowMs: number): number | undefined {
  const text = firstOf(header);
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = parseHttpDate(text);
  return date === undefined ? undefined : Math.max(0, date - nowMs);
}

/**
 * What the headers of an answer ask to wait by {@link parseRetryAfter}. A date is read against the `Date` of the same
 * answer where there is one: then a clock that is wrong here does not matter.
 */
export function readRetryAfter(
  headers: Readonly<Record<string, string | string[]>>,
  nowMs: number,
): number | undefined {
  return parseRetryAfter(headers['retry-after'], parseHttpDate(firstOf(headers.date)) ?? nowMs);
}

function firstOf(header: HeaderValue): string {
  return ((Array.isArray(header) ? header[0] : header) ?? '').trim();
}

function parseHttpDate(text: string): number | undefined {
  // HTTP dates begin with the name of a day; Date.parse alone would take "1.5" for a date.
  if (!/^[A-Za-z]{3,9},? /.test(text)) return undefined;
  // The form of asctime, which ends with its year, names no zone and means UTC.
  const date = Date.parse(/ \d{4}$/.test(text) ? `${text} GMT` : text);
  return Number.isNaN(date) ? undefined : date;
}
