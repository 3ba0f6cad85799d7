// Results are kept in docs/performance.json; the page and its plots are made of them. A run of some measures replaces
// theirs and leaves the others.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { pageOf, plotFile } from './page.mjs';
import { svgOf } from './svg.mjs';

const DOCS = new URL('../../docs/', import.meta.url);
const KEPT = new URL('performance.json', DOCS);
const PLOTS = new URL('performance/', DOCS);

/** Other commands than the bench measure this, too. */
const OTHERS = ['soak'];

/**
 * @param on Where they were measured, as machine.mjs tells it.
 * @param measures All there are, in the order of the page.
 */
export function writeResults(results, on, measures) {
  const order = [...measures.map(({ id }) => id), ...OTHERS];
  const fresh = results.map((result) => ({ ...result, on }));
  const old = keptResults().filter(({ id }) => !fresh.some((result) => result.id === id));
  // A measure that is no more takes its figures with it.
  const all = order.flatMap((wanted) => [...old, ...fresh].filter(({ id }) => id === wanted));
  writeFileSync(KEPT, `${JSON.stringify(all, rounded, 1)}\n`);
  writePage(keptResults(), order);
}

function keptResults() {
  return existsSync(KEPT) ? JSON.parse(readFileSync(KEPT, 'utf8')) : [];
}

function writePage(results, order) {
  const plots = results.flatMap((result) => result.plots ?? []);
  mkdirSync(PLOTS, { recursive: true });
  const wanted = plots.map(plotFile);
  for (const name of readdirSync(PLOTS)) {
    if (!wanted.includes(`performance/${name}`)) rmSync(new URL(name, PLOTS));
  }
  for (const plot of plots) writeFileSync(new URL(plotFile(plot), DOCS), svgOf(plot));
  writeFileSync(new URL('performance.md', DOCS), pageOf(results, order));
}

/** Digits beyond the fifth are noise, and would change each line of the file with each run. */
function rounded(_key, value) {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value;
}
