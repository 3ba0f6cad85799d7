import { describe, expect, it } from 'vitest';
import { sandboxFixture } from '../../support/sandbox-fixture.js';

const BASE = '/api/account/12345678/configuration/le-users';

describe('users and skills of the sandbox', async () => {
  const { sandbox, client } = await sandboxFixture();

  const get = (path: string, headers: Record<string, string> = {}) => {
    return client.api('accountConfigReadOnly', 'GET', `${BASE}${path}`, { headers });
  };

  it('lists 50 users and 12 skills, and the deleted ones only when asked', async () => {
    expect((await get('/users?v=6.0')).json()).toHaveLength(50);
    expect((await get('/users?v=6.0&include_deleted=true')).json()).toHaveLength(52);
    expect((await get('/skills?v=4.0')).json()).toHaveLength(12);
    expect((await get('/skills?v=4.0&include_deleted=true')).json()).toHaveLength(13);
  });

  it('answers users in full and skills by id, deleted and name', async () => {
    const [user] = (await get('/users?v=6.0')).json();
    expect(user).toMatchObject({ loginName: 'administrator@example.com', fullName: '', skillIds: [] });
    expect(user).not.toHaveProperty('profiles');
    const [skill] = (await get('/skills?v=4.0')).json();
    expect(skill).toEqual({ id: expect.any(Number), deleted: false, name: 'Billing' });
    const whole = (await get(`/skills/${skill.id}?v=4.0`)).json();
    expect(whole).toEqual(sandbox.fixtures.skills[0]);
  });

  it('selects fields, nested ones too; knows $all and ignores what it does not know', async () => {
    const agent = sandbox.fixtures.users[1];
    const { id } = agent ?? {};
    const select = async (fields: string) => (await get(`/users/${id}?v=6.0&select=${fields}`)).json();
    expect(await select('nickname,memberOf(agentGroupId),nothing')).toEqual({
      id,
      deleted: false,
      nickname: agent?.nickname,
      memberOf: { agentGroupId: agent?.memberOf?.agentGroupId },
    });
    const skills = agent?.skills?.map(({ name }) => ({ name }));
    expect(await select('skills(name)')).toEqual({ id, deleted: false, skills });
    expect(await select('$all')).toEqual(agent);
    expect((await get('/skills?v=4.0&select=$all')).json()[3]).toEqual(sandbox.fixtures.skills[3]);
  });

  it.each([
    '/users',
    '/users?v=latest',
    '/users?v=6.0&select=id,memberOf(',
    '/users?v=6.0&select=id,,name',
    '/users?v=6.0&select=id)',
    '/users?v=6.0&include_deleted=yes',
    '/users/0?v=6.0',
    '/users/-1?v=6.0',
    '/users/1.5?v=6.0',
    '/skills/abc?v=4.0',
  ])('refuses %s', async (path) => {
    const reply = await get(path);
    expect([reply.status, Object.keys(reply.json())]).toEqual([400, ['type', 'internalCode', 'message']]);
  });

  it('answers an unknown or deleted item with 404', async () => {
    const reply = await get('/users/1?v=6.0');
    expect([reply.status, reply.json()]).toEqual([
      404,
      { type: 'error', internalCode: expect.any(Number), message: 'Data not found' },
    ]);
    const deleted = sandbox.fixtures.users.at(-1)?.id;
    expect((await get(`/users/${deleted}?v=6.0`)).status).toBe(404);
    expect((await get(`/users/${deleted}?v=6.0&include_deleted=true`)).json()).toMatchObject({
      deleted: true,
    });
  });

  it('answers 304 with the revision and no body to the current revision, and all of it to -1', async () => {
    const { id } = sandbox.fixtures.skills[0] ?? {};
    for (const path of ['/users?v=6.0', '/skills?v=4.0', `/skills/${id}?v=4.0`]) {
      const first = await get(path);
      const revision = String(first.headers['ac-revision']);
      expect(revision).toMatch(/^\d+$/);
      const unchanged = await get(path, { 'if-match': revision });
      expect([unchanged.status, unchanged.text, unchanged.headers['ac-revision']]).toEqual([
        304,
        '',
        revision,
      ]);
      expect(unchanged.headers['content-type']).toBeUndefined();
      for (const other of ['-1', '1']) {
        const full = await get(path, { 'if-match': other });
        expect([full.status, full.json()]).toEqual([200, first.json()]);
      }
    }
  });

  it('answers HEAD without a body, and other paths and methods with 404', async () => {
    const head = await client.api('accountConfigReadOnly', 'HEAD', `${BASE}/users?v=6.0`);
    expect([head.status, head.text]).toEqual([200, '']);
    expect((await get('/nothing?v=6.0')).status).toBe(404);
    expect((await client.api('accountConfigReadOnly', 'PATCH', `${BASE}/users?v=6.0`)).status).toBe(404);
  });
});
