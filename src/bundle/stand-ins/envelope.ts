/** Stands in for answers in an envelope where no API of the function has any. */
export const outOfEnvelope = (data: unknown): unknown => data;
