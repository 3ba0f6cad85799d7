import { parentPort, workerData } from 'node:worker_threads';
import { runCampaign } from '../support/schedules/campaign.js';

// Stacks of the errors that runs meet on purpose would take a good part of the time.
Error.stackTraceLimit = 0;
parentPort?.postMessage(await runCampaign(workerData));
