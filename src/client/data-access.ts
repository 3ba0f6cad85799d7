import type { CallOptions } from '../apis/api-call.js';
import type { DataAccessApi, DataAccessOperations } from '../apis/data-access.js';
import type { ReadDataRowsParams } from '../apis/data-access-files.js';
import { dataRowSchemas } from '../apis/data-access-row-schemas.js';
import type { DataRows, DataType } from '../apis/data-access-rows.js';
import { ParameterError } from '../errors/parameter-error.js';
import { ResponseValidationError } from '../errors/response-validation-error.js';
import { ToolBeltError } from '../errors/toolbelt-error.js';
import { gunzipBody } from '../http/decode.js';
import { unwrapAvro } from './avro-json.js';
import type { ClientParts } from './client-parts.js';
import { JsonObjects, JsonObjectsError } from './json-objects.js';

const LISTS = {
  agentActivity: 'listAgentActivityFiles',
  webSession: 'listWebSessionFiles',
  engagement: 'listEngagementFiles',
  survey: 'listSurveyFiles',
} as const satisfies Record<DataType, keyof DataAccessOperations>;

/** Longest name of a file in an error: it is the server's. */
const NAME_BYTES = 200;

/** The namespace with what is made of several operations. */
export function withRows(operations: DataAccessOperations, resolve: () => ClientParts): DataAccessApi {
  return Object.freeze({
    ...operations,
    rows: <Type extends DataType>(params: ReadDataRowsParams<Type>, options?: CallOptions) =>
      // The rows of a file are of the kind that its list is for; their schema is what checks it.
      readRows(operations, params, options, resolve) as AsyncGenerator<DataRows[Type]>,
  });
}

async function* readRows(
  operations: DataAccessOperations,
  params: ReadDataRowsParams,
  options: CallOptions | undefined,
  resolve: () => ClientParts,
): AsyncGenerator<unknown> {
  const { dataType, ...range } = params ?? {};
  if (!Object.hasOwn(LISTS, dataType)) throw unknownDataType();
  const { checker, redactor } = resolve();
  const name = `dataAccess.rows of ${dataType}`;
  const answer = { response: dataRowSchemas[dataType] };
  function* toRows(objects: Iterable<object>): Generator<unknown> {
    for (const object of objects) {
      const row = unwrapAvro(object);
      checker.check(name, answer, row);
      yield row;
    }
  }
  for await (const file of operations[LISTS[dataType]](range, options)) {
    const content = await operations.download({ href: file['@href'] }, options);
    const objects = new JsonObjects();
    try {
      // One row at a time: rows that wait in a list would survive collections and let the heap grow.
      for await (const text of gunzipBody(content).setEncoding('utf8')) {
        for (const row of toRows(objects.push(text))) yield row;
      }
      for (const row of toRows(objects.end())) yield row;
    } catch (error) {
      options?.signal?.throwIfAborted();
      throw fileError(error, redactor.words(String(file['@name']), NAME_BYTES));
    } finally {
      content.destroy();
    }
  }
}

/** What zlib says of damage would name no file; the texts of JSON's errors would hold data. */
function fileError(error: unknown, name: string): unknown {
  if (error instanceof ToolBeltError) return error;
  const code = (error as { code?: unknown } | null)?.code;
  const isDamaged = typeof code === 'string' && code.startsWith('Z_');
  const message = isDamaged ? `is damaged (${code})` : undefined;
  const found = message ?? (error instanceof JsonObjectsError ? error.message : undefined);
  return found === undefined
    ? error
    : new ResponseValidationError('dataAccess.rows', [{ path: name, message: found }]);
}

function unknownDataType(): ParameterError {
  const known = Object.keys(LISTS).join(', ');
  return new ParameterError(
    'dataType',
    `dataAccess.rows: "dataType" must be one of ${known}. Nothing was sent.`,
  );
}
