/** What most error codes begin with. */
export const PREFIX = 'com.liveperson.faas.';

/** Stands in for the table of error codes: a code without its beginning, made whole. */
/* @__NO_SIDE_EFFECTS__ */
export function wholeCode(rest: string): string {
  return PREFIX + rest;
}
