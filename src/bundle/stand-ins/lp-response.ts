/** Stands in for the answer of a raw call where the function makes none. */
export class LPResponse {}
