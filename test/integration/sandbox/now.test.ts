import { X509Certificate } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { SandboxClient } from './client.js';

const DAY_MS = 86_400_000;

afterEach(() => {
  vi.useRealTimers();
});

describe('the time of a sandbox', () => {
  it('is one for clock, histories, reports and files when it is of today', async () => {
    await using sandbox = await startSandbox({ now: 'today' });
    await using toolbelt = sandbox.toolbelt({ responseValidation: 'strict' });
    const lp = toolbelt.LPClient();
    const now = Date.now();
    expect(Math.abs(sandbox.clock.now() - now)).toBeLessThan(60_000);
    const start = { from: now - DAY_MS, to: now };
    const source = 'test';
    const interactions = await lp.engagementHistory.search({ start, source });
    expect(interactions.interactionHistoryRecords).toHaveLength(6);
    const conversations = await lp.messagingInteractions.search({ start, source });
    expect(conversations.conversationHistoryRecords).toHaveLength(8);
    const files = await lp.dataAccess.listEngagementFiles({ startTime: now - DAY_MS, endTime: now });
    expect([files.dataAccessFiles.file].flat()).toHaveLength(3);
    const { skillsMetrics = {} } = await lp.operationalRealtime.messagingCurrentQueueHealth();
    expect(Object.values(skillsMetrics)[0]?.time).toBe(sandbox.fixtures.baseTime);
  });

  it('is any that is asked for, and a search of that day finds something', async () => {
    const now = Date.UTC(2031, 1, 28, 9);
    await using sandbox = await startSandbox({ now });
    await using toolbelt = sandbox.toolbelt({ responseValidation: 'strict' });
    expect(sandbox.clock.now() - now).toBeLessThan(60_000);
    expect(sandbox.fixtures.baseTime - now).toBeLessThan(60_000);
    const start = { from: now - DAY_MS, to: now };
    const found = await toolbelt.LPClient().engagementHistory.search({ start, source: 'test' });
    expect(found.interactionHistoryRecords.length).toBeGreaterThan(0);
    expect(sandbox.fixtures.users.every(({ dateUpdated = '' }) => dateUpdated < '2031-02-28')).toBe(true);
  });

  it('is that of the errors of smt, too', async () => {
    const now = Date.UTC(2031, 1, 28, 9);
    await using sandbox = await startSandbox({ now });
    await using client = new SandboxClient(sandbox);
    const path = '/api/account/12345678/monitoring/visitors/nobody/visits/current/state?v=1&sid=any';
    const { time } = (await client.api('smt', 'GET', path)).json();
    expect(time).toMatch(/^2031-02-28T09:\d\d:\d\d\.\d{3}\+00:00$/);
  });

  it.each([-1, 1.5, Number.NaN, Date.UTC(2099, 0), 'yesterday'])('is not %s', async (now) => {
    await expect(startSandbox({ now: now as 'today' })).rejects.toMatchObject({
      name: 'ConfigError',
      field: 'now',
    });
  });

  it.each(['2001-02-03', '2049-12-31', '2098-06-01'])(
    'may be faked: on %s its certificate is valid',
    async (day) => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(day) });
      await using sandbox = await startSandbox();
      await using toolbelt = sandbox.toolbelt();
      expect(await toolbelt.LPClient().lobs.list()).toHaveLength(2);
      const { validFrom, validTo } = new X509Certificate(sandbox.ca);
      expect(Date.parse(validFrom)).toBeLessThan(Date.now());
      expect(Date.parse(validTo)).toBeGreaterThan(Date.now());
    },
  );
});
