/** Stands in for the look at the version of Node, which on the platform nobody can choose. */
export const checkNodeVersion = (): void => undefined;
