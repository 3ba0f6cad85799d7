// The forms in which LivePerson writes a moment as text, all in UTC. Milliseconds are those since the epoch.

/** Account configuration, for example `2024-03-05 09:12:44`. */
export function spacedTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

/** History, for example `2024-03-05 09:12:44.000+0000`. */
export function spacedOffsetTime(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '+0000');
}

/** Errors of service smt, for example `2024-03-05T09:12:44.000+00:00`. */
export function offsetTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+00:00');
}

/** Lists of Data Access, for example `2024-03-05T09:12:44+00:00`. */
export function offsetTimeInSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, '+00:00');
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Predefined categories and logins, for example `Mar 5, 2024 9:12:44 AM`. */
export function monthNameTime(ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = date.getUTCHours();
  const time = `${hours % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  const day = `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
  return `${day} ${time} ${hours < 12 ? 'AM' : 'PM'}`;
}
