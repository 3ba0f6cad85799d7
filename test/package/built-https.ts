import type { TransportOptions } from '../../src/http/transport.js';
import type * as Source from '../../src/index.js';
import { builtFile } from './built-file.js';

const { createTransport } = await builtFile<typeof Source>(/^index\.js$/);

/** It is part of the chunk that everything starts from, and so has no file of its own. */
export const createHttpsTransport = (options?: TransportOptions) => createTransport('https', options);
