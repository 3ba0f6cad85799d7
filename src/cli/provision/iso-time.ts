/** Longest time that Date knows, in milliseconds since the epoch. */
const LAST_MS = 8.64e15;

/** A time in milliseconds since the epoch as ISO 8601; null for none, or for one that no calendar has. */
export function isoTime(ms: number | undefined): string | null {
  return ms !== undefined && Math.abs(ms) <= LAST_MS ? new Date(ms).toISOString() : null;
}
