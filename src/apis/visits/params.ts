import type * as z from 'zod/mini';
import type { Parameter } from '../define-api.js';
import { isWholeNumber, type JsonSchema, rule, text } from '../parameter-schemas.js';

/** What names a visit. */
export interface VisitParams {
  /** Id of the visitor (`vid`), from the web tag or the App Engagement API. It is opaque text. */
  visitorId: string;
  /** Id of the visitor's session (`sid`), given together with the id of the visitor. */
  sessionId: string;
}

/** An opaque id with a slash or a space is a mistake, though it could be sent percent-encoded. */
const PATH_TEXT = /^[^\s/\\]+$/;

/** Parameters of {@link VisitParams}. */
export function visitParameters(): Readonly<Record<keyof VisitParams, Parameter>> {
  return {
    visitorId: { in: 'path', schema: visitorId() },
    sessionId: { in: 'query', wire: 'sid', schema: text('the id of a session') },
  };
}

/** The id of an engagement in a session, in the path. One page types it as a number, another shows text. */
export function contextIdInPath(): Parameter {
  const schema = rule<number | string>(
    (value) => isPathText(value) || (isWholeNumber(value) && value >= 0),
    'the id of a context, as a number or as text without spaces and slashes',
    { anyOf: [{ type: 'integer', minimum: 0 }, pathTextJson()] },
  );
  return { in: 'path', schema, encode: String };
}

function visitorId(): z.ZodMiniType<string> {
  return rule<string>(isPathText, 'the id of a visitor, text without spaces and slashes', pathTextJson());
}

function isPathText(value: unknown): value is string {
  return typeof value === 'string' && PATH_TEXT.test(value);
}

function pathTextJson(): JsonSchema {
  return { type: 'string', pattern: PATH_TEXT.source };
}
