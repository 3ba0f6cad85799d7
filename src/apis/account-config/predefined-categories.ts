import type { ApiCall, ApiList, CallOptions } from '../api-call.js';
import { defineApi, itemsOf } from '../define-api.js';
import { idInPath, type ParametersOf } from '../parameter.js';
import {
  type AccountChanges,
  CHANGES_QUERY,
  type ChangesQueryParams,
  changesParameters,
  checkRevisions,
  DELTA_QUERY,
  type DeltaAnswer,
  type DeltaQueryParams,
  deltaParameters,
  revisionInPath,
} from './changes-query.js';
import { type AccountConfigReadParams, readParameters } from './read-params.js';

/**
 * A category of predefined content. Which fields come back depends on `select`; all but `id` and `deleted`
 * may be absent. Fields are documented.
 */
export interface PredefinedCategory {
  /** Unique id. */
  id: number;
  /** Whether the category is deleted; such categories are answered with `includeDeleted` only. */
  deleted: boolean;
  /** Name. */
  name?: string;
  /** Position among the categories, from 1. */
  order?: number;
  /** Whether new engagements are assigned to it by default. */
  proposed?: boolean;
}

/** What the lists of categories have in common. */
export interface ListPredefinedCategoriesParams {
  /**
   * Fields to answer: a comma-separated list such as `id,order`, `$summary` for id, deleted and name, or
   * `$all` for every field.
   * @default '$summary'
   */
  select?: string | undefined;
  /**
   * Whether to answer deleted categories, too.
   * @default false
   */
  includeDeleted?: boolean | undefined;
}

/** Parameters of `predefinedCategories.listByRevision`. */
export interface ListPredefinedCategoriesByRevisionParams extends ListPredefinedCategoriesParams {
  /** Revision of the collection, positive: as a number or as its digits, as `withResponse()` gives it. */
  revision: number | string;
}

/** Parameters of `predefinedCategories.get`. */
export interface GetPredefinedCategoryParams extends AccountConfigReadParams {
  /** Id of the category, as a number or as its digits. */
  categoryId: number | string;
  /**
   * Fields to answer: a comma-separated list such as `id,order`, `$summary` for id, deleted and name, or
   * `$all` for every field.
   * @default '$all'
   */
  select?: string | undefined;
  /**
   * Revision known from an earlier answer. When nothing has changed since, the value is `undefined`. Status
   * 304 is documented here, the header `If-Match` that leads to it is inferred from the sibling APIs.
   */
  ifRevision?: string | number | undefined;
}

/** Parameters of `predefinedCategories.queryDelta`. */
export interface QueryPredefinedCategoriesDeltaParams extends DeltaQueryParams {}

/** Parameters of `predefinedCategories.queryChanges`. */
export interface QueryPredefinedCategoriesChangesParams extends ChangesQueryParams {}

/** Predefined Categories API: what predefined content is ordered by. */
export interface PredefinedCategoriesApi {
  /**
   * All categories of the account, in one page. Without `select` a category has `id`, `deleted` and `name`
   * only.
   *
   * @example
   * const categories = await lp.predefinedCategories.list({ select: '$all' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read categories.
   * @throws {HttpError} The server answered with another error.
   */
  list(params?: ListPredefinedCategoriesParams, options?: CallOptions): ApiList<PredefinedCategory>;

  /**
   * All categories as they were at a revision. Without `select` a category has `id`, `deleted` and `name`
   * only.
   *
   * @example
   * const { revision } = await lp.predefinedCategories.list().withResponse();
   * if (revision !== undefined) await lp.predefinedCategories.listByRevision({ revision });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read categories.
   * @throws {HttpError} 404: there is no such revision; or another error.
   */
  listByRevision(
    params: ListPredefinedCategoriesByRevisionParams,
    options?: CallOptions,
  ): ApiList<PredefinedCategory>;

  /**
   * One category, with all its fields unless `select` says otherwise.
   *
   * @example
   * const category = await lp.predefinedCategories.get({ categoryId: 600800111 });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read categories.
   * @throws {HttpError} 404: there is no such category; or another error.
   */
  get(
    params: GetPredefinedCategoryParams & { ifRevision?: undefined },
    options?: CallOptions,
  ): ApiCall<PredefinedCategory>;
  /**
   * One category, if the categories of the account have changed since `ifRevision`; else `undefined`.
   *
   * @example
   * const changed = await lp.predefinedCategories.get({ categoryId: 600800111, ifRevision: '57' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read categories.
   * @throws {HttpError} 404: there is no such category; or another error.
   */
  get(params: GetPredefinedCategoryParams, options?: CallOptions): ApiCall<PredefinedCategory | undefined>;

  /**
   * The categories that have changed since a revision, deleted ones included, of one or more accounts.
   *
   * @example
   * const accounts = [{ site: '12345678', revision: 56 }];
   * const { appDataList } = await lp.predefinedCategories.queryDelta({ accounts });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read categories of these accounts.
   * @throws {HttpError} The server answered with another error.
   */
  queryDelta(
    params: QueryPredefinedCategoriesDeltaParams,
    options?: CallOptions,
  ): ApiCall<DeltaAnswer<PredefinedCategory>>;

  /**
   * All changes within a range of revisions, of one or more accounts.
   *
   * @example
   * const accounts = [{ site: '12345678', from: 56, to: 57 }];
   * const changes = await lp.predefinedCategories.queryChanges({ accounts });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read categories of these accounts.
   * @throws {HttpError} The server answered with another error.
   */
  queryChanges(
    params: QueryPredefinedCategoriesChangesParams,
    options?: CallOptions,
  ): ApiCall<AccountChanges<PredefinedCategory>[]>;
}

const CATEGORIES = '/api/account/{accountId}/configuration/le-categories/categories';
const CATEGORIES_OF_ACCOUNTS = '/api/account/configuration/le-categories/categories';
const VERSION = { v: '2.0' } as const;

/** Row 16 of the privilege table. */
export const predefinedCategories = defineApi<PredefinedCategoriesApi>({
  id: 'predefinedCategories',
  title: 'Predefined Categories API',
  privilege: 'Read',
  service: 'accountConfigReadOnly',
  owns: [
    CATEGORIES,
    CATEGORIES_OF_ACCOUNTS,
    // Categories are written from a file here, and a file is checked below.
    '/api/account/{accountId}/configuration/le-categories/import',
  ],
  operations: {
    list: {
      summary: 'All categories of the account',
      method: 'GET',
      path: CATEGORIES,
      parameters: listParameters,
      query: VERSION,
      items: itemsOf,
    },
    listByRevision: {
      summary: 'All categories as they were at a revision',
      method: 'GET',
      path: `${CATEGORIES}/revision/{revision}`,
      parameters: () => ({ revision: revisionInPath(), ...listParameters() }),
      query: VERSION,
      items: itemsOf,
    },
    get: {
      summary: 'One category',
      method: 'GET',
      path: `${CATEGORIES}/{categoryId}`,
      parameters: () => ({ categoryId: idInPath(), ...readParameters() }),
      query: VERSION,
    },
    queryDelta: {
      summary: 'Categories changed since a revision',
      method: 'POST',
      path: `${CATEGORIES_OF_ACCOUNTS}/query`,
      parameters: deltaParameters,
      query: VERSION,
      body: DELTA_QUERY,
      repeatable: true,
    },
    queryChanges: {
      summary: 'All changes of categories within revisions',
      method: 'POST',
      path: `${CATEGORIES_OF_ACCOUNTS}/query`,
      parameters: changesParameters,
      check: checkRevisions,
      query: VERSION,
      body: CHANGES_QUERY,
      repeatable: true,
    },
  },
});

function listParameters(): ParametersOf<ListPredefinedCategoriesParams> {
  // No revision: neither If-Match nor 304 is documented for these lists.
  const { select, includeDeleted } = readParameters();
  return { select, includeDeleted };
}
