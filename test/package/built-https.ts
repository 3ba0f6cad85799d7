import type * as Source from '../../src/http/transports/https.js';
import { builtChunk } from './built-chunk.js';

export const { createHttpsTransport } = await builtChunk<typeof Source>('https');
