import type { DataType } from './rows.js';

/** What the resources of the account are. Documented. */
export interface DataAccessResources {
  /** The kinds of files. */
  le: {
    /** Account id. */
    '@accountId': string;
    /** Resources. Iterate over the list instead: one link may come without its array (inferred). */
    link: DataAccessLink | DataAccessLink[];
  };
}

/** A link to a resource. */
export interface DataAccessLink {
  /** Absolute URL. */
  '@href': string;
  /** `self`, `agentActivity`, `webSession`, `engagement`, `survey` or `schema`. */
  '@rel': string;
}

/** A list of data files. Documented. */
export interface DataFileList {
  /** The files of the range. */
  dataAccessFiles: {
    /** Account id; absent from the empty list that stands for the answer `No Available Files`. */
    '@id'?: string;
    /** This list; absent from the empty list. */
    link?: DataAccessLink;
    /** Files. Iterate over the list instead: one file may come without its array (inferred). */
    file?: DataFile | DataFile[];
  };
}

/** A data file: gzip, with a JSON object per line, in Avro's JSON encoding. It is deleted after 30 days. */
export interface DataFile {
  /** Name; it may lack the ending `.gz`. */
  '@name': string;
  /** Begin of the hour that the file tells of, in ISO 8601 with an offset. */
  '@scopeStartDate': string;
  /** End of that hour, in ISO 8601 with an offset. */
  '@scopeEndDate': string;
  /** Absolute URL of the file, for `download`. */
  '@href': string;
}

/** Parameters of `dataAccess.listResources`. */
export interface ListDataAccessResourcesParams {
  /** Revision known from an earlier answer; when nothing has changed since, the value is `undefined` (status 304). */
  ifRevision?: string | number | undefined;
}

/** When files were made: not when that happened of which they tell. No longest range is documented. */
export interface DataFileRange {
  /** First time, milliseconds since the epoch or a `Date`. Go on with the `endTime` of the call before. */
  startTime: number | Date;
  /** Last time, milliseconds since the epoch or a `Date`. */
  endTime: number | Date;
}

/** Parameters of the lists of files. */
export interface ListDataFilesParams extends DataFileRange, ListDataAccessResourcesParams {}

/** Parameters of `dataAccess.getSchema`. */
export interface GetDataSchemaParams extends ListDataAccessResourcesParams {
  /** Number of the schema, or `latest`. @default 'latest' */
  schemaId?: string | number | undefined;
}

/** Parameters of `dataAccess.download`. */
export interface DownloadDataFileParams {
  /** The `@href` of a listed file. */
  href: string;
}

/** Parameters of `dataAccess.rows`. */
export interface ReadDataRowsParams<Type extends DataType = DataType> extends DataFileRange {
  /** Which files. */
  dataType: Type;
}
