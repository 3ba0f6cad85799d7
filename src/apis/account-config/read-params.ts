import * as z from 'zod/mini';
import { ifRevision, inQuery, type ParametersOf } from '../parameter.js';
import { flag, text } from '../parameter-schemas.js';

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
export function readParameters(): ParametersOf<AccountConfigReadParams> {
  return {
    select: inQuery(z.optional(text('a list of field names such as id,name, or $all'))),
    includeDeleted: inQuery(z.optional(flag()), { wire: 'include_deleted' }),
    ifRevision: ifRevision(),
  };
}
