// Prints the CPU time per call of a warm process, and of an OAuth 1 signature. See README.md.
import { measurePerCall, perCallTable } from './measures/per-call.mjs';
import { measureSignature, signatureLine } from './measures/signature.mjs';
import { machine } from './support/machine.mjs';
import { readOptions } from './support/options.mjs';

const { json, ...options } = readOptions(['rounds', 'calls', 'in-flight', 'library', 'before', 'json']);
const measuredOn = machine();
const perCall = await measurePerCall(options);
const signature = await measureSignature({ library: options.library });
if (json) {
  console.log(JSON.stringify({ machine: measuredOn, perCall, signature }, undefined, 2));
} else {
  console.log([measuredOn, ...perCall.map(perCallTable), signatureLine(signature)].join('\n\n'));
}
