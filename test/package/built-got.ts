import type * as Source from '../../src/http/transports/got.js';
import { builtFile } from './built-file.js';

export const { createGotTransport } = await builtFile<typeof Source>(/^got-\w{8}\.js$/);
