/** Stands in for the check of the options of calls where the function gives none. */
export const checkCallOptions = (): void => undefined;
export const checkRawOptions = (): void => undefined;
/** Only clients that take options look at it. */
export const controlTable = undefined;
