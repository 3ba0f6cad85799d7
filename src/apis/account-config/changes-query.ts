import * as z from 'zod/mini';
import type { ParameterIssue } from '../define-api.js';
import { inBody, inPath, inQuery, type Parameter, type ParametersOf } from '../parameter.js';
import { id, listOf, text, wholeNumber } from '../parameter-schemas.js';

/** An account, and the revision of its collection that is known. */
export interface AccountRevision {
  /** Account id. */
  site: string;
  /** Revision that the caller has; what came after it is answered. */
  revision: number;
}

/** An account and a range of revisions of its collection. */
export interface AccountRevisionRange {
  /** Account id. */
  site: string;
  /** First revision. */
  from: number;
  /** Last revision, not before `from`. */
  to: number;
}

/** The kinds of query: both are a POST to the same path, told apart by a field of the body (documented). */
export const DELTA_QUERY = { type: 0 } as const;
export const CHANGES_QUERY = { type: 1 } as const;

/** What the queries for items changed since a revision have in common. */
export interface DeltaQueryParams {
  /** At least one account. Which accounts a key may ask for is not documented; ask for its own. */
  accounts: readonly AccountRevision[];
  /** Fields of the items, for example `id,deleted`; `$all` asks for every field (observed). */
  select?: string | undefined;
}

/** What the queries for all changes within revisions have in common. */
export interface ChangesQueryParams {
  /** At least one account. Which accounts a key may ask for is not documented; ask for its own. */
  accounts: readonly AccountRevisionRange[];
  /** Fields of the items, for example `id,deleted`; `$all` asks for every field (observed). */
  select?: string | undefined;
}

/** The items that have changed since the revisions asked for. All fields are documented. */
export interface DeltaAnswer<Item> {
  /** One entry per application. */
  appDataList: DeltaApplication<Item>[];
}

/** The part of one application in a {@link DeltaAnswer}. */
export interface DeltaApplication<Item> {
  /** Name of the application, for example `canned-responses` or `categories`. */
  appName: string;
  /** Version of its API, for example 2. */
  appApiVersion: number;
  /** The accounts, wrapped once more. */
  accountList: {
    /** The accounts. */
    accountList: DeltaAccount<Item>[];
  };
}

/** The part of one account in a {@link DeltaAnswer}. */
export interface DeltaAccount<Item> {
  /** Account id. */
  siteId: string;
  /** What has changed. */
  itemsCollection: DeltaItems<Item>;
}

/** Changed items, and the revision that they lead to. */
export interface DeltaItems<Item> {
  /** Items as they are now, deleted ones included. */
  items: Item[];
  /** Current revision. */
  revision: number;
}

/** All changes of one account within the revisions asked for. All fields are documented. */
export interface AccountChanges<Item> {
  /** Account id. */
  siteId: string;
  /** One entry per revision. */
  revisionsCollection: ChangedRevision<Item>[];
}

/** What one revision changed. */
export interface ChangedRevision<Item> {
  /** Revision. */
  revision: number;
  /**
   * Date of the revision; its time zone is not documented. Predefined content shows
   * `2024-03-05 09:12:44`, categories `Mar 5, 2024 9:12:44 AM`.
   */
  revisionDate: string;
  /** Items of this revision. */
  items: Item[];
}

/** Parameters of {@link DeltaQueryParams}. */
export function deltaParameters(): ParametersOf<DeltaQueryParams> {
  const account = z.strictObject(
    { site: site(), revision: wholeNumber(0) },
    'an object of an account and its revision, { site, revision }',
  );
  return { accounts: accounts(account), select: select() };
}

/** Parameters of {@link ChangesQueryParams}. */
export function changesParameters(): ParametersOf<ChangesQueryParams> {
  const account = z.strictObject(
    { site: site(), from: wholeNumber(0), to: wholeNumber(0) },
    'an object of an account and two revisions, { site, from, to }',
  );
  return { accounts: accounts(account), select: select() };
}

/** The rule that a range of revisions does not end before it starts. */
export function checkRevisions({ accounts }: ChangesQueryParams): ParameterIssue | undefined {
  const wrong = accounts.findIndex(({ from, to }) => from > to);
  if (wrong < 0) return undefined;
  return { parameter: `accounts.${wrong}.from`, message: `no greater than "accounts.${wrong}.to"` };
}

/** The revision of a collection, in the path. */
export function revisionInPath(): Parameter<number | string> {
  return inPath(id(), { encode: String });
}

function accounts<Account>(account: z.ZodMiniType<Account>): Parameter<readonly Account[]> {
  const schema = listOf(account, 'a list of at least one account', 1);
  return inBody(schema, { wire: 'parameters' });
}

function select(): Parameter<string | undefined> {
  return inQuery(z.optional(text('a list of field names such as id,name, or $all')));
}

function site(): z.ZodMiniType<string> {
  return text('the id of an account');
}
