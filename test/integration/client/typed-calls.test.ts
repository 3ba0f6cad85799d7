import { inspect } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { HttpError, PrivilegeError, ToolBeltError } from '../../../src/errors/index.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';
import { failureOf, InstantClock, installApplication, TRANSPORTS } from './harness.js';

describe.each(TRANSPORTS)('typed calls through %s', async (transport) => {
  const clock = new InstantClock();
  const { sandbox, lp } = await sandboxFixture({
    toolbelt: { transport, clock, responseValidation: 'strict' },
  });
  beforeEach(() => {
    sandbox.faults.clear();
    sandbox.requests.clear();
    clock.waits.length = 0;
  });

  const month = () => ({ from: sandbox.fixtures.baseTime - 31 * 86_400_000, to: sandbox.fixtures.baseTime });
  const live = <Item extends { deleted: boolean }>(items: readonly Item[]) =>
    items.filter(({ deleted }) => !deleted);

  it('list every item, with the fields of the server', async () => {
    const users = await lp.users.list();
    expect(users.map(({ id }) => id)).toEqual(live(sandbox.fixtures.users).map(({ id }) => id));
    expect(users[1]).toMatchObject({ loginName: 'agent.1@example.com', userTypeId: 1 });
  });

  it('iterate over a list that comes whole with one request', async () => {
    const names: unknown[] = [];
    for await (const skill of lp.skills.list()) names.push(skill.name);
    expect(names).toEqual(live(sandbox.fixtures.skills).map(({ name }) => name));
    expect(sandbox.requests.count({ service: 'accountConfigReadOnly' })).toBe(1);
  });

  it('get one item by number or digits', async () => {
    const [user] = sandbox.fixtures.users;
    const byNumber = await lp.users.get({ userId: user?.id ?? 0 });
    const byDigits = await lp.users.get({ userId: String(user?.id) });
    expect(byNumber).toEqual(byDigits);
    expect(byNumber.loginName).toBe('administrator@example.com');
  });

  it('send select, includeDeleted and the version of the API', async () => {
    const skills = await lp.skills.list({ select: 'id,name,skillOrder', includeDeleted: true });
    expect(skills).toHaveLength(sandbox.fixtures.skills.length);
    expect(Object.keys(skills[0] ?? {}).sort()).toEqual(['deleted', 'id', 'name', 'skillOrder']);
    expect(sandbox.requests.matching({ service: 'accountConfigReadOnly' })).toMatchObject([
      { method: 'GET', query: { v: '4.0', select: 'id,name,skillOrder', include_deleted: 'true' } },
    ]);
  });

  it('walk over all 300 interactions, which equal the pages', async () => {
    const search = { start: month(), source: 'report', limit: 70, sort: 'start:asc' };
    const walked: string[] = [];
    for await (const { info } of lp.engagementHistory.search(search)) walked.push(info.engagementId);
    const paged: string[] = [];
    for (let offset = 0; offset < 300; offset += 70) {
      const page = await lp.engagementHistory.search({ ...search, offset });
      expect(page._metadata.count).toBe(300);
      paged.push(...page.interactionHistoryRecords.map(({ info }) => info.engagementId));
    }
    expect(walked).toHaveLength(300);
    expect(walked).toEqual(paged);
    expect(walked).toEqual(sandbox.fixtures.interactions.map(({ info }) => info.engagementId));
    expect(sandbox.requests.count({ service: 'engHistDomain' })).toBe(10);
  });

  it('ask for no page more than the walk needs', async () => {
    for await (const { info } of lp.engagementHistory.search({
      start: month(),
      source: 'report',
      offset: 290,
    })) {
      expect(info.engagementId).toBeDefined();
    }
    expect(sandbox.requests.count({ service: 'engHistDomain' })).toBe(1);
    for await (const _ of lp.engagementHistory.search({ start: month(), source: 'report', limit: 10 })) break;
    expect(sandbox.requests.count({ service: 'engHistDomain' })).toBe(2);
  });

  it('take dates and filters', async () => {
    const [first] = sandbox.fixtures.interactions;
    const page = await lp.engagementHistory.search({
      start: { from: new Date(month().from), to: new Date(month().to) },
      source: 'report',
      engagementId: first?.info.engagementId,
    });
    expect(page.interactionHistoryRecords.map(({ info }) => info.engagementId)).toEqual([
      first?.info.engagementId,
    ]);
  });

  it('wait and repeat when Engagement History throttles with 302', async () => {
    sandbox.faults.add({ service: 'engHistDomain', status: 302, times: 2 });
    const page = await lp.engagementHistory.search({ start: month(), source: 'report' });
    expect(page._metadata.count).toBe(300);
    expect(sandbox.requests.count({ service: 'engHistDomain' })).toBe(3);
    expect(clock.waits).toHaveLength(2);
    // LivePerson asks for at least one second.
    expect(Math.min(...clock.waits)).toBeGreaterThanOrEqual(1_000);
  });

  it('do not take the 302 of another service for throttling', async () => {
    sandbox.faults.add({
      service: 'accountConfigReadOnly',
      status: 302,
      headers: { location: `https://${sandbox.host}/elsewhere` },
    });
    await expect(lp.users.list()).rejects.toMatchObject({ name: 'HttpError', status: 302 });
    expect(sandbox.requests.all().map(({ path }) => path)).not.toContain('/elsewhere');
  });

  it('give undefined for what has not changed since a revision', async () => {
    const { data, revision } = await lp.users.list().withResponse();
    expect(revision).toMatch(/^\d+$/);
    expect(await lp.users.list({ ifRevision: revision })).toBeUndefined();
    const [{ id: userId } = { id: 0 }] = data;
    const unchanged = await lp.users.get({ userId, ifRevision: revision }).withResponse();
    expect(unchanged).toMatchObject({ data: undefined, status: 304, revision });
    expect(await lp.users.list({ ifRevision: -1 })).toEqual(data);
    let count = 0;
    for await (const _ of lp.users.list({ ifRevision: revision })) count += 1;
    expect(count).toBe(0);
  });

  it('hand back status, headers and the request id of the same request', async () => {
    const call = lp.skills.list();
    const [response, again, value] = await Promise.all([call.withResponse(), call.withResponse(), call]);
    expect(again).toBe(response);
    expect(value).toBe(response.data);
    expect(response).toMatchObject({ status: 200, revision: response.headers['ac-revision'] });
    const logged = sandbox.requests.matching({ service: 'accountConfigReadOnly' });
    expect(logged.map(({ headers }) => headers['x-request-id'])).toEqual([response.requestId]);
  });

  it('give an empty page for a search that is answered with 204', async () => {
    sandbox.switches.emptySearchStatus = 204;
    const search = { start: { from: 0, to: 86_400_000 }, source: 'report' };
    const { data, status } = await lp.engagementHistory.search(search).withResponse();
    expect(status).toBe(204);
    expect(data).toEqual({ _metadata: { count: 0 }, interactionHistoryRecords: [] });
    for await (const _ of lp.engagementHistory.search(search)) throw new Error('There is nothing to find');
  });

  it('hand over fields that nobody knows', async () => {
    const body = [{ id: 7, deleted: false, quantumMood: { level: [1, null] }, constructor: 'x' }];
    sandbox.faults.add({ service: 'accountConfigReadOnly', body });
    expect(await lp.users.list()).toEqual(body);
  });

  it('throw HttpError for 404, which tells all but the body when it is printed', async () => {
    const words = 'the excerpt of a body that may hold personal data';
    sandbox.faults.add({
      service: 'accountConfigReadOnly',
      status: 404,
      body: { note: words },
      headers: { 'x-some-header': 'some value' },
    });
    const error = await failureOf(lp.users.get({ userId: 1 }));
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toBeInstanceOf(ToolBeltError);
    expect(error).toMatchObject({
      name: 'HttpError',
      component: 'LpClient',
      code: 'com.liveperson.faas.lp-client.http-status',
      status: 404,
      service: 'accountConfigReadOnly',
      operation: 'users.get',
      headers: { 'x-some-header': 'some value' },
      bodyExcerpt: JSON.stringify({ note: words }),
    });
    const [logged] = sandbox.requests.matching({ service: 'accountConfigReadOnly' });
    expect(error.requestId).toBe(logged?.headers['x-request-id']);
    expect(error.message).toContain('404');
    expect(error.message).toContain(String(error.requestId));
    expect(Object.keys(error)).not.toContain('bodyExcerpt');
    expect(JSON.stringify(error)).not.toContain(words);
    expect(inspect(error, { depth: 10 })).not.toContain(words);
  });

  it('say what the server said', async () => {
    await expect(lp.users.get({ userId: 999 })).rejects.toThrow('404 (Not Found): Data not found');
  });

  it('keep at most 1 KiB of a body', async () => {
    sandbox.faults.add({ service: 'accountConfigReadOnly', status: 418, body: 'ü'.repeat(5_000) });
    const error = await failureOf(lp.users.list());
    expect(Buffer.byteLength(String(error.bodyExcerpt))).toBeLessThanOrEqual(1_024);
    expect(error.bodyExcerpt).toMatch(/^ü+$/);
  });

  it('throw PrivilegeError for 403, with the words of the server', async () => {
    const value = await installApplication(sandbox);
    await sandbox.secretStore.put({ key: 'OWN', value });
    sandbox.faults.add({
      service: 'accountConfigReadOnly',
      status: 403,
      body: { message: 'The installation lacks a scope' },
    });
    const error = await failureOf(lp.skills.list({}, { appKeySecretName: 'OWN' }));
    expect(error).toBeInstanceOf(PrivilegeError);
    expect(error).toMatchObject({
      code: 'com.liveperson.faas.lp-client.not-privileged',
      api: 'Skills API',
      status: 403,
    });
    expect(error.requestId).toMatch(/.+/);
    expect(error.message).toContain('The installation lacks a scope');
    expect(error.message).toContain('appKeySecretName');
  });

  it('keep the order authorization, x-request-id, user-agent of their headers', async () => {
    await lp.users.list({ ifRevision: -1 });
    const [logged] = sandbox.requests.matching({ service: 'accountConfigReadOnly' });
    expect(
      Object.keys(logged?.headers ?? {}).filter((name) => !['host', 'connection'].includes(name)),
    ).toEqual(['x-request-id', 'user-agent', 'accept', 'if-match']);
    expect(logged?.headers['user-agent']).toMatch(/^lp-functions-toolbelt\/\d+\.\d+\.\d+$/);
    expect(logged?.authorization?.scheme).toBe('Bearer');
  });
});
