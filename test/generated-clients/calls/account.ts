// What the test that starts these programs tells them.

/** An account, the hosts of its services, and a token. */
export interface Account {
  readonly accountId: string;
  readonly hosts: Readonly<Record<string, string>>;
  readonly token: string;
  readonly functionUuid: string;
  /** Chats of the 30 days before have ended. */
  readonly baseTime: number;
}

export const account = JSON.parse(process.env.ACCOUNT ?? '{}') as Account;

/** Base URL of a service, as CSDS tells it. */
export function urlOf(service: string): string {
  return `https://${account.hosts[service]}`;
}

/** The beginning of the search: 30 days before. */
export const searchFrom = account.baseTime - 30 * 86_400_000;

/** What came of the calls; the fields that are looked at have their types. */
export interface Outcome {
  readonly userIds: readonly number[];
  readonly nickname: string | undefined;
  readonly skillNames: readonly (string | undefined)[];
  readonly chats: number;
  readonly agents: readonly string[];
  readonly returned: unknown;
  /** Status and words of a refusal. */
  readonly refused: readonly [status: number, message: string | undefined];
  /** Ids of categories: the answer of the operation that shares its URL with another. */
  readonly categories: readonly string[];
}
