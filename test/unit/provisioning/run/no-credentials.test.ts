import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { CLIENT_NAME_PREFIX } from '../../../../src/provisioning/manifest.js';
import { OURS, ProvisioningScene, watch } from '../../../support/provisioning-scene.js';

const PLANTED = 'planted-0d1c5e3f-stored';

/** Everything that can be seen of a value. */
function visible(value: unknown): string {
  const text = inspect(value, { depth: 10, showHidden: true, getters: true });
  const stack = value instanceof Error ? value.stack : '';
  return `${text}\n${JSON.stringify(value)}\n${String(value)}\n${stack}`;
}

/** An error as HTTP clients make them: the request hangs on it, credentials and all. */
function talkative(secret: string): Error {
  return Object.assign(new Error(`401 for ${secret}`, { cause: { body: secret } }), {
    code: 'ERR_BAD_RESPONSE',
    options: { headers: { authorization: `Basic ${secret}` }, json: { client_secret: secret } },
  });
}

/** An account whose installation and stored secret are planted. */
async function plantedScene(): Promise<ProvisioningScene> {
  const scene = new ProvisioningScene();
  const { clientId } = scene.platform.add({
    clientName: `${CLIENT_NAME_PREFIX}0001`,
    description: OURS.description,
    clientSecret: PLANTED,
  });
  await scene.keep({ client_id: clientId, client_secret: PLANTED });
  return scene;
}

describe('credentials', () => {
  it('are in no event, no result and not in the run', async () => {
    const scene = await plantedScene();
    scene.platform.add({ clientName: `${CLIENT_NAME_PREFIX}0002`, description: OURS.description });
    const secrets = scene.platform.installations.map((item) => item.clientSecret ?? '');
    const run = scene.provision();
    const { events } = await watch(run);
    const seen = visible([run, events, await run]);
    expect(secrets).toHaveLength(2);
    for (const secret of secrets) expect(seen).not.toContain(secret);
  });

  it('of a new installation are in no event and no result', async () => {
    const scene = new ProvisioningScene();
    const run = scene.provision();
    const { events } = await watch(run);
    const stored = JSON.stringify(await scene.stored());
    const [secret] = scene.platform.installations.map((item) => item.clientSecret);
    expect(stored).toContain(secret);
    expect(visible([run, events, await run])).not.toContain(secret);
  });

  it.each(['tryCredential', 'listInstallations', 'deleteInstallation'] as const)(
    'are in no error when %s fails and tells them',
    async (method) => {
      const scene = await plantedScene();
      scene.platform.add({ clientName: `${CLIENT_NAME_PREFIX}0002`, description: OURS.description });
      scene.platform.failNext(method, ...Array.from({ length: 9 }, () => ({ error: talkative(PLANTED) })));
      const { events, error } = await watch(scene.provision());
      expect(error).toMatchObject({ name: 'ProvisioningError', cause: { code: 'ERR_BAD_RESPONSE' } });
      expect(visible([error, (error as Error).cause, events])).not.toContain(PLANTED);
      expect(visible((error as Error).cause)).not.toContain(PLANTED);
    },
  );

  it('are in no error when the store fails and tells them', async () => {
    const scene = await plantedScene();
    scene.platform.installations = [];
    const { store } = scene;
    const secretStore = {
      get: (key: string) => store.get(key),
      put: () => Promise.reject(`could not write ${PLANTED}`),
      delete: (key: string) => store.delete(key),
      list: () => store.list(),
    };
    const { events, error } = await watch(scene.provision({ secretStore }));
    expect(String(error)).toContain('could not write [redacted]');
    expect(visible([error, events])).not.toContain(PLANTED);
  });

  it('are in no warning about onProgress', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    try {
      const scene = await plantedScene();
      const onProgress = ({ task }: { task: string | null }) => {
        if (task === 'store-default-secret') throw new Error(`cannot show ${PLANTED}`);
      };
      await scene.provision({ onProgress });
      expect(visible(warn.mock.calls)).toContain('cannot show [redacted]');
      expect(visible(warn.mock.calls)).not.toContain(PLANTED);
    } finally {
      warn.mockRestore();
    }
  });
});
