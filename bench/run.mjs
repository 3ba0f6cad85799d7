// `npm run bench`: every measure, or those that `--only` names, and what their budgets came to. See README.md.
import { writeFileSync } from 'node:fs';
import { measures } from './measures/index.mjs';
import { machine, machineLine } from './support/machine.mjs';
import { ignoredBy, readOptions } from './support/options.mjs';
import { resultText } from './support/table.mjs';

const args = process.argv.slice(2);
const ids = measures.map(({ id }) => id);
const options = asked();
const on = machine(['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' '));
console.log(`${machineLine(on)}\n`);
const results = [];
const failures = [];
for (const measure of measures.filter(({ id }) => options.only.includes(id))) await run(measure);
if (options.json !== undefined) {
  writeFileSync(options.json, `${JSON.stringify({ on, results }, undefined, 2)}\n`);
}
if (options.write) {
  // Plots need a library that nothing else does.
  const { writeResults } = await import('./support/results.mjs');
  writeResults(results, on, measures);
  console.log('Wrote docs/performance.md, its plots and docs/performance.json');
}
if (failures.length > 0) {
  console.error(`Not measured: ${failures.join(', ')}`);
  process.exitCode = 1;
}

/** One that fails takes nothing from the others; a budget that is missed is no failure. */
async function run({ id, title, takes, measure }) {
  const startedAt = performance.now();
  const { library, before, rounds, quick, full } = options;
  const tell = (text) => console.log(`   ${text}`);
  console.log(`-- ${title} (${id}) ...`);
  const ignored = ignoredBy({ takes }, options);
  if (ignored !== '') tell(ignored);
  try {
    const result = { title, ...(await measure({ library, before, rounds, quick, full, tell })), id };
    results.push(result);
    console.log(`\n${resultText(result)}\n`);
  } catch (error) {
    failures.push(id);
    console.error(error);
  }
  console.log(`-- ${id}: ${((performance.now() - startedAt) / 1000).toFixed(0)} s\n`);
}

function asked() {
  try {
    return readOptions(args, ids);
  } catch (error) {
    console.error(error.message);
    return process.exit(1);
  }
}
