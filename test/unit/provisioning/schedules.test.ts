import { expect, it, vi } from 'vitest';
import { runCampaign } from '../../support/schedules/campaign.js';

// To make a cache for 20,000 texts, as each run does, takes longer than a whole schedule, which has a dozen.
vi.mock('lru-cache', () => ({
  LRUCache: class extends Map {
    constructor(_options: unknown) {
      super();
    }
  },
}));

// The whole of it is `npm run test:campaign`.
it('runs that disturb each other, fail and are killed never break the stored secret', async () => {
  const { figures, failure } = await runCampaign({ seed: 4, schedules: 250 });
  expect(failure?.text).toBeUndefined();
  expect(figures.schedules).toBe(250);
  expect(figures['late landings']).toBeGreaterThan(100);
  expect(figures['kills: request carried out later']).toBeGreaterThan(10);
});
