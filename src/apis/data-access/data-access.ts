import type { Readable } from 'node:stream';
import * as z from 'zod/mini';
import { isJsonObject } from '../../http/json.js';
import { parseLink } from '../../http/path.js';
import type { ApiCall, ApiList, CallOptions } from '../api-call.js';
import { defineApi, type OperationOf, type ParameterIssue } from '../define-api.js';
import { asLink, ifRevision, inQuery } from '../parameter.js';
import { encodeTime, rule, time } from '../parameter-schemas.js';
import type {
  DataAccessLink,
  DataAccessResources,
  DataFile,
  DataFileList,
  DataFileRange,
  DownloadDataFileParams,
  GetDataSchemaParams,
  ListDataAccessResourcesParams,
  ListDataFilesParams,
  ReadDataRowsParams,
} from './files.js';
import type { DataRows, DataType } from './rows.js';

/** Hosts by region (documented), under the prefix that the other hosts of an account of that region have. */
export const DATA_ACCESS_HOSTS = {
  va: 'va.da.liveperson.net',
  lo: 'lo.da.liveperson.net',
  sy: 'sy.da.liveperson.net',
} as const;

/** Where links of the lists lead: files lie on hosts of zones, for example `va-a.da.liveperson.net`. */
export const DATA_FILE_HOSTS = '*.da.liveperson.net';

/** Lists files of one kind. */
export interface ListDataFiles {
  /**
   * The files that were made in the range; none when the server answers `No Available Files`. Files are made
   * every hour, up to six hours after what they tell of is over, and deleted after 30 days. Await it for the
   * answer, or iterate over the files.
   *
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {ConfigError} The region of the account is not known: set `dataAccessHost`.
   * @throws {PrivilegeError} The key may not read the data, or the data type is not enabled for the account.
   * @throws {HttpError} The server answered with another error.
   */
  (
    params: ListDataFilesParams & { ifRevision?: undefined },
    options?: CallOptions,
  ): ApiList<DataFile, DataFileList>;
  /**
   * The same, if it has changed since `ifRevision`; else `undefined`.
   *
   * @throws {ParameterError} | {ConfigError} | {PrivilegeError} | {HttpError}
   */
  (params: ListDataFilesParams, options?: CallOptions): ApiList<DataFile, DataFileList | undefined>;
}

/** What the Data Access API itself offers. */
export interface DataAccessOperations {
  /**
   * The resources of the account, with the kinds of data.
   *
   * @throws {ConfigError} The region of the account is not known: set `dataAccessHost`.
   * @throws {PrivilegeError} | {HttpError}
   */
  listResources(
    params?: ListDataAccessResourcesParams & { ifRevision?: undefined },
    options?: CallOptions,
  ): ApiList<DataAccessLink, DataAccessResources>;
  /**
   * The same, if it has changed since `ifRevision`; else `undefined`.
   *
   * @throws {ParameterError} | {ConfigError} | {PrivilegeError} | {HttpError}
   */
  listResources(
    params: ListDataAccessResourcesParams,
    options?: CallOptions,
  ): ApiList<DataAccessLink, DataAccessResources | undefined>;

  /**
   * The files of agent sessions.
   *
   * @example
   * for await (const file of lp.dataAccess.listAgentActivityFiles({ startTime, endTime })) {
   *   console.log(file['@name']);
   * }
   */
  readonly listAgentActivityFiles: ListDataFiles;
  /** The files of web sessions of visitors. */
  readonly listWebSessionFiles: ListDataFiles;
  /** The files of chats with transcripts, of a product that LivePerson is going to deprecate. */
  readonly listEngagementFiles: ListDataFiles;
  /** The files of surveys. */
  readonly listSurveyFiles: ListDataFiles;

  /**
   * The Avro schema of the data files, as JSON.
   *
   * @throws {ParameterError} | {ConfigError} | {PrivilegeError} | {HttpError}
   */
  getSchema(params?: GetDataSchemaParams, options?: CallOptions): ApiCall<unknown>;

  /**
   * A file as it is stored: gzip, unless the server undid it (look for the bytes 1f 8b). Read the stream to its
   * end or destroy it. `bodyIdleMs` limits the time between chunks while you read, and the `signal` of the
   * call goes on to count; its deadline ends with the headers.
   *
   * @example
   * const file = await lp.dataAccess.download({ href: listed['@href'] });
   * await pipeline(file, createWriteStream('file.gz'));
   * @throws {ParameterError} The link is none; nothing was sent.
   * @throws {HostNotAllowedError} The link leads elsewhere; nothing was sent, and no credential went there.
   * @throws {HttpError} The server answered with an error, for example 404 for a file that was deleted.
   */
  download(params: DownloadDataFileParams, options?: CallOptions): ApiCall<Readable>;
}

/**
 * Data Access API: files with agent sessions, web sessions, chats and surveys. LivePerson enables it per account
 * and kind of data. Its hosts are not in CSDS: the region is taken from the account's other hosts (inferred), or
 * from the option `dataAccessHost`.
 */
export interface DataAccessApi extends DataAccessOperations {
  /**
   * All rows of all files that were made in the range: listed, downloaded one after the other, unzipped, and
   * unwrapped from Avro's JSON encoding. Memory does not grow with the number of rows: nothing is read ahead
   * of the loop but a few chunks. Leaving the loop closes the download.
   *
   * `{"long": 5}` becomes `5`. A wrapped record keeps its name as `@type`: see {@link DataRows}.
   *
   * @example
   * const hours = { startTime: Date.now() - 3_600_000, endTime: Date.now() };
   * for await (const row of lp.dataAccess.rows({ dataType: 'agentActivity', ...hours })) {
   *   for (const { body } of row.recordCollection) console.log(body.header?.agentSessionId);
   * }
   * @throws {ParameterError} When the loop begins: an argument is wrong; nothing was sent.
   * @throws {HostNotAllowedError} A listed file lies elsewhere; no credential went there.
   * @throws {ResponseValidationError} A file is damaged, or is no sequence of JSON objects.
   * @throws {ConfigError} | {PrivilegeError} | {HttpError} | {NetworkError} | {TimeoutError}
   */
  rows<Type extends DataType>(
    params: ReadDataRowsParams<Type>,
    options?: CallOptions,
  ): AsyncIterable<DataRows[Type]>;
}

const ROOT = '/data_access_le/account/{accountId}/le';

/** Row 1 of the privilege table. It has no writes. */
export const dataAccess = defineApi<DataAccessOperations>({
  id: 'dataAccess',
  title: 'Data Access API',
  privilege: 'Read',
  service: 'dataAccess',
  owns: ['/data_access_le/account/{accountId}'],
  operations: {
    listResources: {
      summary: 'The resources of the account',
      method: 'GET',
      path: ROOT,
      parameters: () => ({ ifRevision: ifRevision() }),
      items: (page: DataAccessResources | undefined) => (page === undefined ? [] : asList(page.le?.link)),
    },
    listAgentActivityFiles: fileList('agentActivity', 'The files of agent sessions'),
    listWebSessionFiles: fileList('webSession', 'The files of web sessions'),
    listEngagementFiles: fileList('engagement', 'The files of chats with transcripts'),
    listSurveyFiles: fileList('survey', 'The files of surveys'),
    getSchema: {
      summary: 'The Avro schema of the files',
      method: 'GET',
      path: `${ROOT}/schema`,
      parameters: () => ({
        schemaId: inQuery(z.optional(schemaId()), { fallback: () => 'latest', required: true }),
        ifRevision: ifRevision(),
      }),
    },
    download: {
      summary: 'One file',
      method: 'GET',
      path: `${ROOT}/{dataType}/{fileName}`,
      parameters: () => ({ href: asLink(link(), { encode: parseLink }) }),
      streams: true,
    },
  },
});

function fileList(dataType: DataType, summary: string): OperationOf<ListDataFiles> {
  return {
    summary,
    method: 'GET',
    path: `${ROOT}/${dataType}`,
    parameters: () => ({
      startTime: inQuery(time(), { encode: encodeTime }),
      endTime: inQuery(time(), { encode: encodeTime }),
      ifRevision: ifRevision(),
    }),
    check: checkRange,
    items: (page: DataFileList | undefined) => (page === undefined ? [] : filesOf(page.dataAccessFiles)),
    // Observed with a status that nobody recorded, for a range in which no file was made.
    emptyAnswer: {
      text: 'No Available Files',
      value: (): DataFileList => ({ dataAccessFiles: { file: [] } }),
    },
  };
}

function checkRange({ startTime, endTime }: DataFileRange): ParameterIssue | undefined {
  if (startTime <= endTime) return undefined;
  return { parameter: 'startTime', message: 'no later than "endTime"' };
}

function schemaId(): z.ZodMiniType<string | number> {
  const pattern = /^\w[\w.]*$/;
  return rule<string | number>(
    (value) => (typeof value === 'string' || typeof value === 'number') && pattern.test(String(value)),
    'the number of a schema, or latest',
    { type: 'string', pattern: pattern.source },
  );
}

function link(): z.ZodMiniType<string> {
  return rule<string>(
    (value) => parseLink(value) !== undefined,
    'the @href of a listed file, an absolute https URL',
    { type: 'string', format: 'uri' },
  );
}

/** An empty list may be left out of what holds it. */
function filesOf(files: unknown): unknown {
  if (!isJsonObject(files)) return undefined;
  return files.file === undefined ? [] : asList(files.file);
}

/** Converters from XML give a single object for a list of one. */
function asList(items: unknown): unknown {
  return isJsonObject(items) ? [items] : items;
}
