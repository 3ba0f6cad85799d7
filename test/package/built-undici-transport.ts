import type * as Source from '../../src/http/undici-transport.js';
import { builtChunk } from './built-chunk.js';

export const { createUndiciTransport } = await builtChunk<typeof Source>('undici-transport');
