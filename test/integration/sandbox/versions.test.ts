import { describe, expect, it } from 'vitest';
import type { SandboxService } from '../../../src/testing/sandbox/sandbox-services.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';

const CONFIGURATION = '/api/account/12345678/configuration';
const REPORTS = '/operations/api/account/12345678';
const HISTORY = '/messaging_history/api/account/12345678/conversations';
const INTERACTIONS = '/interaction_history/api/account/12345678/interactions/search';

const { sandbox, client } = await sandboxFixture();
const { client: lenientClient } = await sandboxFixture({
  leniency: { missingVersion: true, missingSource: true },
});
const [token, lenientToken] = await Promise.all([client.token(), lenientClient.token()]);

const get = (service: SandboxService, path: string) => client.api(service, 'GET', path, { token });
const post = (service: SandboxService, path: string, json: unknown) =>
  client.api(service, 'POST', path, { token, json });

/** What a read of each API answers without `v` where LivePerson is strict, and where it is as it was observed. */
const reads: [
  path: string,
  known: string[],
  unknown: string[],
  without: [strict: number, lenient: number],
][] = [
  ['le-users/users', ['1', '2.0', '4', '6.0'], ['0', '7', '2.5', 'six', ''], [400, 200]],
  ['le-users/skills', ['1', '2.0', '4.0', '6.0'], ['7.0', '-1', '1e0'], [400, 200]],
  ['le-users/agentGroups', ['1.0', '2.0', '4.0'], ['5', '99'], [400, 200]],
  ['le-users/profiles', ['1', '4.0'], ['5.0'], [400, 400]],
  ['le-users/lobs', ['1', '4.0'], ['5.0'], [400, 400]],
  ['ac-common/workinghours', ['1', '1.0'], ['2.0'], [400, 400]],
  ['ac-common/specialoccasion', ['1.0'], ['2.0'], [400, 400]],
  ['le-agents/status-reasons', ['1.0', '2.0', '4.0'], ['5'], [400, 200]],
  ['le-categories/categories', ['1.0', '2.0'], ['3.0'], [400, 400]],
  ['engagement-window/canned-responses', ['1.0', '2.0'], ['3.0'], [400, 200]],
  ['engagement-window/auto-messages', ['1', '1.0'], ['2.0'], [400, 400]],
  ['engagement-window/unified-auto-messages', ['2', '2.0'], ['1.0', '3.0'], [400, 400]],
];

describe('the versions of account configuration', () => {
  it.each(reads)('%s', async (path, known, unknown, [strict, observed]) => {
    const target = `${CONFIGURATION}/${path}`;
    const status = async (query: string) => (await get('accountConfigReadOnly', `${target}${query}`)).status;
    for (const v of known) expect([v, await status(`?v=${v}`)]).toEqual([v, 200]);
    for (const v of unknown) expect([v, await status(`?v=${v}`)]).toEqual([v, 400]);
    expect(await status('')).toBe(strict);
    const without = await lenientClient.api('accountConfigReadOnly', 'GET', target, { token: lenientToken });
    expect(without.status).toBe(observed);
  });

  it('are refused in the words of the service', async () => {
    const reply = await get('accountConfigReadOnly', `${CONFIGURATION}/le-users/users?v=9.0`);
    expect(reply.json()).toEqual({
      type: 'error',
      internalCode: 1,
      message: 'The parameter "v" must be 1 or 2 or 3 or 4 or 5 or 6',
    });
  });

  it('answer users with the older name of a field in version 1', async () => {
    const fields = async (v: string) => {
      const reply = await get('accountConfigReadOnly', `${CONFIGURATION}/le-users/users?v=${v}`);
      return Object.keys(reply.json()[0]).filter((name) => /^is(Active|Enabled)$/.test(name));
    };
    expect([await fields('1.0'), await fields('6.0')]).toEqual([['isActive'], ['isEnabled']]);
  });
});

describe('the versions of reports', () => {
  const inEnvelope = (body: object) => 'meta' in body;

  it.each([
    ['queuehealth?timeframe=60&v=1', false],
    ['queuehealth?timeframe=60', true],
    ['engactivity?timeframe=60&v=1', false],
    ['engactivity?timeframe=60', true],
    ['agentactivity?timeframe=60&agentIds=all&v=1', false],
    ['agentactivity?timeframe=60&agentIds=all&v=2', true],
    ['agentactivity?timeframe=60&agentIds=all', true],
    ['queuestate?v=2.0', false],
    ['sla?timeframe=60', true],
    ['msgconversation?timeframe=60&v=1', false],
    ['msgskillsegments?timeframe=60&v=1', false],
  ])('%s comes in an envelope: %s', async (target, expected) => {
    const reply = await get('leDataReporting', `${REPORTS}/${target}`);
    expect([reply.status, inEnvelope(reply.json())]).toEqual([200, expected]);
  });

  it.each([
    'queuehealth?timeframe=60&v=2',
    'engactivity?timeframe=60&v=2',
    'agentactivity?timeframe=60&agentIds=all&v=3',
    'queuestate?v=3',
    'sla?timeframe=60&v=2',
    'msgconversation?timeframe=60&v=2',
    'msgqueuehealth?timeframe=60&v=3',
    'msgqueuehealthbygroup/current/?v=2',
    'msgcsatdistribution?timeframe=60&v=2',
    'msgagentsegments?timeframe=60&v=0',
  ])('%s never existed', async (target) => {
    expect((await get('leDataReporting', `${REPORTS}/${target}`)).status).toBe(400);
  });

  it('take the version of a POST from its body', async () => {
    const answers = await Promise.all(
      [{ v: 1 }, { v: '2' }, {}, { v: 3 }].map(({ v }) =>
        post('leDataReporting', `${REPORTS}/agentactivity`, { timeframe: 60, agentIds: 'all', v }),
      ),
    );
    expect(answers.map((reply) => [reply.status, inEnvelope(reply.json())])).toEqual([
      [200, false],
      [200, true],
      [200, true],
      [400, false],
    ]);
  });
});

describe('the versions of messaging history', () => {
  const search = (query: string) => {
    const { startTimeL } = sandbox.fixtures.conversations.at(-1)?.info ?? { startTimeL: 0 };
    return post('msgHist', `${HISTORY}/search?source=test${query}`, {
      start: { from: startTimeL, to: startTimeL },
      contentToRetrieve: ['sdes', 'unAuthSdes'],
    });
  };

  it('give attributes as text, or from version 2 on as what they are, with those that are not authenticated', async () => {
    const [none, first, second] = await Promise.all([search(''), search('&v=1'), search('&v=2')]);
    for (const reply of [none, first]) {
      const { sdes, unAuthSdes } = reply.json().conversationHistoryRecords[0];
      expect(unAuthSdes).toBeUndefined();
      expect(sdes.events[0].customerInfo.customerInfo.balance).toBe('-12.5');
    }
    const { sdes, unAuthSdes } = second.json().conversationHistoryRecords[0];
    expect(sdes.events[0].customerInfo.customerInfo.balance).toBe(-12.5);
    expect(unAuthSdes.events[0].isAuthenticated).toBe(false);
    expect((await search('&v=3')).status).toBe(400);
  });

  it('need a source, unless the sandbox is lenient', async () => {
    const start = { from: 0, to: 1 };
    for (const [service, path] of [
      ['msgHist', `${HISTORY}/search`],
      ['engHistDomain', INTERACTIONS],
    ] as const) {
      expect((await post(service, path, { start })).status).toBe(400);
      const allowed = await lenientClient.api(service, 'POST', path, {
        token: lenientToken,
        json: { start },
      });
      expect(allowed.status).toBe(200);
    }
  });
});

describe('other versions', () => {
  it('are those of the gateway: none, or 1', async () => {
    const { uuid } = sandbox.fixtures.functions.echo;
    const invoke = async (query: string) => {
      const path = `/api/account/12345678/lambdas/${uuid}/invoke?externalSystem=test${query}`;
      return (await post('faasGW', path, { timestamp: 1, payload: {} })).status;
    };
    expect([await invoke(''), await invoke('&v=1'), await invoke('&v=2')]).toEqual([200, 200, 400]);
  });

  it('are not looked at where none is documented', async () => {
    const path = '/api/account/12345678/personal-data-deletion?v=17';
    expect((await get('rtbf', path)).status).toBe(200);
  });

  it('are refused by smt in its own words', async () => {
    const [visit] = sandbox.fixtures.visits;
    const path = `/api/account/12345678/monitoring/visitors/${visit?.visitorId}/visits/current/state`;
    const reply = await get('smt', `${path}?v=2&sid=${visit?.sessionId}`);
    expect(reply.status).toBe(400);
    expect(reply.json()).toMatchObject({ message: 'Illegal Version', internalCode: '33' });
  });
});
