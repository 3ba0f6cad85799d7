import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { newManifest } from '../../../../src/provisioning/manifest.js';
import { LIST, LOGIN, loggedIn, platformWith, SESSION } from '../../../support/scripted-platform.js';

describe('what LivePersonPlatform keeps to itself', () => {
  it.each([
    ['of a session', { admin: { ...SESSION, idToken: 'planted.id.token' } }],
    ['of a login', { admin: LOGIN }],
  ])('%s is in no view of it', async (_whose, options) => {
    const { platform } = platformWith(() => loggedIn('planted-bearer-2'), options);
    await platform.administrator().catch(() => undefined);
    const shown =
      inspect(platform, { depth: 12, showHidden: true, getters: true }) + JSON.stringify(platform);
    expect(shown).not.toContain('planted');
  });

  it('is out of the errors of every call, whatever a server sends back', async () => {
    // What an API says that answers no credentials is told; what it echoes of ours is not.
    const { platform } = platformWith(({ url, headers, body }) => ({
      status: 500,
      headers: { 'set-cookie': 'planted-cookie', 'x-echo': `${headers.authorization}` },
      body: `${url.pathname.includes('/le-users/') ? '' : 'planted-body'} ${headers.authorization} ${body}`,
    }));
    const credential = { client_id: 'a', client_secret: 'planted-secret' };
    const calls = [
      platform.listInstallations(),
      platform.install(newManifest()),
      platform.deleteInstallation('a', '5'),
      platform.administrator(),
      platform.tryCredential(credential),
    ];
    const told = await Promise.allSettled(calls);
    expect(told.map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(inspect(told, { depth: 12, showHidden: true })).not.toContain('planted');
  });

  it('is out of later errors, too: bearers of logins, secrets of installations and of trials', async () => {
    const entry = { id: 'i', client_id: 'c', client_name: 'n', client_secret: 'planted-listed' };
    const { platform } = platformWith(
      ({ url, method, headers }) => {
        if (url.pathname.endsWith('/login')) return loggedIn('planted-bearer-of-login');
        if (method === 'GET') return { ...LIST, body: JSON.stringify([entry]) };
        return {
          status: 500,
          headers: { 'x-echo': `${headers.authorization?.slice(7)} planted-listed planted-tried` },
        };
      },
      { admin: LOGIN },
    );
    expect((await platform.listInstallations()).items).toMatchObject([{ clientSecret: 'planted-listed' }]);
    await platform.tryCredential({ client_id: 'a', client_secret: 'planted-tried' });
    const error = await platform.install(newManifest()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      name: 'HttpError',
      headers: { 'x-echo': expect.stringContaining('redacted') },
    });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('planted');
  });
});
