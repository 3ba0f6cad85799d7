import { generateKeyPairSync } from 'node:crypto';
import { exportJWK, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { LivePersonPlatform, type LivePersonPlatformOptions } from '../../../../src/provisioning.js';
import { json, ScriptedTransport, type Step } from '../../../support/scripted-transport.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const AUDIENCE = 'application-1';
const USER = '7';
const SERVICES = ['agentVep', 'accountConfigReadOnly', 'sentinel'];

/** What the servers say of user 7. */
interface Says {
  readonly token?: object;
  readonly login?: object;
  readonly role?: number;
}

async function idToken(claims: object): Promise<string> {
  const all = { iss: 'Sentinel', sub: USER, aud: AUDIENCE, ...claims };
  const token = new SignJWT(all).setProtectedHeader({ alg: 'RS256', kid: 'k' }).setIssuedAt();
  return token.setExpirationTime('5 minutes').sign(privateKey);
}

async function check({ token, login, role = 2 }: Says) {
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'k' }];
  const answers: [RegExp, Step][] = [
    [
      /baseURI/,
      json({ baseURIs: SERVICES.map((service) => ({ service, baseURI: `${service}.liveperson.net` })) }),
    ],
    [/jwks/, json({ keys })],
    [/login/, json({ bearer: 'bearer-of-login', config: { userId: Number(USER), ...login } })],
    [/users\/7/, json({ id: Number(USER), deleted: false, profileIds: [5] })],
    [/profiles/, json([{ id: 5, deleted: false, roleTypeId: role }])],
  ];
  const transport = new ScriptedTransport(({ url }) => {
    return answers.find(([path]) => path.test(url.pathname))?.[1] ?? { status: 404 };
  });
  const admin: LivePersonPlatformOptions['admin'] =
    login === undefined
      ? { bearer: 'bearer-of-session', userId: USER, ...(token && { idToken: await idToken(token) }) }
      : { username: 'a@example.com', password: 'made-up-password' };
  const platform = new LivePersonPlatform({ accountId: '1', admin, transport, idTokenAudience: AUDIENCE });
  return { answer: await platform.administrator(), transport, admin };
}

describe('the three ways, in their order', () => {
  it.each<[Says, boolean, RegExp]>([
    [{ token: { is_admin: true } }, true, /^the ID token says is_admin$/],
    [{ token: { is_lpa: true } }, true, /^the ID token says is_lpa$/],
    // Older than the role: the next way knows better.
    [{ token: { is_admin: false }, role: 1 }, true, /^by the profiles .* administrator/],
    [{ token: { is_admin: false } }, false, /^the ID token says neither .*; by the profiles .* agent/],
    [
      { token: { is_admin: true, sub: '8' } },
      false,
      /^the ID token does not count: .*; by the profiles .* agent/,
    ],
    [{ login: { isAdmin: true } }, true, /^the login answer says isAdmin$/],
    [{ login: { isLPA: true } }, true, /^the login answer says isLPA$/],
    [
      { login: { isAdmin: 'true', isLPA: 1 } },
      false,
      /^the login answer says neither .*; by the profiles .* agent/,
    ],
    [{ login: {}, role: 1 }, true, /^by the profiles .* administrator/],
    [{ login: {}, role: 5 }, true, /^by the profiles .* LPA/],
    [{ role: 3 }, false, /^by the profiles .* agent manager/],
    [{ role: 4 }, false, /^by the profiles .* campaign manager/],
    [{ role: 9 }, false, /^by the profiles .* unknown role \(roleTypeId 9\)/],
  ])('%j', async (says, isAdministrator, reason) => {
    expect((await check(says)).answer).toEqual({ isAdministrator, reason: expect.stringMatching(reason) });
  });
});

it('sends the bearer to the API alone, and the ID token to nobody', async () => {
  const { transport, admin } = await check({ token: { is_admin: false } });
  const carrying = transport.requests.filter(({ headers }) => 'authorization' in headers);
  expect(carrying.map(({ url }) => url.host)).toEqual(Array(2).fill('accountconfigreadonly.liveperson.net'));
  expect(carrying.map(({ headers }) => headers.authorization)).toEqual(
    Array(2).fill('Bearer bearer-of-session'),
  );
  const sent = transport.requests
    .map(({ url, headers, body }) => JSON.stringify([url, headers, body]))
    .join();
  expect('idToken' in admin && admin.idToken).toBeTruthy();
  expect(sent).not.toContain('idToken' in admin && admin.idToken);
});

it('takes the user of a login from its answer, not from anybody’s word', async () => {
  const { transport } = await check({ login: {} });
  expect(transport.requests.some(({ url }) => url.pathname.endsWith('/users/7'))).toBe(true);
});
