// `npm run bench`: every measure, and then the budgets. A budget that is missed is told and never fails: another
// machine, or a busy one, gives other figures.
import { coldStartTable, measureColdStart } from './measures/cold-start.mjs';
import { measurePerCall, perCallTable } from './measures/per-call.mjs';
import { measureSignature, signatureLine } from './measures/signature.mjs';
import { machine } from './support/machine.mjs';
import { readOptions } from './support/options.mjs';
import { table, times } from './support/table.mjs';

const { json, ...options } = readOptions(['library', 'before', 'json']);
const tell = json ? () => {} : (text) => console.log(`${text}\n`);

const measuredOn = machine();
tell(measuredOn);
const coldStart = await measureColdStart(options);
tell(coldStartTable(coldStart));
const perCall = await measurePerCall(options);
for (const result of perCall) tell(perCallTable(result));
const signature = await measureSignature(options);
tell(signatureLine(signature));

const budgets = judged();
if (json) {
  const measures = { machine: measuredOn, coldStart, perCall, signature, budgets };
  console.log(JSON.stringify(measures, undefined, 2));
} else {
  console.log('Budgets\n');
  console.log(table(['what', 'budget', 'measured', 'verdict'], budgets.map(cells)));
}

/** Each budget with what was measured; one without a limit is only told. */
function judged() {
  const start = rowOf(coldStart.rows, 'library');
  const imported = rowOf(coldStart.rows, 'import');
  const [one, some, many, large] = perCall.map(({ rows }) => rowOf(rows, 'typed').ofUndici);
  const [, { rows: someRows }] = perCall;
  const strict = rowOf(someRows, 'strict').cpuMicros - rowOf(someRows, 'typed').cpuMicros;
  return [
    ['cold start above bare node, of node:https by hand', 2.1, start.ofFloor, times],
    ['peak RSS of a cold start', 55, start.peakMiB, mebibytes],
    ['import alone, CPU above bare node', undefined, imported.aboveBareMs, milliseconds],
    ['typed call, 1 in flight, of undici.request', 1.2, one, times],
    ['typed call, 32 in flight, of undici.request', 1.4, some, times],
    ['typed call, 256 in flight, of undici.request', 1.4, many, times],
    ['typed call, 200 kB answers, of undici.request', 1.1, large, times],
    ['strict check of 20 users, as calls with it cost more', 40, strict, microseconds],
    ['OAuth 1 signature, at the most, of a bare HMAC', 2.6, signature.ofHmac, times],
  ].map(([what, limit, measured, format]) => ({ what, limit, measured, format }));
}

function cells({ what, limit, measured, format }) {
  if (limit === undefined) return [what, '-', format(measured), '-'];
  return [what, `<= ${format(limit)}`, format(measured), measured <= limit ? 'met' : 'missed'];
}

function rowOf(rows, wanted) {
  return rows.find(({ name }) => name === wanted);
}

function microseconds(value) {
  return `${value.toFixed(1)} µs`;
}

function mebibytes(value) {
  return `${value.toFixed(1)} MiB`;
}

function milliseconds(value) {
  return `${value.toFixed(1)} ms`;
}
