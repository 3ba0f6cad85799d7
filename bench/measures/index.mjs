import * as accounts from './accounts.mjs';
import * as amplification from './amplification.mjs';
import * as calls from './calls.mjs';
import * as coldStart from './cold-start.mjs';
import * as manyCalls from './many-calls.mjs';
import * as quota from './quota.mjs';
import * as signature from './signature.mjs';
import * as streams from './streams.mjs';
import * as throttling from './throttling.mjs';
import * as validation from './validation.mjs';

/** All measures, in the order of the page: each is a module with `id`, `title` and `measure(options)`;
 * `takes` names which of `rounds` and `before` have an effect. */
export const measures = [
  coldStart,
  calls,
  validation,
  signature,
  amplification,
  streams,
  accounts,
  manyCalls,
  quota,
  throttling,
];
