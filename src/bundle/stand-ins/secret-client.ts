/** Stands in for the client of secrets where the function names none. */
export const cacheLife = (): undefined => undefined;
export const createSecretClient = (): object => ({});
