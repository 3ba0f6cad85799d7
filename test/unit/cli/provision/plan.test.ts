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
  store: { text: 'file:secrets.json', older: null },
  takeOver: [],
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
    const ofStore = ['store.get', 'store.identity', 'store.checkWritable', 'store.put'];
    expect(calls).toEqual(expect.arrayContaining(ofStore));
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
      'getInstallation',
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
    const states = [
      { subject: 'feature', answer: 'active', problem: null },
      { subject: 'installations', answer: null, problem },
      { subject: 'applications', answer: null, problem },
    ] as const;
    const lines = fullPlanLines(planOf(settings, { isAdministrator: true, states, applications: null }));
    expect(lines).toContain('feature        active');
    expect(lines.slice(-2)).toEqual([
      'installations  not known: HttpError a.code: It failed',
      'applications   a run would end here: HttpError a.code: It failed',
    ]);
  });

  it('names what is deleted of another store, and a store of version 0.1.0, before a person is asked', () => {
    const takeOver = ['lp-functions-toolbelt-default-a', 'lp-functions-toolbelt-default-b'];
    const older = 'file:.lp-toolbelt/secrets-12345678.json';
    const lines = planLines(planOf({ ...settings, takeOver, store: { text: 'file:x', older } }, null));
    expect(lines.slice(-5)).toEqual([
      'Note     Version 0.1.0 left a store in this folder, which is not used.',
      `         To use it, give --store '${older}'`,
      'Deletes  lp-functions-toolbelt-default-a',
      '         lp-functions-toolbelt-default-b',
      '         of another store, too',
    ]);
  });

  it('names each application that a run would make, keep, delete or leave', () => {
    const one = {
      clientName: 'a-name',
      since: '2026-03-01T00:00:00.000Z',
      whose: 'another store',
      why: 'a reason',
    } as const;
    const applications = { made: [], kept: [], deleted: [], left: [one], warnings: ['A warning.'] };
    const lines = fullPlanLines(planOf(settings, { isAdministrator: true, states: [], applications }));
    expect(lines.at(-2)).toBe('left  a-name       2026-03-01T00:00:00.000Z  another store  a reason');
    expect(lines.at(-1)).toBe('Warning: A warning.');
  });
});
