/** Where an account may live. */
export const PLATFORM_KINDS = ['liveperson', 'sandbox'] as const;
export type PlatformKind = (typeof PLATFORM_KINDS)[number];

/** What `lp-toolbelt provision` is called with. */
export interface ProvisionFlags {
  readonly account?: string | undefined;
  readonly platform: PlatformKind;
  readonly store?: string | undefined;
  /** Client names of applications of another store. */
  readonly takeOver?: readonly string[] | undefined;
  readonly featureId?: string | undefined;
  readonly timeout: string;
  readonly dryRun?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly json?: boolean | undefined;
}
