/** Stands in for the channels where the function does not import what listens to them. */
export const publish = (): void => undefined;
export const publishFailure = (): void => undefined;
