import { createHttpsTransport } from '../../http/transports/https.js';

/** Stands in for the choice of a transport where the function gives no options: there is one. */
export const createTransport = () => createHttpsTransport();
