import type * as Source from '../../src/http/got-transport.js';
import { builtChunk } from './built-chunk.js';

export const { createGotTransport } = await builtChunk<typeof Source>('got-transport');
