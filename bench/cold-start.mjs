// Prints what a cold start costs, whole processes. See README.md.
import { coldStartTable, measureColdStart } from './measures/cold-start.mjs';
import { machine } from './support/machine.mjs';
import { readOptions } from './support/options.mjs';

const options = readOptions(['rounds', 'library', 'before', 'json']);
const measuredOn = machine();
const result = await measureColdStart(options);
if (options.json) console.log(JSON.stringify({ machine: measuredOn, ...result }, undefined, 2));
else console.log(`${measuredOn}\n\n${coldStartTable(result)}`);
