/**
 * Milliseconds that a `Retry-After` header (RFC 9110 section 10.2.3) asks to wait: seconds or a date.
 * 0, or a date in the past, means now.
 *
 * @returns undefined when the header is absent or malformed.
 */
export function parseRetryAfter(header: string | string[] | undefined, nowMs: number): number | undefined {
  const text = (Array.isArray(header) ? header[0] : header)?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // HTTP dates begin with the name of a day; Date.parse alone would take "1.5" for a date.
  // The form of asctime, which ends with its year, names no zone and means UTC.
  const zoned = / \d{4}$/.test(text) ? `${text} GMT` : text;
  const date = /^[A-Za-z]{3,9},? /.test(text) ? Date.parse(zoned) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
