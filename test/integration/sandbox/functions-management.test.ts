import { describe, expect, it } from 'vitest';
import type { SandboxRole } from '../../../src/testing/sandbox/people.js';
import { startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { SandboxClient } from './client.js';

const ACCOUNT = '/api/account/12345678';
const FUNCTIONS = `${ACCOUNT}/functions`;
const LAMBDAS = `${ACCOUNT}/lambdas`;

const { sandbox, client } = await sandboxFixture();

const list = (path: string) => client.admin('faasUI', 'GET', path);
const bearerOf = async (role: SandboxRole): Promise<string> => {
  const json = sandbox.logins[role];
  return (await client.call('agentVep', 'POST', `${ACCOUNT}/login?v=1.3`, { json })).json().bearer;
};

describe('a client that lists functions', () => {
  it('gets them all in V2, as official clients type them', async () => {
    const reply = await list(`${FUNCTIONS}?userId=${sandbox.admin.userId}`);
    const { echo, failing, slow } = sandbox.fixtures.functions;
    expect(reply.status).toBe(200);
    expect(reply.json().map(({ uuid }: { uuid: string }) => uuid)).toEqual([
      echo.uuid,
      failing.uuid,
      slow.uuid,
    ]);
    expect(reply.json()[0]).toEqual({
      uuid: echo.uuid,
      name: 'echo',
      description: expect.any(String),
      state: 'Productive',
      skills: echo.skills.map(String),
      eventId: echo.eventId,
      size: 'S',
      isCompV1: false,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      createdBy: sandbox.fixtures.users[0]?.loginName,
      updatedAt: expect.any(String),
      updatedBy: expect.any(String),
    });
  });

  it.each([
    ['state=Productive', ['echo', 'failing', 'slow']],
    ['state=Draft&state=Productive', ['echo', 'failing', 'slow']],
    ['state=Draft', []],
    ['eventId=conversational_command', ['echo']],
    ['eventId=nothing', []],
    ['functionName=l', ['failing', 'slow']],
    ['name=slow', ['slow']],
    ['eventId=conversational_command&functionName=slow', []],
    ['eventId=&state=&userId=&functionName=', ['echo', 'failing', 'slow']],
  ])('gets those that %s selects', async (query, names) => {
    const found: { name: string }[] = (await list(`${FUNCTIONS}?${query}`)).json();
    expect(found.map(({ name }) => name)).toEqual(names);
  });

  it.each([LAMBDAS, `${LAMBDAS}/`])(
    'gets them at %s with v=1 as in V1, with code and runtime',
    async (path) => {
      const all = (await list(`${path}?v=1&userId=1`)).json();
      expect(all).toHaveLength(3);
      expect(all[0]).toEqual({
        uuid: sandbox.fixtures.functions.echo.uuid,
        version: 1,
        name: 'echo',
        description: expect.any(String),
        eventId: 'conversational_command',
        samplePayload: { headers: [], payload: {} },
        state: 'Productive',
        runtime: { uuid: expect.any(String), name: 'Node.js', baseImageName: expect.any(String) },
        createdAt: expect.any(String),
        createdBy: expect.any(String),
        updatedAt: expect.any(String),
        updatedBy: expect.any(String),
        lastDeployment: {},
        implementation: { code: expect.any(String), dependencies: [], environmentVariables: [] },
      });
      expect((await list(`${path}?v=1&name=slow&state=Productive`)).json()).toHaveLength(1);
      const refused = await list(path);
      expect([refused.status, refused.json()]).toEqual([
        400,
        { code: expect.stringContaining('validation'), message: expect.any(String) },
      ]);
    },
  );
});

describe('who lists functions', () => {
  it.each([
    ['administrator', 200],
    ['agent', 200],
    ['agentManager', 403],
    ['campaignManager', 403],
  ] as const)('the %s gets %s', async (role, status) => {
    const token = await bearerOf(role);
    expect((await client.api('faasUI', 'GET', FUNCTIONS, { token })).status).toBe(status);
    expect((await client.api('faasUI', 'GET', `${LAMBDAS}?v=1`, { token })).status).toBe(status);
  });

  it('without a bearer gets 401; with one that is none, of an application or for another account, 403', async () => {
    const refused = async (path: string, authorization?: string) => {
      const headers = authorization === undefined ? {} : { authorization };
      const reply = await client.call('faasUI', 'GET', path, { headers });
      return [reply.status, reply.json()];
    };
    const body = { code: 'com.liveperson.faas.fm.general', message: expect.any(String) };
    expect(await refused(FUNCTIONS)).toEqual([401, body]);
    expect(await refused(FUNCTIONS, 'Basic YTpi')).toEqual([401, body]);
    expect(await refused(FUNCTIONS, 'Bearer invalid')).toEqual([403, body]);
    expect(await refused(FUNCTIONS, `Bearer ${await client.token()}`)).toEqual([403, body]);
    const elsewhere = FUNCTIONS.replace('12345678', '999');
    expect(await refused(elsewhere, `Bearer ${sandbox.admin.bearer}`)).toEqual([403, body]);
    expect(await refused(`${LAMBDAS}?v=1`, 'Bearer invalid')).toEqual([
      403,
      { errorCode: 'com.liveperson.faas.fm.general', errorMsg: expect.any(String) },
    ]);
  });

  it('with a session that is over gets 401', async () => {
    await using own = await startSandbox();
    await using ownClient = new SandboxClient(own);
    const login = await ownClient.call('agentVep', 'POST', `${ACCOUNT}/login?v=1.3`, {
      json: own.logins.agent,
    });
    const token: string = login.json().bearer;
    expect((await ownClient.api('faasUI', 'GET', FUNCTIONS, { token })).status).toBe(200);
    own.clock.advance(8 * 3_600_000);
    expect((await ownClient.api('faasUI', 'GET', FUNCTIONS, { token })).status).toBe(401);
  });
});
