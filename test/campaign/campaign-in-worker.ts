import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { bundle, type Mutation, mutate } from '../support/bundle.js';
import type { CampaignOptions, CampaignResult } from '../support/schedules/campaign.js';

/** Bundles the campaign, with a rule broken if need be. @returns the path. */
export async function bundleCampaign(
  folder: string,
  name = 'campaign',
  mutation?: Mutation,
): Promise<string> {
  const plugins = mutation === undefined ? [] : [mutate(mutation)];
  return await bundle('test/campaign/campaign-worker.ts', folder, { name, plugins });
}

/** Carries out a campaign on a thread of its own. */
export async function runInWorker(path: string, options: CampaignOptions): Promise<CampaignResult> {
  // Schedules leave much behind that is gone at once: a large nursery spares most of the work of clearing up.
  const worker = new Worker(path, {
    workerData: options,
    resourceLimits: { maxYoungGenerationSizeMb: 64 },
  });
  try {
    const [result] = await once(worker, 'message');
    return result as CampaignResult;
  } finally {
    await worker.terminate();
  }
}
