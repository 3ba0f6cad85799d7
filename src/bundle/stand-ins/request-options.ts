/** Stands in for the options of raw calls where the function makes none. */
export const normaliseHeaders = (): Record<string, string> => ({});
export const normaliseMethod = (): string => 'GET';
export const normaliseBody = (): object => ({});
