// The options of `npm run bench`, read and checked in one place.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const OPTIONS = {
  only: { type: 'string' },
  rounds: { type: 'string' },
  quick: { type: 'boolean', default: false },
  full: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  json: { type: 'string' },
  library: { type: 'string' },
  before: { type: 'string' },
};
const QUICK_PAGE =
  '--quick makes fewer calls than the page says: leave out --write, or take --rounds N for a shorter run';
const BUILT = fileURLToPath(new URL('../../dist/index.js', import.meta.url));
/** Not all measures take these. */
const PARTIAL = ['rounds', 'before'];
const ROUNDS = { quick: 2, plain: 5, full: 15 };

/**
 * What was asked for: `only` as ids, `library` and `before` as URLs of the builds to measure; `given` names those of
 * `rounds` and `before` that were asked for.
 * @throws {Error} for what there is not, with a list of what there is.
 */
export function readOptions(args, ids) {
  const unknown = args.find((arg) => arg.startsWith('-') && !(nameOf(arg) in OPTIONS));
  const known = Object.keys(OPTIONS).map((name) => `--${name}`);
  if (unknown !== undefined) throw new Error(`No option ${unknown}; there are ${known.join(', ')}`);
  const { values } = parseArgs({ args, options: OPTIONS });
  const { quick, full, write, json } = values;
  if (quick && full) throw new Error('--quick and --full are two');
  if (quick && write) throw new Error(QUICK_PAGE);
  const plan = quick ? 'quick' : full ? 'full' : 'plain';
  return {
    only: values.only === undefined ? ids : idsOf(values.only, ids),
    rounds: values.rounds === undefined ? ROUNDS[plan] : countOf(values.rounds),
    quick,
    full,
    write,
    json,
    library: buildAt(values.library ?? BUILT),
    before: values.before === undefined ? undefined : buildAt(values.before),
    given: PARTIAL.filter((name) => values[name] !== undefined),
  };
}

/** What was asked for in vain: the options that a measure does not take, as text. */
export function ignoredBy({ takes }, { given }) {
  const ignored = given.filter((name) => !takes.includes(name)).map((name) => `--${name}`);
  return ignored.length === 0 ? '' : `without ${ignored.join(' and ')}, which it does not take`;
}

function nameOf(arg) {
  return arg.startsWith('--') ? arg.slice(2).split('=')[0] : arg;
}

function idsOf(given, ids) {
  const wanted = given.split(',').map((id) => id.trim());
  const unknown = wanted.find((id) => !ids.includes(id));
  if (unknown !== undefined) throw new Error(`No measure "${unknown}"; there are ${ids.join(', ')}`);
  return ids.filter((id) => wanted.includes(id));
}

function buildAt(path) {
  const file = resolve(path);
  if (existsSync(file)) return pathToFileURL(file).href;
  throw new Error(`There is no build at ${file}: npm run build makes one.`);
}

function countOf(given) {
  const value = Number(given);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`--rounds takes a whole number above 0; got ${given}`);
}
