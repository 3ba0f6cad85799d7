// Data files hold Avro's JSON encoding; rows are its values without the wrappers that name their types. Of a
// wrapped record the name remains, as `@type` without its namespace, since it tells records of a union apart.

/**
 * A row of a data file. Fields are documented unless marked. Columns came with versions of the schema, so each may be
 * absent from older files (observed of some, so inferred for all), and null. Accounts with the PGP option get single
 * texts as armored PGP messages.
 */
export interface DataRow<Kind extends string, Body> {
  /** What the row tells of. */
  dataType: Kind;
  /** Where and when. */
  metaData: DataRowMetaData;
  /** The records of the row. */
  recordCollection: { body: Body }[];
}

/** Data about a row. */
export interface DataRowMetaData {
  /** Present where the file wraps the record (observed). */
  '@type'?: 'MetaData';
  /** Account id. */
  accountId?: string | null;
  /** Version of the Avro schema, for example `1.0.0.22`. */
  schemaVersion?: string;
  /** Begin of the session or engagement, in milliseconds since the epoch. */
  startTime?: number | null;
  /** End of the session or engagement, in milliseconds since the epoch. */
  endTime?: number | null;
}

/** Identifies a visitor and a session. */
export interface VisitorHeader {
  '@type'?: 'VisitorHeader';
  /** Session of the visitor; may be empty. */
  visitId?: string | null;
  /** Visitor; may be empty. */
  visitorId?: string | null;
  /** Context. */
  contextId?: string | null;
}
