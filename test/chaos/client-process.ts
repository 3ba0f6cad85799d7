import { runOrders } from './client.js';
import { ask, orders, report } from './client-link.js';

// Of the process that is under test: it has the library, and nothing of the servers.
report(await runOrders(orders(), ask));
