/** What is told of code that is left to its author: a heading of docs/migration.md, and what to do in one sentence. */
export const rules = {
  callback: 'Return the result, and throw the error, from lambda itself.',
  clients: 'Call the client where it was made, or write the call with fetch by hand.',
  commonjs: 'A function is an ES module of one file: import, and leave out what exports.',
  console: 'Use debug, info, log, warn or error: the platform has no other methods of console.',
  credentials: 'The default secret holds OAuth 2.0 now: { client_id, client_secret }.',
  environment: 'The platform no longer sets this variable: set one of your own, or ask CSDS.',
  errors:
    'What fails on the way is an error of fetch now: look at error.cause.code, or error.name "TimeoutError".',
  'form-of-the-handler': 'Declare it as async function lambda(input) { … } at top level.',
  'official-options': 'Write the call as for fetch; an option of V1 is refused here.',
  packages: 'Check that the platform has the package, or let lp-toolbelt bundle put it into the function.',
  'request-options': 'Write the call as for fetch by hand.',
  'strict-mode': 'Declare the variable with let: an ES module has no undeclared ones.',
  toolbelt: 'Use another way: the toolbelt has nothing of this name any more.',
  unreadable: 'Mend the file first; it was not changed.',
} as const;

export type Rule = keyof typeof rules;

/** Something that is left to the author. */
export interface Report {
  readonly rule: Rule;
  /** From 1, in the file as it was. */
  readonly lineBefore: number;
  /** From 1, in the file with the changes. */
  readonly line: number;
  readonly what: string;
  readonly advice: string;
}

/** Something that was changed. */
export interface Change {
  /** From 1, in the file as it was. */
  readonly line: number;
  readonly what: string;
}
