import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { ProvisioningEvent } from '../../../../src/provisioning.js';
import { ProvisioningScene, rejection, watch } from '../../../support/provisioning-scene.js';
import { unhandledRejections } from '../../../support/unhandled-rejections.js';

const withoutWaits = (events: readonly ProvisioningEvent[]) =>
  events.filter((event) => event.state !== 'waiting').map((event) => `${event.task} ${event.state}`);

describe('events of a run', () => {
  it('tell the start and the end of each task in order, then the end of the run', async () => {
    const { events } = await watch(new ProvisioningScene().provision());
    expect(withoutWaits(events)).toEqual([
      'activate-feature started',
      'activate-feature done',
      'configure-infrastructure started',
      'configure-infrastructure done',
      'create-default-secrets started',
      'create-default-secrets done',
      'store-default-secret started',
      'store-default-secret done',
      'null completed',
    ]);
  });

  it('tell what was skipped', async () => {
    const scene = new ProvisioningScene();
    await scene.provision();
    const { events } = await watch(scene.provision());
    expect(events.filter((event) => event.state === 'skipped')).toHaveLength(4);
    expect(events.filter((event) => event.state === 'waiting')).toEqual([]);
  });

  it('count up to 1 and never back, while the infrastructure is built too', async () => {
    const scene = new ProvisioningScene();
    scene.platform.buildMs = 600_000;
    const { events } = await watch(scene.provision());
    const fractions = events.map((event) => event.fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);

    const waits = events.filter((event) => event.state === 'waiting').map((event) => event.fraction);
    expect(waits.length).toBeGreaterThan(50);
    expect(new Set(waits).size).toBe(waits.length);
    expect(Math.max(...waits)).toBeLessThan(0.8);
  });

  it('carry the time since the start', async () => {
    const scene = new ProvisioningScene();
    scene.platform.buildMs = 100_000;
    const { events } = await watch(scene.provision());
    const times = events.map((event) => event.elapsedMs);
    expect(times[0]).toBe(0);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBeGreaterThanOrEqual(100_000);
  });

  it('end with what failed, and below 1', async () => {
    const scene = new ProvisioningScene();
    scene.platform.buildMs = -1;
    const { events, error } = await watch(scene.provision());
    expect(events.slice(-2)).toMatchObject([
      { task: 'configure-infrastructure', state: 'failed', detail: expect.stringContaining('no capacity') },
      { task: null, state: 'failed' },
    ]);
    expect(events.at(-1)?.fraction).toBeLessThan(1);
    expect(error).toMatchObject({ task: 'configure-infrastructure' });
  });

  it('reach onProgress as they happen, the same as an iteration', async () => {
    const scene = new ProvisioningScene();
    const told: ProvisioningEvent[] = [];
    const { events } = await watch(scene.provision({ onProgress: (event) => told.push(event) }));
    expect(told).toEqual(events);
  });

  it('cannot be changed by one listener for another', async () => {
    const { events } = await watch(new ProvisioningScene().provision());
    expect(events.every((event) => Object.isFrozen(event))).toBe(true);
  });
});

describe('iterating a run', () => {
  it('replays every event, however late it begins and how often', async () => {
    const run = new ProvisioningScene().provision();
    const first = await watch(run);
    await run;
    expect((await watch(run)).events).toEqual(first.events);
    const [second, third] = await Promise.all([watch(run), watch(run)]);
    expect(second).toEqual(third);
    expect(second.events).toEqual(first.events);
  });

  it('does not stop the run when the loop is left', async () => {
    const scene = new ProvisioningScene();
    scene.platform.buildMs = 60_000;
    const run = scene.provision();
    for await (const event of run) if (event.state === 'waiting') break;
    expect((await run).tasks['store-default-secret']).toBe('done');
    expect(await scene.stored()).toBeDefined();
  });

  it('ends by throwing the error of the run, late as well', async () => {
    const scene = new ProvisioningScene();
    scene.platform.buildMs = -1;
    const run = scene.provision();
    const error = await rejection(run);
    expect((await watch(run)).error).toBe(error);
    expect((await watch(run)).error).toBe(error);
  });
});

describe('a rejection that nobody awaits', () => {
  const failingScene = () => {
    const scene = new ProvisioningScene();
    scene.platform.administratorAnswer = { isAdministrator: false, reason: 'the user is an agent' };
    return scene;
  };

  it('is reported as with any promise', async () => {
    const seen = await unhandledRejections(async () => {
      failingScene().provision();
    });
    expect(seen).toMatchObject([{ name: 'NotAdminError' }]);
  });

  it('counts as handled once iterated, even when the loop was left', async () => {
    const seen = await unhandledRejections(async () => {
      for await (const _event of failingScene().provision()) break;
    });
    expect(seen).toEqual([]);
  });
});

describe('an onProgress that fails', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('the progress bar broke');
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('the progress bar broke');
      },
    ],
  ])('does not disturb the run when it %s; it is reported once', async (_how, onProgress) => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    try {
      const scene = new ProvisioningScene();
      expect((await scene.provision({ onProgress })).changed).toBe(true);
      await nextTurn();
      expect(warn).toHaveBeenCalledTimes(1);
      expect(warn).toHaveBeenCalledWith(expect.stringContaining('the progress bar broke'), {
        code: 'LP_PROGRESS_LISTENER',
      });
    } finally {
      warn.mockRestore();
    }
  });
});

describe('a run as a promise', () => {
  it('is a Promise with then, catch and finally', async () => {
    const run = new ProvisioningScene().provision();
    expect(run).toBeInstanceOf(Promise);
    const seen: string[] = [];
    const result = await run
      .then((value) => value.accountId)
      .catch(() => 'failed')
      .finally(() => seen.push('finally'));
    expect([result, ...seen]).toEqual(['12345678', 'finally']);
  });

  it('can be referred to from its own onProgress', async () => {
    const seen: unknown[] = [];
    const run = new ProvisioningScene().provision({ onProgress: () => seen.push(run) });
    await run;
    expect(seen[0]).toBe(run);
  });
});
