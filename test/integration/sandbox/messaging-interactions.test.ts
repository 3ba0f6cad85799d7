import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Conversation } from '../../../src/apis/history/conversation.js';
import type { LPClient } from '../../../src/client/lp-client.js';
import { type Sandbox, startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import type { ToolbeltInstance } from '../../../src/toolbelt/account.js';
import { rejection } from '../../support/call-scene.js';
import { SandboxClient } from './client.js';

const PATH = '/messaging_history/api/account/12345678/conversations';
const DAY_MS = 86_400_000;
const source = 'tests';

let sandbox: Sandbox;
let client: SandboxClient;
let toolbelt: ToolbeltInstance;
let lp: LPClient;
let start: { from: number; to: number };

beforeAll(async () => {
  sandbox = await startSandbox();
  client = new SandboxClient(sandbox);
  toolbelt = sandbox.toolbelt({ responseValidation: 'strict' });
  lp = toolbelt.LPClient();
  start = { from: sandbox.fixtures.baseTime - 60 * DAY_MS, to: sandbox.fixtures.baseTime };
  for (const [key, scope] of [
    ['HISTORY', 'data.services.enghist'],
    ['USERS', 'users.external'],
  ] as const) {
    const { client_id, client_secret } = await client.installApplication(scope);
    await sandbox.secretStore.put({ key, value: { client_id, client_secret } });
  }
});
beforeEach(() => {
  sandbox.requests.clear();
  sandbox.faults.clear();
  sandbox.switches.emptySearchStatus = 200;
});
afterAll(async () => {
  await client[Symbol.asyncDispose]();
  await toolbelt.close();
  await sandbox.close();
});

const arrived = () => sandbox.requests.matching({ service: 'msgHist' });
const idOf = ({ info }: Conversation) => info.conversationId;

function sample(index = 7): Conversation {
  const one = sandbox.fixtures.conversations[index];
  if (one === undefined) throw new Error(`no conversation ${index}`);
  return one;
}

async function idsOf(conversations: AsyncIterable<Conversation>): Promise<string[]> {
  const ids: string[] = [];
  for await (const one of conversations) ids.push(idOf(one));
  return ids;
}

describe('lp.messagingInteractions.search', () => {
  it('pages through all conversations, 50 at a time unless asked otherwise', async () => {
    const list = lp.messagingInteractions.search({ start, source });
    expect(await idsOf(list)).toEqual(sandbox.fixtures.conversations.map(idOf));
    const { _metadata, conversationHistoryRecords } = await list;
    expect([_metadata.count, conversationHistoryRecords.length]).toEqual([120, 50]);
    const common = { method: 'POST', path: `${PATH}/search`, body: { start }, status: 200 };
    expect(arrived()).toMatchObject([
      { ...common, query: { source } },
      { ...common, query: { source, offset: '50' } },
      { ...common, query: { source, offset: '100' } },
    ]);
  });

  it('sends what it is given, and hands over what its schema does not know', async () => {
    const body = {
      _metadata: { count: 1, x: 1 },
      conversationHistoryRecords: [{ ...sample(), unknown: [1] }],
    };
    sandbox.faults.add({ service: 'msgHist', body });
    const params = { start, source, v: '2', sort: 'end:desc', limit: 10, status: ['CLOSE'] } as const;
    const found = await lp.messagingInteractions.search({
      ...params,
      sources: ['SHARK'],
      contentToRetrieve: ['summary'],
    });
    expect(found).toEqual(body);
    expect(arrived()).toMatchObject([
      {
        query: { source, v: '2', sort: 'end:desc', limit: '10' },
        body: { start, status: ['CLOSE'], source: ['SHARK'], contentToRetrieve: ['summary'] },
      },
    ]);
  });

  it('finds by filters', async () => {
    const { info } = sample();
    const { conversations } = sandbox.fixtures;
    const expectSame = async (filter: object, test: (one: Conversation) => boolean) => {
      const expected = conversations.filter(test).map(idOf);
      expect(expected.length).toBeGreaterThan(0);
      expect(expected.length).toBeLessThan(120);
      expect(await idsOf(lp.messagingInteractions.search({ start, source, ...filter }))).toEqual(expected);
    };
    await expectSame({ status: ['OPEN'] }, (one) => one.info.status === 'OPEN');
    await expectSame(
      { skillIds: [info.latestSkillId] },
      (one) => one.info.latestSkillId === info.latestSkillId,
    );
    await expectSame(
      { agentIds: [info.latestAgentId] },
      (one) => one.info.latestAgentId === info.latestAgentId,
    );
    await expectSame({ sources: ['APP'] }, (one) => one.info.source === 'APP');
    await expectSame({ mcs: { from: 50 } }, (one) => (one.info.mcs ?? 0) >= 50);
    await expectSame({ keyword: 'INVOICE' }, ({ messageRecords = [] }) =>
      messageRecords.some(({ messageData }) => messageData.msg?.text.includes('invoice')),
    );
    await expectSame({ end: { from: start.to - 20 * DAY_MS } }, (one) => {
      return one.info.endTimeL >= start.to - 20 * DAY_MS;
    });
  });

  it('takes the parameter for the rollover account, of which the sandbox has none', async () => {
    const page = await lp.messagingInteractions.search({ start, source, rollover: true });
    expect(page._metadata.count).toBe(120);
    expect(arrived()).toMatchObject([{ query: { source, rollover: 'true' } }]);
  });

  it('sorts', async () => {
    const ids = await idsOf(
      lp.messagingInteractions.search({ start, source, sort: 'start:desc', limit: 100 }),
    );
    expect(ids).toEqual(sandbox.fixtures.conversations.map(idOf).reverse());
  });

  it.each([200, 204] as const)('is an empty page when nothing is found, answered with %d', async (status) => {
    sandbox.switches.emptySearchStatus = status;
    const page = await lp.messagingInteractions.search({ start, source, keyword: 'nothing of that' });
    expect(page).toMatchObject({ _metadata: { count: 0 }, conversationHistoryRecords: [] });
  });

  it('is sent again after a 503 and after a 429', async () => {
    sandbox.faults.add({ service: 'msgHist', status: 503 });
    sandbox.faults.add({ service: 'msgHist', retryAfter: 0 });
    await lp.messagingInteractions.search({ start, source }, { retry: { attempts: 3, maxWaitMs: 0 } });
    expect(arrived().map(({ status }) => status)).toEqual([503, 429, 200]);
  });
});

describe('lp.messagingInteractions.get', () => {
  it('gets one conversation with the parts that are wanted', async () => {
    const one = sample();
    const conversationId = idOf(one);
    const page = await lp.messagingInteractions.get({
      conversationId,
      source,
      v: '2',
      contentToRetrieve: ['messageRecords', 'unAuthSdes'],
    });
    const { info, messageRecords, unAuthSdes } = one;
    expect(page.conversationHistoryRecords).toEqual([{ info, messageRecords, unAuthSdes }]);
    expect(arrived()).toMatchObject([
      {
        method: 'POST',
        path: `${PATH}/conversation/search`,
        query: { source, v: '2' },
        body: { conversationId, contentToRetrieve: ['messageRecords', 'unAuthSdes'] },
      },
    ]);
  });

  it('gets several in one request, and leaves out what is not known', async () => {
    const conversationIds = [idOf(sample(3)), 'unknown', idOf(sample(5))];
    const ids = await idsOf(lp.messagingInteractions.get({ conversationIds, source }));
    expect(ids).toEqual([idOf(sample(3)), idOf(sample(5))]);
    expect(arrived()).toMatchObject([{ body: { conversationIds } }]);
  });
});

describe('lp.messagingInteractions.listByConsumer', () => {
  it('pages through the conversations of a consumer', async () => {
    const consumer = sample().consumerParticipants?.[0]?.participantId ?? '';
    const theirs = sandbox.fixtures.conversations.filter(
      ({ consumerParticipants = [] }) => consumerParticipants[0]?.participantId === consumer,
    );
    const ids = await idsOf(lp.messagingInteractions.listByConsumer({ consumer, source, limit: 2 }));
    expect(ids).toEqual(theirs.map(idOf));
    expect(arrived()).toHaveLength(Math.ceil(theirs.length / 2));
    expect(arrived()[0]).toMatchObject({
      method: 'POST',
      path: `${PATH}/consumer/search`,
      query: { source, limit: '2' },
      body: { consumer, status: ['OPEN', 'CLOSE'] },
    });
  });
});

describe('errors of Messaging Interactions', () => {
  const words = 'No conversation of Robin Sample, robin@example.com';
  const body = { message: words, errorMsg: words, details: words };

  it.each([400, 404, 500])('quote nothing of the answer with status %d', async (status) => {
    sandbox.faults.add({ service: 'msgHist', status, body });
    const error = await rejection(lp.messagingInteractions.search({ start, source }, { retry: false }));
    expect(error).toMatchObject({
      name: 'HttpError',
      status,
      service: 'msgHist',
      operation: 'messagingInteractions.search',
      bodyExcerpt: '',
    });
    expect(String(error)).not.toContain('Robin');
    expect(JSON.stringify(error)).not.toContain('Robin');
  });

  it('quote nothing of a refusal, either', async () => {
    sandbox.faults.add({ service: 'msgHist', status: 403, body });
    const error = await rejection(lp.messagingInteractions.search({ start, source }));
    expect(error).toMatchObject({ name: 'PrivilegeError', api: 'Messaging Interactions API', status: 403 });
    expect(String(error)).not.toContain('Robin');
  });

  it('are quoted for other APIs', async () => {
    sandbox.faults.add({ service: 'engHistDomain', status: 400, body: { message: 'bad range' } });
    const history = lp.engagementHistory.search({ start: { from: start.to, to: start.to }, source });
    expect(await rejection(history)).toMatchObject({ bodyExcerpt: '{"message":"bad range"}' });
  });
});

describe('service msgHist of the sandbox', () => {
  const post = (path: string, json: unknown) => client.api('msgHist', 'POST', `${PATH}${path}`, { json });

  it('is open to whom Engagement History is open, and to nobody else', async () => {
    const page = await lp.messagingInteractions.search({ start, source }, { appKeySecretName: 'HISTORY' });
    expect(page._metadata.count).toBe(120);
    const refused = lp.messagingInteractions.search({ start, source }, { appKeySecretName: 'USERS' });
    expect(await rejection(refused)).toMatchObject({ name: 'PrivilegeError', status: 403 });
  });

  it.each([
    ['/search', {}],
    ['/search?source=', {}],
    [`/search?source=${'s'.repeat(21)}`, {}],
    ['/search?source=tests', { start: undefined }],
    ['/search?source=tests', { start: { from: 0, to: 93 * DAY_MS } }],
    ['/search?source=tests', { status: 'OPEN' }],
    ['/search?source=tests', { contentToRetrieve: 'summary' }],
    ['/search?source=tests&v=3', {}],
    ['/search?source=tests&rollover=maybe', {}],
    ['/search?source=tests&limit=101', {}],
    ['/search?source=tests&sort=duration:asc', {}],
    ['/conversation/search?source=tests', {}],
    ['/conversation/search?source=tests', { conversationIds: Array(101).fill('a') }],
    ['/consumer/search?source=tests', {}],
    ['/consumer/search?source=tests', { consumer: 'c' }],
    ['/consumer/search?source=tests', { consumer: 'c', status: null }],
  ])('refuses %s with %j', async (path, fields) => {
    const reply = await post(path, { start, ...fields });
    expect([reply.status, reply.json()]).toEqual([
      400,
      { type: 'error', internalCode: 1, message: expect.any(String) },
    ]);
  });

  it('has no path but those', async () => {
    expect((await post('?source=tests', { start })).status).toBe(404);
    const other = await client.api('engHistDomain', 'POST', `${PATH}/search?source=tests`, {
      json: { start },
    });
    expect(other.status).toBe(404);
  });
});

describe('the raw client', () => {
  it('is not refused: no row of the table owns these paths', async () => {
    const response = await lp('msgHist', `${PATH}/search?source=tests`, {
      method: 'POST',
      body: JSON.stringify({ start }),
      headers: { 'content-type': 'application/json' },
    });
    expect([response.status, (await response.json())._metadata.count]).toEqual([200, 120]);
  });
});
