import type { ApiCall, ApiList, CallOptions } from '../api-call.js';
import { defineApi, itemsOf } from '../define-api.js';
import { idInPath } from '../parameter.js';
import {
  type AccountChanges,
  CHANGES_QUERY,
  checkRevisions,
  DELTA_QUERY,
  type DeltaAnswer,
} from './changes-query.js';
import type { DefaultPredefinedContent, PredefinedContent } from './predefined-content-entity.js';
import {
  contentChangesParameters,
  contentDeltaParameters,
  contentListParameters,
  contentReadParameters,
  type GetDefaultPredefinedContentParams,
  type GetPredefinedContentParams,
  type ListPredefinedContentParams,
  type QueryPredefinedContentChangesParams,
  type QueryPredefinedContentDeltaParams,
  templateId,
} from './predefined-content-params.js';

/** Predefined Content API: the texts that agents have ready to send (canned responses). */
export interface PredefinedContentApi {
  /**
   * All predefined content of the account, in one page. Without `select` its texts are not answered.
   *
   * @example
   * const items = await lp.predefinedContent.list({ select: '$all', lang: ['en-US'] });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read predefined content.
   * @throws {HttpError} The server answered with another error.
   */
  list(
    params?: ListPredefinedContentParams & { ifRevision?: undefined },
    options?: CallOptions,
  ): ApiList<PredefinedContent>;
  /**
   * All predefined content, if it has changed since `ifRevision`; else `undefined`.
   *
   * @example
   * const changed = await lp.predefinedContent.list({ select: '$all', ifRevision: '1742' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read predefined content.
   * @throws {HttpError} The server answered with another error.
   */
  list(
    params: ListPredefinedContentParams,
    options?: CallOptions,
  ): ApiList<PredefinedContent, PredefinedContent[] | undefined>;

  /**
   * Predefined content by the id of its category; an item of several categories is in each of them.
   *
   * @example
   * const byCategory = await lp.predefinedContent.listGroupedByCategories({ select: '$all' });
   * const openings = byCategory['600800111'] ?? [];
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read predefined content.
   * @throws {HttpError} The server answered with another error.
   */
  listGroupedByCategories(
    params?: ListPredefinedContentParams & { ifRevision?: undefined },
    options?: CallOptions,
  ): ApiCall<Record<string, PredefinedContent[]>>;
  /**
   * Predefined content by the id of its category, if it has changed since `ifRevision`; else `undefined`.
   *
   * @example
   * const changed = await lp.predefinedContent.listGroupedByCategories({ ifRevision: '1742' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read predefined content.
   * @throws {HttpError} The server answered with another error.
   */
  listGroupedByCategories(
    params: ListPredefinedContentParams,
    options?: CallOptions,
  ): ApiCall<Record<string, PredefinedContent[]> | undefined>;

  /**
   * One item. Without `select` its texts are not answered.
   *
   * @example
   * const item = await lp.predefinedContent.get({ predefinedContentId: 600700111, select: '$all' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read predefined content.
   * @throws {HttpError} 404: there is no such item; or another error.
   */
  get(
    params: GetPredefinedContentParams & { ifRevision?: undefined },
    options?: CallOptions,
  ): ApiCall<PredefinedContent>;
  /**
   * One item, if the predefined content of the account has changed since `ifRevision`; else `undefined`.
   *
   * @example
   * const changed = await lp.predefinedContent.get({ predefinedContentId: 600700111, ifRevision: '1742' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read predefined content.
   * @throws {HttpError} 404: there is no such item; or another error.
   */
  get(params: GetPredefinedContentParams, options?: CallOptions): ApiCall<PredefinedContent | undefined>;

  /**
   * What LivePerson ships to every account. It takes no parameters.
   *
   * @example
   * const defaults = await lp.predefinedContent.listDefaults();
   * @throws {PrivilegeError} The key may not read predefined content.
   * @throws {HttpError} The server answered with another error.
   */
  listDefaults(
    params?: Readonly<Record<string, never>>,
    options?: CallOptions,
  ): ApiList<DefaultPredefinedContent>;

  /**
   * One item of what LivePerson ships. The documentation describes one item and shows several: take both.
   *
   * @example
   * const found = await lp.predefinedContent.getDefault({ templateId: 'canned-response-template-1' });
   * const [item] = Array.isArray(found) ? found : [found];
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read predefined content.
   * @throws {HttpError} 404: there is no such template; or another error.
   */
  getDefault(
    params: GetDefaultPredefinedContentParams,
    options?: CallOptions,
  ): ApiCall<DefaultPredefinedContent | DefaultPredefinedContent[]>;

  /**
   * The items that have changed since a revision, deleted ones included, of one or more accounts.
   *
   * @example
   * const accounts = [{ site: '12345678', revision: 41 }];
   * const { appDataList } = await lp.predefinedContent.queryDelta({ accounts, select: '$all' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read predefined content of these accounts.
   * @throws {HttpError} The server answered with another error.
   */
  queryDelta(
    params: QueryPredefinedContentDeltaParams,
    options?: CallOptions,
  ): ApiCall<DeltaAnswer<PredefinedContent>>;

  /**
   * All changes within a range of revisions, of one or more accounts. The documentation shows the changes
   * of one account bare, its sibling APIs a list: take both.
   *
   * @example
   * const accounts = [{ site: '12345678', from: 40, to: 42 }];
   * const changes = await lp.predefinedContent.queryChanges({ accounts });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {PrivilegeError} The key may not read predefined content of these accounts.
   * @throws {HttpError} The server answered with another error.
   */
  queryChanges(
    params: QueryPredefinedContentChangesParams,
    options?: CallOptions,
  ): ApiCall<AccountChanges<PredefinedContent> | AccountChanges<PredefinedContent>[]>;
}

const CONTENT = '/api/account/{accountId}/configuration/engagement-window/canned-responses';
const CONTENT_OF_ACCOUNTS = '/api/account/configuration/engagement-window/canned-responses';
const DEFAULTS = '/api/configuration/defaults/engagement-window/canned-responses';
const VERSION = { v: '2.0' } as const;

/** Row 14 of the privilege table. */
export const predefinedContent = defineApi<PredefinedContentApi>({
  id: 'predefinedContent',
  title: 'Predefined Content API',
  privilege: 'Read',
  service: 'accountConfigReadOnly',
  owns: [CONTENT, CONTENT_OF_ACCOUNTS, DEFAULTS],
  operations: {
    list: {
      summary: 'All predefined content of the account',
      method: 'GET',
      path: CONTENT,
      parameters: contentListParameters,
      query: VERSION,
      items: itemsOf,
    },
    listGroupedByCategories: {
      summary: 'Predefined content by category',
      method: 'GET',
      path: CONTENT,
      parameters: contentListParameters,
      query: { ...VERSION, group_by: 'CATEGORIES' },
    },
    get: {
      summary: 'One item of predefined content',
      method: 'GET',
      path: `${CONTENT}/{predefinedContentId}`,
      parameters: () => ({ predefinedContentId: idInPath(), ...contentReadParameters() }),
      query: VERSION,
    },
    listDefaults: {
      summary: 'The predefined content that LivePerson ships',
      method: 'GET',
      // Documented with the slash at its end.
      path: `${DEFAULTS}/`,
      parameters: () => ({}),
      items: itemsOf,
    },
    getDefault: {
      summary: 'One item of the predefined content that LivePerson ships',
      method: 'GET',
      path: `${DEFAULTS}/{templateId}`,
      parameters: () => ({ templateId: templateId() }),
    },
    queryDelta: {
      summary: 'Predefined content changed since a revision',
      method: 'POST',
      path: `${CONTENT_OF_ACCOUNTS}/query`,
      parameters: contentDeltaParameters,
      query: VERSION,
      body: DELTA_QUERY,
      repeatable: true,
    },
    queryChanges: {
      summary: 'All changes of predefined content within revisions',
      method: 'POST',
      path: `${CONTENT_OF_ACCOUNTS}/query`,
      parameters: contentChangesParameters,
      check: checkRevisions,
      query: VERSION,
      body: CHANGES_QUERY,
      repeatable: true,
    },
  },
});
