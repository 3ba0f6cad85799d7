import { type CallControls, controlTable } from '../client/call-options.js';
import type { ClientParts } from '../client/client-parts.js';
import { optionProblem } from '../config/options.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { type FileNotReplaced, type FilesOutcome, GDPRError } from '../errors/gdpr-error.js';
import { ParameterError } from '../errors/parameter-error.js';
import { naming, ToolBeltError } from '../errors/toolbelt-error.js';
import { isHeaderValue } from '../http/headers.js';
import { mapLimited } from '../http/map-limited.js';
import type { Redactor } from '../http/redact.js';
import { type ConversationWithFiles, hostedFilesOf } from './hosted-files.js';
import { ObjectStore, type ObjectStoreCredentials } from './object-store.js';
import { defaultReplacementFile, type ReplacementFile } from './replacement-file.js';

/** Tells whether a file is to be replaced. */
export type ReplacePredicate = (path: string) => boolean | Promise<boolean>;

/** Removes what people sent. */
export interface GDPRUtil {
  /**
   * Replaces the files of a conversation, of all its records, for good. All of them are tried, whatever becomes of one;
   * the call may be made again, with the same outcome.
   *
   * @param conversation With its `messageRecords`, as `getConversationById` and Messaging Interactions give it.
   * @param credentials Login for the object store, from LivePerson.
   * @param shouldReplace Given the path of a file. @default all files
   * @param replacementFile @default a picture of one black point, `image/png`
   * @param options Limits, which hold for each file, and `signal`. @default those of the toolbelt
   * @returns Paths of the files that were replaced: all that were to be.
   * @throws {GDPRError} `gdpr-util.replace-file-failed` when some were not, `gdpr-util.auth-failed` when the object store
   *   gave no token for the login, `gdpr-util-general` when it was not reached, for a conversation without messages or a
   *   `shouldReplace` that threw. Its `replaced` and `notReplaced` tell which.
   * @throws {ParameterError} for malformed credentials, a malformed file or an unknown option; nothing was sent.
   * @example
   * const page = await lp.messagingInteractions.search({ body });
   * const paths = await Toolbelt.GDPRUtil().replaceConversationFiles(page, { username, password });
   */
  replaceConversationFiles(
    conversation: ConversationWithFiles,
    credentials: ObjectStoreCredentials,
    shouldReplace?: ReplacePredicate,
    replacementFile?: ReplacementFile,
    options?: CallControls,
  ): Promise<string[]>;
}

/** @param resolve Gives the parts at each call, so that a client outlives a change of the default instance. */
export function createGdprUtil(resolve: () => ClientParts): GDPRUtil {
  return {
    replaceConversationFiles: (
      conversation,
      credentials,
      shouldReplace = () => true,
      replacementFile = defaultReplacementFile(),
      options = {},
    ) =>
      naming('gdpr.replaceConversationFiles', async () => {
        checkArguments(credentials, shouldReplace, replacementFile, options);
        const parts = resolve();
        const { redactor } = parts.engine;
        const { signal } = options;
        const paths = await chosen(hostedFilesOf(conversation), shouldReplace, { redactor, signal });
        if (paths.length === 0) return paths;
        const store = new ObjectStore(parts, credentials, options);
        await login(store, paths, options);
        return await replaceAll(store, paths, { file: replacementFile, redactor, signal });
      }),
  };
}

function checkArguments(
  credentials: ObjectStoreCredentials,
  shouldReplace: ReplacePredicate,
  file: ReplacementFile,
  options: CallControls,
): void {
  const { username, password } = (credentials ?? {}) as Partial<ObjectStoreCredentials>;
  const isText = (value: unknown) => value !== '' && isHeaderValue(value);
  if (!isText(username) || !isText(password)) {
    throw refusal('credentials', 'credentials must be { username, password }, both of them texts');
  }
  if (typeof shouldReplace !== 'function') throw refusal('shouldReplace', 'shouldReplace must be a function');
  const { body, contentType } = (file ?? {}) as Partial<ReplacementFile>;
  const isBody = typeof body === 'string' || body instanceof Uint8Array;
  if (!isBody || !isText(contentType)) {
    throw refusal(
      'replacementFile',
      'replacementFile must be { body, contentType }: bytes or text, and a type',
    );
  }
  const problem = optionProblem('replaceConversationFiles', options, controlTable);
  if (problem !== undefined) throw refusal(problem.name, problem.message);
}

function refusal(parameter: string, message: string): ParameterError {
  return new ParameterError(parameter, `${message}. Nothing was sent.`);
}

/** Asked for all files before the first is touched: a predicate that throws leaves none replaced. */
async function chosen(
  paths: readonly string[],
  shouldReplace: ReplacePredicate,
  { redactor, signal }: Omit<Replacing, 'file'>,
): Promise<string[]> {
  const wanted: string[] = [];
  try {
    for (const path of paths) {
      signal?.throwIfAborted();
      if (await shouldReplace(path)) wanted.push(path);
    }
    return wanted;
  } catch (error) {
    signal?.throwIfAborted();
    const cause = redactor.cause(error);
    const message = `shouldReplace threw ${cause.name}: ${cause.message}. Nothing was replaced.`;
    throw new GDPRError(ErrorCodes.GDPRUtil.General, message, { replaced: [], notReplaced: [], cause });
  }
}

async function login(store: ObjectStore, paths: readonly string[], { signal }: CallControls): Promise<void> {
  try {
    await store.open();
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof ToolBeltError)) throw error;
    const reason = 'the login at the object store failed';
    const notReplaced = paths.map((path) => ({ path, reason }));
    const outcome = { replaced: [], notReplaced, cause: error };
    const isRefused = error.code === ErrorCodes.GDPRUtil.AuthFailure;
    const code = isRefused ? ErrorCodes.GDPRUtil.AuthFailure : ErrorCodes.GDPRUtil.General;
    throw new GDPRError(code, `${error.message}. Nothing was replaced.`, outcome);
  }
}

interface Replacing {
  readonly file: ReplacementFile;
  readonly redactor: Redactor;
  readonly signal: AbortSignal | null | undefined;
}

/** Files that are replaced at the same time. */
const AT_ONCE = 8;

async function replaceAll(store: ObjectStore, paths: readonly string[], how: Replacing): Promise<string[]> {
  const failures = await mapLimited(paths, AT_ONCE, (path) => replaceOne(store, path, how));
  how.signal?.throwIfAborted();
  const notReplaced = failures.filter((failure) => failure !== undefined);
  if (notReplaced.length === 0) return [...paths];
  const replaced = paths.filter((_, index) => failures[index] === undefined);
  throw incomplete({ replaced, notReplaced });
}

async function replaceOne(
  store: ObjectStore,
  path: string,
  { file, redactor, signal }: Replacing,
): Promise<FileNotReplaced | undefined> {
  try {
    signal?.throwIfAborted();
    const { status, text } = await store.put(urlPath(path), file);
    if (status >= 200 && status <= 299) return undefined;
    const reason = redactor.words(text) || 'the object store refused it';
    return { path, status, reason };
  } catch (error) {
    return { path, reason: redactor.cause(error).message };
  }
}

/** The path as a URL has it: what is percent-encoded stays, and what is a part of a name opens no query. */
function urlPath(path: string): string {
  // A URL would go up by "..", to what is no file of the conversation.
  if (!/^\/(?!\/)/.test(path) || /\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path)) {
    throw refusal('relativePath', 'it is no path within the object store');
  }
  return path.replace(/[^\x21-\x7e]|[\\#?]/gu, encodeURIComponent);
}

function incomplete(outcome: FilesOutcome): GDPRError {
  const { replaced, notReplaced } = outcome;
  const [first] = notReplaced;
  const why = first?.status === undefined ? first?.reason : `status ${first.status}, ${first.reason}`;
  const all = replaced.length + notReplaced.length;
  const message = `${notReplaced.length} of ${all} files were not replaced (notReplaced names them; the first: ${why}). The call may be made again.`;
  return new GDPRError(ErrorCodes.GDPRUtil.ReplaceFileFailed, message, outcome);
}
