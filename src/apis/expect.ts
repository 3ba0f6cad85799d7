/** Compiles only for `true`; ties a schema to its interface: `Expect<Agrees<ReturnType<typeof userSchema>, User>>`. */
export type Expect<Truth extends true> = Truth;
