import { expect, it } from 'vitest';
import { runCampaign } from '../../../support/schedules/campaign.js';

// The whole of it is `npm run test:long`.
it('runs that disturb each other, fail and are killed never break the stored secret', async () => {
  const { figures, failure } = await runCampaign({ seed: 4, schedules: 250 });
  expect(failure?.text).toBeUndefined();
  expect(figures.schedules).toBe(250);
  expect(figures['late landings']).toBeGreaterThan(100);
  expect(figures['kills: request carried out later']).toBeGreaterThan(10);
});
