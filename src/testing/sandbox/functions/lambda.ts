/** What a function is invoked with. */
export interface LambdaInput {
  /** Headers of the invocation, as pairs. */
  readonly headers: readonly { readonly key: string; readonly value: string }[];
  // biome-ignore lint/suspicious/noExplicitAny: the payload is what the caller sends, and each function knows its own.
  readonly payload: any;
}

/** A function of LivePerson Functions V2: what it returns, or its promise resolves to, is the answer, as JSON. */
export type Lambda = (input: LambdaInput) => unknown;

/** A function for a test, with what else an account knows of it. */
export interface TestFunction {
  readonly lambda: Lambda;
  /** Event that it listens to. @default none */
  readonly event?: string | undefined;
  /** Ids of the skills that it is assigned to. @default none */
  readonly skills?: readonly number[] | undefined;
  /** @default one made of the name, the same in each sandbox */
  readonly uuid?: string | undefined;
}

/** What `startSandbox` takes as `functions`: a folder, or handlers by name. */
export type GivenFunctions = string | Readonly<Record<string, Lambda | TestFunction>>;
