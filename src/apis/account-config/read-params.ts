import * as z from 'zod/mini';
import type { Parameter } from '../define-api.js';
import { flag, id, isHeaderText, isWholeNumber, rule, text } from '../parameter-schemas.js';

/** What the reads of the account configuration have in common. */
export interface AccountConfigReadParams {
  /**
   * Fields to answer: a comma-separated list, nested fields in parentheses, for example
   * `id,name,memberOf(agentGroupId)`; `$all` asks for every field (observed). The server ignores
   * unknown names without an error.
   */
  select?: string | undefined;
  /**
   * Whether to answer deleted items, too. Documented for lists; for a single item inferred.
   * @default false
   */
  includeDeleted?: boolean | undefined;
  /**
   * Revision known from an earlier answer (`withResponse()` gives it). When nothing has changed since,
   * the value is `undefined` (status 304). `-1` always gives a full answer.
   */
  ifRevision?: string | number | undefined;
}

/** Parameters of {@link AccountConfigReadParams}. */
export function readParameters(): Readonly<Record<keyof AccountConfigReadParams, Parameter>> {
  return {
    select: {
      in: 'query',
      schema: z.optional(text('a list of field names such as id,name, or $all')),
    },
    includeDeleted: { in: 'query', wire: 'include_deleted', schema: z.optional(flag()) },
    // The service reads If-Match as others read If-None-Match: an equal revision gives 304.
    ifRevision: { in: 'header', wire: 'If-Match', schema: z.optional(revision()), encode: String },
  };
}

/** The id of one item, in the path. */
export function idInPath(): Parameter {
  return { in: 'path', schema: id(), encode: String };
}

/** The items of a list that comes whole; none when it has not changed. */
export function itemsOf(page: readonly unknown[] | undefined): readonly unknown[] {
  return page ?? [];
}

function revision(): z.ZodMiniType<string | number> {
  return rule<string | number>(
    (value) => (isWholeNumber(value) && value >= -1) || isHeaderText(value),
    'the revision of an earlier answer, or -1 for a full answer',
    { type: 'string', minLength: 1 },
  );
}
