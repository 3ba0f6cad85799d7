import { describe, expect, it } from 'vitest';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { refusedUnsent } from './harness.js';

const CONFIGURATION = '/api/account/12345678/configuration';
const CONTENT = `${CONFIGURATION}/engagement-window/canned-responses`;
const CATEGORIES = `${CONFIGURATION}/le-categories`;
const MESSAGES = `${CONFIGURATION}/engagement-window/auto-messages`;
const UNIFIED = `${CONFIGURATION}/engagement-window/unified-auto-messages`;

/** Writes that LivePerson documents, by the title of their API. */
const writes: [title: string, method: string, path: string][] = [
  ['Predefined Content API', 'POST', CONTENT],
  ['Predefined Content API', 'PUT', CONTENT],
  ['Predefined Content API', 'PUT', `${CONTENT}/600700111`],
  ['Predefined Content API', 'DELETE', `${CONTENT}/600700111`],
  ['Predefined Content API', 'DELETE', CONTENT],
  ['Predefined Categories API', 'POST', `${CATEGORIES}/categories`],
  ['Predefined Categories API', 'PUT', `${CATEGORIES}/categories/600800111`],
  ['Predefined Categories API', 'DELETE', `${CATEGORIES}/categories/600800111`],
  ['Predefined Categories API', 'DELETE', `${CATEGORIES}/categories`],
  ['Predefined Categories API', 'POST', `${CATEGORIES}/import`],
  ['Predefined Categories API', 'POST', `${CATEGORIES}/import/validate`],
  ['Automatic Messages API', 'PUT', `${MESSAGES}/600900111`],
  ['Unified Automatic Messages API', 'PUT', `${UNIFIED}/On-hold%20message%20%231`],
  ['Unified Automatic Messages API', 'DELETE', `${UNIFIED}/On-hold%20message%20%231`],
];

/** Writes that no document lists, below the same paths. */
const others: typeof writes = [
  // The update with the slash at its end, as its page writes it.
  ['Predefined Content API', 'PUT', `${CONTENT}/`],
  ['Predefined Content API', 'POST', `${CONTENT}/600700111/copy`],
  ['Predefined Content API', 'POST', '/api/configuration/defaults/engagement-window/canned-responses/'],
  ['Predefined Content API', 'DELETE', '/api/account/configuration/engagement-window/canned-responses/query'],
  ['Predefined Content API', 'POST', '/api/account/configuration/engagement-window/canned-responses'],
  ['Predefined Categories API', 'PUT', `${CATEGORIES}/categories`],
  ['Predefined Categories API', 'POST', `${CATEGORIES}/categories/revision/57`],
  ['Predefined Categories API', 'PUT', '/api/account/configuration/le-categories/categories/query'],
  ['Automatic Messages API', 'POST', MESSAGES],
  ['Automatic Messages API', 'DELETE', `${MESSAGES}/600900111`],
  ['Unified Automatic Messages API', 'POST', UNIFIED],
  ['Unified Automatic Messages API', 'PATCH', `${UNIFIED}/CHAT_STARTED`],
];

const { sandbox, client: server, lp } = await sandboxFixture();

describe.each(['accountConfigReadWrite', 'accountConfigReadOnly'])('the system secret on %s', (service) => {
  it.each([...writes, ...others])('may not: %s, %s %s', async (title, method, path) => {
    const call = () => lp(service, `${path}?v=2.0`, { method, headers: { 'if-match': '-1' }, body: '{}' });
    await refusedUnsent(sandbox.requests, call, title, method);
  });

  it.each(writes)('may not with a method override: %s, %s %s', async (title, method, path) => {
    const headers = { 'X-HTTP-Method-Override': method };
    await refusedUnsent(sandbox.requests, () => lp(service, `${path}?v=2.0`, { headers }), title, method);
  });
});

describe.each(['accountConfigReadWrite', 'accountConfigReadOnly'] as const)('the server %s', (service) => {
  it.each(writes)('refuses its token, too: %s, %s %s', async (title, method, path) => {
    const reply = await server.api(service, method, `${path}?v=2.0`, { json: {} });
    expect([reply.status, reply.json().message]).toEqual([403, `The credential may not write ${title}`]);
  });
});

describe('the queries of changes, which are a POST and read', () => {
  it.each([
    '/api/account/configuration/engagement-window/canned-responses/query',
    '/api/account/configuration/le-categories/categories/query',
  ])('pass: %s', async (path) => {
    const body = JSON.stringify({ type: 0, parameters: [{ site: '12345678', revision: 0 }] });
    const call = (headers: Record<string, string>) =>
      lp('accountConfigReadOnly', `${path}?v=2.0`, { method: 'POST', body, headers });
    expect((await call({})).status).toBe(200);
    await expect(call({ 'X-HTTP-Method-Override': 'DELETE' })).rejects.toMatchObject({
      name: 'PrivilegeError',
    });
  });
});
