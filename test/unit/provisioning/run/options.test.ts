import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../../src/errors/config-error.js';
import { type ProvisionOptions, provisionAccount } from '../../../../src/provisioning.js';
import { ProvisioningScene, rejection, watch } from '../../../support/provisioning-scene.js';

/** Options as a caller in JavaScript might give them. */
const faulty: [field: string, options: Record<string, unknown>][] = [
  ['accountId', { accountId: undefined }],
  ['accountId', { accountId: '  ' }],
  ['accountId', { accountId: 12345678 }],
  ['platform', { platform: undefined }],
  ['platform', { platform: { administrator: () => undefined } }],
  ['secretStore', { secretStore: undefined }],
  ['secretStore', { secretStore: { get: async () => undefined } }],
  ['timeoutMs', { timeoutMs: 0 }],
  ['timeoutMs', { timeoutMs: -1 }],
  ['timeoutMs', { timeoutMs: Number.NaN }],
  ['timeoutMs', { timeoutMs: Number.POSITIVE_INFINITY }],
  ['timeoutMs', { timeoutMs: '1000' }],
  ['signal', { signal: new AbortController() }],
  ['onProgress', { onProgress: 'log' }],
  ['clock', { clock: {} }],
];

describe('options of provisionAccount', () => {
  it.each(faulty)('rejects with the name of the field: %s (case %#)', async (field, options) => {
    const scene = new ProvisioningScene();
    const error = await rejection(scene.provision(options as Partial<ProvisionOptions>));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ field, message: expect.stringContaining(field) });
    expect(scene.platform.calls).toEqual([]);
  });

  it('names the methods that an object lacks', async () => {
    const scene = new ProvisioningScene();
    const secretStore = { get: scene.store.get, put: scene.store.put } as ProvisionOptions['secretStore'];
    const error = await rejection(scene.provision({ secretStore }));
    expect(String(error)).toContain('delete, list');
  });

  it('rejects also when there are no options at all', async () => {
    const options = undefined as unknown as ProvisionOptions;
    expect(await rejection(provisionAccount(options))).toBeInstanceOf(ConfigError);
  });

  it('ends an iteration with the same error', async () => {
    const scene = new ProvisioningScene();
    const run = scene.provision({ accountId: '' });
    const { events, error } = await watch(run);
    expect(events).toMatchObject([{ task: null, state: 'failed' }]);
    expect(error).toBe(await rejection(run));
  });

  it('are read once: changing them later changes nothing', async () => {
    const scene = new ProvisioningScene();
    const options = {
      accountId: '12345678',
      platform: scene.platform,
      secretStore: scene.store,
      clock: scene.clock,
    };
    const run = provisionAccount(options);
    options.accountId = 'another';
    expect((await run).accountId).toBe('12345678');
  });
});
