import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApiCall, ApiList } from '../../../src/apis/api-call.js';
import type { Operation } from '../../../src/apis/define-api.js';
import { allApis } from '../../../src/apis/index.js';
import type { LPClient } from '../../../src/client/lp-client.js';
import { ResponseValidationError, ToolBeltError } from '../../../src/errors/index.js';
import type { SandboxService } from '../../../src/testing/sandbox/sandbox-services.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';

const NOW = Date.UTC(2026, 1, 3);
const RANGE = { startTime: NOW - 3_600_000, endTime: NOW };
const START = { start: { from: NOW - 3_600_000, to: NOW }, source: 'tests' };
const VISIT = { visitorId: 'a1', sessionId: 'b2' };
const TIMEFRAME = { timeframe: 60 };
const DELTA = { accounts: [{ site: '1', revision: 1 }] };
const CHANGES = { accounts: [{ site: '1', from: 1, to: 2 }] };

/** What each operation needs; those that are not named need nothing. */
const PARAMS: Readonly<Record<string, object>> = {
  'dataAccess.listAgentActivityFiles': RANGE,
  'dataAccess.listWebSessionFiles': RANGE,
  'dataAccess.listEngagementFiles': RANGE,
  'dataAccess.listSurveyFiles': RANGE,
  'engagementHistory.search': START,
  'operationalRealtime.queueHealth': TIMEFRAME,
  'operationalRealtime.engagementActivity': TIMEFRAME,
  'operationalRealtime.agentActivity': { ...TIMEFRAME, agentIds: 'all' },
  'operationalRealtime.agentActivityPost': { ...TIMEFRAME, agentIds: 'all' },
  'operationalRealtime.slaHistogram': TIMEFRAME,
  'operationalRealtime.messagingConversation': TIMEFRAME,
  'operationalRealtime.messagingConversationPost': TIMEFRAME,
  'operationalRealtime.messagingQueueHealth': TIMEFRAME,
  'operationalRealtime.messagingCsatDistribution': TIMEFRAME,
  'operationalRealtime.messagingAgentSegments': TIMEFRAME,
  'operationalRealtime.messagingSkillSegments': TIMEFRAME,
  'personalDataDeletion.get': { requestId: 1 },
  'users.get': { userId: 1 },
  'skills.get': { skillId: 1 },
  'agentGroups.get': { agentGroupId: 1 },
  'profiles.get': { profileId: 1 },
  'lobs.get': { lobId: 1 },
  'workdays.get': { workdayId: 1 },
  'workdays.getSpecialOccasion': { specialOccasionId: 1 },
  'visitInformation.get': VISIT,
  'predefinedContent.get': { predefinedContentId: 1 },
  'predefinedContent.getDefault': { templateId: 'canned-response-template-1' },
  'predefinedContent.queryDelta': DELTA,
  'predefinedContent.queryChanges': CHANGES,
  'automaticMessages.get': { autoMessageId: 1 },
  'predefinedCategories.listByRevision': { revision: 1 },
  'predefinedCategories.get': { categoryId: 1 },
  'predefinedCategories.queryDelta': DELTA,
  'predefinedCategories.queryChanges': CHANGES,
  'unifiedAutomaticMessages.get': { messageEventId: 'E' },
  'unifiedAutomaticMessages.getByContext': { messageEventId: 'E' },
  'agentStatusReason.get': { statusReasonId: 1 },
  'agentStatusReason.queryChanges': CHANGES,
  'functions.invoke': { functionUuid: '3f1c2d84-9b7e-4a55-8c0d-5a1f6e7b9c21' },
  'functions.invokeByEvent': { eventId: 'event' },
  'functions.isImplemented': { eventId: 'event' },
  'functions.invokeV1': { functionUuid: '3f1c2d84-9b7e-4a55-8c0d-5a1f6e7b9c21' },
  'functions.invokeByEventV1': { eventId: 'event' },
  'functions.isImplementedV1': { eventId: 'event' },
  'messagingInteractions.search': START,
  'messagingInteractions.get': { conversationId: 'c', source: 'tests' },
  'messagingInteractions.listByConsumer': { consumer: 'c', source: 'tests' },
};

/** As LivePerson documents them; all others answer an object. */
const LISTS: ReadonlySet<string> = new Set([
  'personalDataDeletion.list',
  'personalDataDeletion.get',
  'users.list',
  'skills.list',
  'agentGroups.list',
  'profiles.list',
  'lobs.list',
  'workdays.list',
  'workdays.listSpecialOccasions',
  'predefinedContent.list',
  'predefinedContent.listDefaults',
  'predefinedContent.getDefault',
  'predefinedContent.queryChanges',
  'automaticMessages.list',
  'predefinedCategories.list',
  'predefinedCategories.listByRevision',
  'predefinedCategories.queryChanges',
  'unifiedAutomaticMessages.list',
  'unifiedAutomaticMessages.listDefaults',
  'agentStatusReason.list',
  'agentStatusReason.queryChanges',
  'functions.invokeByEvent',
  'functions.invokeByEventV1',
]);
const OBJECTS_TOO: ReadonlySet<string> = new Set([
  'predefinedContent.getDefault',
  'predefinedContent.queryChanges',
]);
const ANYTHING: ReadonlySet<string> = new Set([
  'dataAccess.getSchema',
  'functions.invoke',
  'functions.invokeV1',
]);
/** Nothing at all is an answer of these: 204 is documented, and a function may return nothing. */
const EMPTY: ReadonlySet<string> = new Set([
  'engagementHistory.search',
  'messagingInteractions.search',
  'messagingInteractions.get',
  'messagingInteractions.listByConsumer',
  'functions.invoke',
  'functions.invokeV1',
]);
/** Its status is its answer, and its body is none. */
const BODILESS = 'validateEngagement.validate';

const OPERATIONS = allApis.flatMap((api) =>
  Object.entries(api.operations)
    .filter(([method, { streams }]) => !streams && `${api.id}.${method}` !== BODILESS)
    .map(([method, operation]): [string, Operation, SandboxService] => [
      `${api.id}.${method}`,
      operation,
      (operation.service ?? api.service) as SandboxService,
    ]),
);

const ERROR = { error: { code: '0017', message: 'Internal error' }, errorCode: 'X', __proto__: null };

type Kind = 'nothing' | 'no value' | 'object' | 'list';
const BODIES: readonly [name: string, kind: Kind, fault: { status: number; body?: unknown }][] = [
  ['200 and an empty body', 'nothing', { status: 200, body: '' }],
  ['200 and a byte order mark', 'nothing', { status: 200, body: '\ufeff' }],
  ['204', 'nothing', { status: 204 }],
  ['null', 'no value', { status: 200, body: 'null' }],
  ['a text', 'no value', { status: 200, body: '"maintenance"' }],
  ['a number', 'no value', { status: 200, body: '42' }],
  ['a boolean', 'no value', { status: 200, body: 'false' }],
  ['an object', 'object', { status: 200, body: {} }],
  ['an error object', 'object', { status: 200, body: ERROR }],
  ['an object with __proto__', 'object', { status: 200, body: '{"__proto__":{"a":[1]},"constructor":1}' }],
  ['a list', 'list', { status: 200, body: [] }],
  ['a list of lists', 'list', { status: 200, body: [[], [1, [2]]] }],
  ['a list of null', 'list', { status: 200, body: [null] }],
];

const nested = (open: string, close: string) => `${open.repeat(100_000)}1${close.repeat(100_000)}`;
const DEEP_LIST = nested('[', ']');
const DEEP_OBJECT = nested('{"a":', '}');

/** Whether an answer of this kind is one of the operation, whatever its fields. */
function isAnswer(name: string, kind: Kind, operation: Operation): boolean {
  if (kind === 'nothing') return EMPTY.has(name);
  if (ANYTHING.has(name)) return true;
  if (kind === 'list') return LISTS.has(name);
  // The objects here hold no list, and no deletion request either.
  return kind === 'object' && operation.items === undefined && (!LISTS.has(name) || OBJECTS_TOO.has(name));
}

type Way = (call: ApiCall<unknown>) => Promise<unknown>;
const AWAIT: Way = async (call) => await call;
const WITH_RESPONSE: Way = async (call) => (await call.withResponse()).data;
const FOR_AWAIT: Way = async (call) => {
  const items: unknown[] = [];
  for await (const item of call as ApiList<unknown>) items.push(item);
  return items;
};

const MODES = ['strict', 'warn', 'off'] as const;

describe('an answer of any shape, to any operation', async () => {
  const { sandbox } = await sandboxFixture();
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const toolbelts = MODES.map((responseValidation) => sandbox.toolbelt({ responseValidation, logger }));
  const clients = toolbelts.map((toolbelt) => toolbelt.LPClient());
  beforeEach(() => {
    sandbox.faults.clear();
    sandbox.requests.clear();
  });
  afterAll(async () => {
    for (const toolbelt of toolbelts) await toolbelt.close();
  });

  function call(lp: LPClient, name: string): ApiCall<unknown> {
    const [api = '', method = ''] = name.split('.');
    const namespace = lp[api as 'users'] as unknown as Record<string, (params: unknown) => ApiCall<unknown>>;
    return (namespace[method] as (params: unknown) => ApiCall<unknown>)(PARAMS[name]);
  }

  it.each(OPERATIONS)(
    '%s gives a value for its own and an error for others',
    async (name, operation, service) => {
      const ways = operation.items === undefined ? [AWAIT] : [AWAIT, WITH_RESPONSE, FOR_AWAIT];
      for (const [what, kind, fault] of BODIES) {
        for (const [index, lp] of clients.entries()) {
          for (const way of ways) {
            sandbox.faults.add({ service, ...fault });
            const outcome = await way(call(lp, name)).then(
              (value) => ({ value }),
              (error: unknown) => ({ error }),
            );
            const told = `${name}, ${MODES[index]}: ${what}`;
            if ('error' in outcome) {
              expect(outcome.error, told).toBeInstanceOf(ToolBeltError);
              expect(outcome.error, told).toBeInstanceOf(ResponseValidationError);
              expect(outcome.error, told).toMatchObject({ operation: name });
              expect(String(outcome.error), told).not.toMatch(/maintenance|Internal error|0017/);
            }
            // In mode strict, fields that are missing make an error of what is an answer on the outside.
            const isGood = isAnswer(name, kind, operation);
            if (!isGood || MODES[index] !== 'strict') expect('value' in outcome, told).toBe(isGood);
            if ('value' in outcome && kind === 'nothing' && way === FOR_AWAIT)
              expect(outcome.value).toEqual([]);
          }
        }
      }
      expect(sandbox.requests.count({ service })).toBe(BODIES.length * MODES.length * ways.length);
    },
  );

  it('gives a value or an error of ours for what is nested 100,000 levels deep', async () => {
    for (const [name, operation, service] of OPERATIONS) {
      sandbox.faults.add({ service, body: LISTS.has(name) ? DEEP_LIST : DEEP_OBJECT });
      const way = operation.items === undefined ? AWAIT : FOR_AWAIT;
      const error = await way(call(clients[1] as LPClient, name)).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (error !== undefined) expect(error, name).toBeInstanceOf(ResponseValidationError);
    }
  });

  it('gives an error of ours for rows of a list, or of a file, that is none', async () => {
    const rows = async () => {
      const [, lp] = clients;
      for await (const _ of lp?.dataAccess.rows({ dataType: 'survey', ...RANGE }) ?? []);
    };
    const href = `https://${sandbox.hosts.dataAccess}/data_access_le/account/1/le/survey/a.gz`;
    const files = (...file: unknown[]) =>
      ({ service: 'dataAccess', body: { dataAccessFiles: { file } } }) as const;
    for (const file of [null, 'text', 7, {}, [], { '@href': 7 }]) {
      sandbox.faults.add(files(file));
      await expect(rows(), JSON.stringify(file)).rejects.toThrow(ResponseValidationError);
    }
    for (const body of [DEEP_LIST, DEEP_OBJECT, `${DEEP_OBJECT}\n`, 'null', '[[1]]', '"text"']) {
      sandbox.faults.add(files({ '@name': 'a.gz', '@href': href }));
      sandbox.faults.add({ service: 'dataAccess', status: 200, body });
      await expect(rows(), body.slice(0, 20)).rejects.toThrow(ResponseValidationError);
    }
  });

  it('reads a body that begins with a byte order mark', async () => {
    const users = [{ id: 7 }];
    for (const lp of clients.slice(1)) {
      sandbox.faults.add({ service: 'accountConfigReadOnly', body: `\ufeff${JSON.stringify(users)}` });
      expect(await lp.users.list()).toEqual(users);
    }
  });

  it('gives dates and ids as they come', async () => {
    const body = '[{"id":"0012","date":"2026-02-03T10:42:11Z","__proto__":{"polluted":1}}]';
    const [, lp] = clients;
    sandbox.faults.add({ service: 'accountConfigReadOnly', body });
    const [user] = (await lp?.users.list()) ?? [];
    expect(JSON.stringify([user])).toBe(body);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('names what came instead', async () => {
    const [, lp] = clients;
    const said = async (name: string, fault: object) => {
      sandbox.faults.add(fault);
      return await call(lp as LPClient, name).then(String, String);
    };
    const service = 'accountConfigReadOnly';
    expect(await said('users.list', { service, status: 204 })).toMatch(
      /users\.list.*has no content \(status 204\)/,
    );
    expect(await said('users.list', { service, body: 'null' })).toMatch(/is null, not a list/);
    expect(await said('users.list', { service, body: {} })).toMatch(/is an object, not a list/);
    expect(await said('users.get', { service, body: [] })).toMatch(/is a list, not an object/);
    expect(await said('predefinedContent.getDefault', { service, body: '"x"' })).toMatch(
      /is a string, not a list or an object/,
    );
    expect(await said('engagementHistory.search', { service: 'engHistDomain', body: {} })).toMatch(
      /holds no list/,
    );
  });
});
