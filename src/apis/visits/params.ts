import type * as z from 'zod/mini';
import { inPath, inQuery, type Parameter, type ParametersOf } from '../parameter.js';
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
export function visitParameters(): ParametersOf<VisitParams> {
  return {
    visitorId: inPath(visitorId()),
    sessionId: inQuery(text('the id of a session'), { wire: 'sid' }),
  };
}

/** The id of an engagement in a session, in the path. One page types it as a number, another shows text. */
export function contextIdInPath(): Parameter<number | string> {
  const schema = rule<number | string>(
    (value) => isPathText(value) || (isWholeNumber(value) && value >= 0),
    'the id of a context, as a number or as text without spaces and slashes',
    { anyOf: [{ type: 'integer', minimum: 0 }, pathTextJson()] },
  );
  return inPath(schema, { encode: String });
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
