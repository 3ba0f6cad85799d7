// Prints what a cold start costs, whole processes. See README.md.
import { coldStartTable, measureColdStart } from './measures/cold-start.mjs';
import { readOptions } from './support/options.mjs';

const options = readOptions(['rounds', 'library', 'before', 'json']);
const result = await measureColdStart(options);
console.log(options.json ? JSON.stringify(result, undefined, 2) : coldStartTable(result));
