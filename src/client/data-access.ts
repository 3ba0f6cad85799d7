import { answers } from '../apis/answers.generated.js';
import type { CallOptions } from '../apis/api-call.js';
import {
  type DataAccessApi,
  type DataAccessOperations,
  dataAccess,
} from '../apis/data-access/data-access.js';
import type { DataFile, ReadDataRowsParams } from '../apis/data-access/files.js';
import type { DataRows, DataType } from '../apis/data-access/rows.js';
import { ParameterError } from '../errors/parameter-error.js';
import { ResponseValidationError } from '../errors/response-validation-error.js';
import { ToolBeltError } from '../errors/toolbelt-error.js';
import { gunzipBody } from '../http/late-decoder.js';
import { AnswerCheck } from './answer-check.js';
import { unwrapAvro } from './avro-json.js';
import { bindApi } from './bind-api.js';
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

/** The namespace: its operations, and what is made of several of them. */
export function bindDataAccess(resolve: () => ClientParts): DataAccessApi {
  return {
    ...bindOperations(resolve),
    rows: <Type extends DataType>(params: ReadDataRowsParams<Type>, options?: CallOptions) =>
      // The rows of a file are of the kind that its list is for; their type is what checks it.
      readRows(params, options, resolve) as AsyncGenerator<DataRows[Type]>,
  };
}

function bindOperations(resolve: () => ClientParts): DataAccessOperations {
  // They are the methods that the definition was checked against; the table has lost their types.
  return bindApi(dataAccess, resolve) as unknown as DataAccessOperations;
}

async function* readRows(
  params: ReadDataRowsParams,
  options: CallOptions | undefined,
  resolve: () => ClientParts,
): AsyncGenerator<unknown> {
  const { dataType, ...range } = params ?? {};
  if (!Object.hasOwn(LISTS, dataType)) throw unknownDataType();
  // List and files are of one account, whoever is the default when the loop goes on.
  const parts = resolve();
  const { checker, engine } = parts;
  const { redactor } = engine;
  const operations = bindOperations(() => parts);
  const name = `dataAccess.rows of ${dataType}`;
  const answer = new AnswerCheck(answers[`dataAccess.rows:${dataType}`]);
  function* toRows(objects: Iterable<object>): Generator<unknown> {
    for (const object of objects) {
      const row = unwrapAvro(object);
      checker.check(name, answer, row);
      yield row;
    }
  }
  for await (const file of operations[LISTS[dataType]](range, options)) {
    const content = await operations.download({ href: hrefOf(file) }, options);
    const objects = new JsonObjects();
    try {
      // One row at a time: rows that wait in a list would survive collections and let the heap grow.
      for await (const text of gunzipBody(content).setEncoding('utf8')) {
        for (const row of toRows(objects.push(text))) yield row;
      }
      for (const row of toRows(objects.end())) yield row;
    } catch (error) {
      options?.signal?.throwIfAborted();
      throw fileError(error, redactor.words(nameOf(file), NAME_BYTES));
    } finally {
      content.destroy();
    }
  }
}

/** Files are listed by LivePerson, and validation may be off. */
function hrefOf(file: Partial<DataFile> | null): string {
  const href = file?.['@href'];
  if (typeof href === 'string') return href;
  throw new ResponseValidationError('dataAccess.rows', [
    { path: '', message: 'a listed file has no "@href"' },
  ]);
}

function nameOf(file: Partial<DataFile>): string {
  const name = file['@name'];
  return typeof name === 'string' ? name : 'a file without a name';
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
