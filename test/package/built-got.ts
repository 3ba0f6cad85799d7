import type * as Source from '../../src/http/transports/got.js';
import { builtChunk } from './built-chunk.js';

export const { createGotTransport } = await builtChunk<typeof Source>('got');
