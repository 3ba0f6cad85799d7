/**
 * Reads a whole number of a query or a body; undefined where there is none.
 * @param refuse Makes the error for any other text, from what is expected.
 */
export function readWhole(
  text: string | null | undefined,
  min: number,
  max: number,
  refuse: (expected: string) => Error,
): number | undefined {
  if (text === null || text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw refuse(`a whole number from ${min} to ${max}`);
}
