/** How every command of `lp-toolbelt` may end. */
export const ExitCodes = { good: 0, failed: 1, wrongUsage: 2 } as const;

/** How `lp-toolbelt provision` may end beside that; scripts decide by it what comes next. */
export const ProvisionExitCodes = { notAdministrator: 3, manualStep: 4, stopped: 5 } as const;

export type ExitCode =
  | (typeof ExitCodes)[keyof typeof ExitCodes]
  | (typeof ProvisionExitCodes)[keyof typeof ProvisionExitCodes];

export const EXIT_CODES_HELP = `
Exit codes:
  0  good
  1  failed
  2  wrong usage`;

export const PROVISION_EXIT_CODES_HELP = `${EXIT_CODES_HELP}
  3  not an administrator of the account; nothing was changed
  4  a step has to be done by hand; then run again
  5  stopped before the end (time limit, Ctrl-C, no consent); run again to carry on`;
