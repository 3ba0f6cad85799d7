/** What a person types to log in. Made up. */
export interface SandboxLogin {
  readonly username: string;
  readonly password: string;
}

/** The roles of the people who can log in to the sandbox. */
export type SandboxRole = 'administrator' | 'agent' | 'agentManager' | 'campaignManager';

/** A user of the account, as the login knows them. */
export interface LoginUser extends SandboxLogin {
  readonly userId: string;
  readonly pid: string;
  readonly role: SandboxRole;
  readonly isAdmin: boolean;
  /** Whether the user may log in: not deleted, and enabled. */
  readonly isEnabled: boolean;
  /** Ids of what the profiles of the user permit. */
  readonly privileges: readonly number[];
}
