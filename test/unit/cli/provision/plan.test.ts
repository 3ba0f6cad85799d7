import { describe, expect, it } from 'vitest';
import { plannedCalls } from '../../../../src/cli/provision/calls.js';
import { fullPlanLines, planLines, planOf } from '../../../../src/cli/provision/plan.js';
import type { ProvisionSettings } from '../../../../src/cli/provision/settings.js';
import { LivePersonPlatform } from '../../../../src/provisioning/liveperson/platform.js';
import { newManifest } from '../../../../src/provisioning/manifest.js';

const settings: ProvisionSettings = {
  accountId: '12345678',
  platform: 'liveperson',
  csdsDomain: 'api.liveperson.net',
  allowedHosts: [],
  allowLoopback: false,
  featureId: undefined,
  store: 'file:secrets.json',
  timeoutMs: 900_000,
};

/** What a run calls on a platform. */
const METHODS = Object.getOwnPropertyNames(LivePersonPlatform.prototype).filter(
  (name) => !['constructor', 'send', 'close'].includes(name),
);

const named = (platform: 'liveperson' | 'sandbox', featureId?: string) =>
  Object.fromEntries(plannedCalls(platform, featureId).map((call) => [call.call, call]));

describe('the plan', () => {
  it.each(['liveperson', 'sandbox'] as const)('has each call of a platform (%s)', (platform) => {
    const calls = plannedCalls(platform, undefined).map(({ call }) => call);
    expect(calls.filter((call) => !call.startsWith('store.')).sort()).toEqual([...METHODS].sort());
    expect(calls).toEqual(expect.arrayContaining(['store.get', 'store.put']));
  });

  it('marks what LivePerson does not document, and what a person does', () => {
    const { feature, activateFeature, startInfrastructure, ...rest } = named('liveperson');
    expect(feature?.experimental).toBe(false);
    expect(activateFeature?.effect).toBe('by hand');
    expect(startInfrastructure?.effect).toBe('by hand');
    const experimental = Object.values(rest).filter((call) => call.experimental);
    expect(experimental.map(({ call }) => call)).toEqual([
      'listInstallations',
      'install',
      'deleteInstallation',
    ]);

    const granted = named('liveperson', 'Some.Feature');
    expect(granted.feature?.experimental).toBe(true);
    expect(granted.activateFeature).toMatchObject({ effect: 'writes', experimental: true });
    expect(granted.activateFeature?.what).toContain('Some.Feature');
  });

  it('shows the manifest that a run installs, but for its name', () => {
    const { client_name, ...manifest } = planOf(settings, null).manifest;
    const { client_name: installed, ...expected } = newManifest();
    expect(manifest).toEqual(expected);
    expect(client_name.replace('<UUID>', '')).toBe(installed.slice(0, -36));
  });

  it('is short enough for a terminal of 80 columns when a person is asked', () => {
    for (const line of planLines(planOf(settings, null))) expect(line.length).toBeLessThan(77);
  });

  it('tells how things are, and the first line of what is not known', () => {
    const problem = { name: 'HttpError', code: 'a.code', message: 'It failed\n1. do this' };
    const found = [
      { subject: 'feature', answer: 'active', problem: null },
      { subject: 'installations', answer: null, problem },
    ] as const;
    const lines = fullPlanLines(planOf(settings, found));
    expect(lines).toContain('feature        active');
    expect(lines.at(-1)).toBe('installations  not known: HttpError a.code: It failed');
  });
});
