// The options of the command lines here, read and checked in one place.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const KNOWN = {
  rounds: { type: 'string' },
  calls: { type: 'string' },
  'in-flight': { type: 'string' },
  library: { type: 'string' },
  before: { type: 'string' },
  root: { type: 'string' },
  platform: { type: 'string' },
  json: { type: 'boolean', default: false },
};
const BUILT = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

/** What was given of the named options; `library` and `before` as URLs of the builds to measure. */
export function readOptions(names) {
  const options = Object.fromEntries(names.map((name) => [name, KNOWN[name]]));
  try {
    const { values } = parseArgs({ options });
    return {
      json: values.json,
      root: values.root,
      platform: values.platform,
      rounds: countOf('rounds', values.rounds),
      calls: countOf('calls', values.calls),
      inFlight: values['in-flight']?.split(',').map((part) => countOf('in-flight', part)),
      library: buildAt(values.library ?? BUILT),
      before: values.before === undefined ? undefined : buildAt(values.before),
    };
  } catch (error) {
    console.error(error.message);
    return process.exit(1);
  }

  /** Where builds are not measured, none is needed. */
  function buildAt(path) {
    if (!names.includes('library')) return undefined;
    const file = resolve(path);
    if (existsSync(file)) return pathToFileURL(file).href;
    throw new Error(`There is no build at ${file}: npm run build makes one.`);
  }
}

function countOf(name, given) {
  if (given === undefined) return undefined;
  const value = Number(given);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`--${name} takes whole numbers above 0; got ${given}`);
}
