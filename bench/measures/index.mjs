import * as calls from './calls.mjs';
import * as coldStart from './cold-start.mjs';
import * as signature from './signature.mjs';
import * as validation from './validation.mjs';

/** In the order in which they run and are told. */
export const measures = [coldStart, calls, validation, signature];
