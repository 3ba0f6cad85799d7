import { LONGEST_TIMER_MS } from '../../config/clock.js';
import { ConfigError } from '../../errors/config-error.js';

const UNITS_MS: Readonly<Record<string, number>> = Object.freeze({
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
});

/**
 * Milliseconds in a text such as `15m`, `90s`, `1h30m` or `900000`.
 *
 * @param field What the text was given for; the error names it.
 * @throws {ConfigError}
 */
export function parseDuration(text: string, field: string): number {
  const milliseconds = /^\d+$/.test(text) ? Number(text) : sumOfParts(text);
  if (milliseconds > 0 && milliseconds <= LONGEST_TIMER_MS) return milliseconds;
  throw new ConfigError(
    field,
    `${field} must be a time above 0 and at most 24 days, such as 15m, 90s, 1h30m or a number of milliseconds; ` +
      `got ${JSON.stringify(text.slice(0, 30))}`,
  );
}

/** NaN for a text that is no duration. */
function sumOfParts(text: string): number {
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return Number.NaN;
  const parts = [...text.matchAll(/([\d.]+)(ms|s|m|h)/g)];
  return Math.round(
    parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (UNITS_MS[unit] ?? 0), 0),
  );
}
