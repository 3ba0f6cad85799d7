import type * as Source from '../../src/http/transports/undici.js';
import { builtChunk } from './built-chunk.js';

export const { createUndiciTransport } = await builtChunk<typeof Source>('undici');
