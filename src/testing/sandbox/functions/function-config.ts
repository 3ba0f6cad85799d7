import { ConfigError } from '../../../errors/config-error.js';
import { isJsonObject, parseJson } from '../../../http/json.js';
import { uuidOf } from './runnable.js';

/** What `config.json` of a function says. Fields that only the platform uses are passed over. */
export interface FunctionConfig {
  readonly name: string;
  readonly uuid: string;
  /** Empty when it listens to no event. */
  readonly eventId: string;
  readonly skills: readonly number[];
  readonly environment: Readonly<Record<string, string>>;
  readonly input: unknown;
  readonly isCompV1: boolean;
}

// Documented: limits of the environment of a function, and lengths of its fields.
const VARIABLES = 512;
const LONGEST_VARIABLE_NAME = 200;
const LONGEST_VARIABLE = 1_024;
const LONGEST_NAME = 50;
const LONGEST_EVENT = 60;
const LONGEST_UUID = 36;

/** Where the official command line writes that there is no event. */
const NO_EVENT = 'No Event';

/**
 * @param folder Name of the folder, which is that of the function when the file has none.
 * @param path Of the file, for messages.
 * @throws {ConfigError} naming the file and the field at fault.
 */
export function readFunctionConfig(text: string, folder: string, path: string): FunctionConfig {
  const fail = (message: string): never => {
    throw new ConfigError('functions', `${path}: ${message}`);
  };
  const config = parseJson(text);
  if (!isJsonObject(config)) return fail('this is no JSON object');
  const textOf = (field: string, longest: number): string | undefined => {
    const value = config[field];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value === 'string' && value.length <= longest) return value;
    return fail(`"${field}" must be a text of at most ${longest} characters`);
  };
  const name = textOf('name', LONGEST_NAME) ?? folder;
  const event = textOf('event', LONGEST_EVENT) ?? NO_EVENT;
  const { skills = [], environmentVariables, input, isCompV1 } = config;
  if (!Array.isArray(skills) || !skills.every((id) => Number.isSafeInteger(id))) {
    return fail('"skills" must be an array of ids');
  }
  return {
    name,
    uuid: textOf('uuid', LONGEST_UUID) ?? uuidOf(name),
    eventId: event === NO_EVENT ? '' : event,
    skills,
    environment: readVariables(environmentVariables, fail),
    input,
    isCompV1: isCompV1 === true,
  };
}

/** An array of `{ key, value }`, or an object: the official command line writes both. */
function readVariables(value: unknown, fail: (message: string) => never): Record<string, string> {
  if (value === undefined || value === null) return {};
  const pairs: readonly unknown[] = Array.isArray(value)
    ? value.map((pair: unknown) => (isJsonObject(pair) ? [pair.key, pair.value] : pair))
    : isJsonObject(value)
      ? Object.entries(value)
      : fail('"environmentVariables" must be an array of { "key", "value" }');
  const variables: Record<string, string> = {};
  for (const pair of pairs) {
    const [key, text]: readonly unknown[] = Array.isArray(pair) ? pair : [];
    if (typeof key !== 'string' || typeof text !== 'string') {
      return fail('each of "environmentVariables" must be { "key", "value" } with texts');
    }
    // An entry with an empty key is an example of the official command line.
    if (key === '') continue;
    if (key.length > LONGEST_VARIABLE_NAME || text.length > LONGEST_VARIABLE) {
      const most = `${LONGEST_VARIABLE_NAME} characters for a name and ${LONGEST_VARIABLE} for a value`;
      return fail(`an environment variable is too long; the platform takes ${most}`);
    }
    variables[key] = text;
  }
  if (Object.keys(variables).length > VARIABLES) {
    return fail(`there are too many environment variables; the platform takes ${VARIABLES}`);
  }
  return variables;
}
