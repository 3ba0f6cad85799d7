import { beforeEach, describe, expect, it } from 'vitest';
import type { ApiCall } from '../../../src/apis/api-call.js';
import type { LoggedRequest } from '../../../src/testing/sandbox/control/request-log.js';
import { startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { sandboxFixture } from '../../support/sandbox-fixture.js';

const WINDOW = '/api/account/12345678/configuration/engagement-window';
const CONTENT = `${WINDOW}/canned-responses`;
const CONTENT_QUERY = '/api/account/configuration/engagement-window/canned-responses/query';
const DEFAULTS = '/api/configuration/defaults/engagement-window/canned-responses';
const CATEGORIES = '/api/account/12345678/configuration/le-categories/categories';
const CATEGORIES_QUERY = '/api/account/configuration/le-categories/categories/query';
const ON_HOLD = 'On-hold message #1';

const { sandbox, client: server, lp } = await sandboxFixture({ toolbelt: { responseValidation: 'strict' } });
beforeEach(() => sandbox.requests.clear());

/** The request to the API that a call made. */
function arrived(): Pick<LoggedRequest, 'service' | 'method' | 'path' | 'query' | 'body'> {
  const [request, ...more] = sandbox.requests.matching({ service: 'accountConfigReadOnly' });
  if (request === undefined || more.length > 0) throw new Error('One request was expected');
  const { service, method, path, query, body } = request;
  return { service, method, path, query, ...(body === undefined ? {} : { body }) };
}

const get = (path: string, headers: Record<string, string> = {}) => {
  return server.api('accountConfigReadOnly', 'GET', path, { headers });
};

const toService = { service: 'accountConfigReadOnly', method: 'GET' };
const accounts = [{ site: '12345678', revision: 2_306 }];

/** Each operation: the call, and what has to arrive. */
const calls: [name: string, call: () => PromiseLike<unknown>, request: object][] = [
  [
    'predefinedContent.list',
    () =>
      lp.predefinedContent.list({
        select: 'id,data(lang,title)',
        includeDeleted: true,
        lang: ['en-US', 'de-DE'],
        sanitizeData: true,
        skillIds: [2841170012],
        ids: [600700111, '600700112'],
      }),
    {
      ...toService,
      path: CONTENT,
      query: {
        v: '2.0',
        select: 'id,data(lang,title)',
        include_deleted: 'true',
        lang: 'en-US,de-DE',
        sanitize_data: 'true',
        skill_ids: '2841170012',
        ids: '600700111,600700112',
      },
    },
  ],
  [
    'predefinedContent.list, the older way',
    () => lp.predefinedContent.list({ fields: 'enabled,hot-key', fieldSet: 'all' }),
    {
      ...toService,
      path: CONTENT,
      query: { v: '2.0', fields: 'enabled,hot-key', field_set: 'all' },
    },
  ],
  [
    'predefinedContent.listGroupedByCategories',
    () => lp.predefinedContent.listGroupedByCategories({ select: '$all' }),
    { ...toService, path: CONTENT, query: { v: '2.0', group_by: 'CATEGORIES', select: '$all' } },
  ],
  [
    'predefinedContent.get',
    () => lp.predefinedContent.get({ predefinedContentId: 600700111, select: '$all' }),
    { ...toService, path: `${CONTENT}/600700111`, query: { v: '2.0', select: '$all' } },
  ],
  [
    'predefinedContent.listDefaults',
    () => lp.predefinedContent.listDefaults(),
    { ...toService, path: `${DEFAULTS}/`, query: {} },
  ],
  [
    'predefinedContent.getDefault',
    () => lp.predefinedContent.getDefault({ templateId: 'canned-response-template-2' }),
    { ...toService, path: `${DEFAULTS}/canned-response-template-2`, query: {} },
  ],
  [
    'predefinedContent.queryDelta',
    () => lp.predefinedContent.queryDelta({ accounts, select: '$all', lang: ['en-US'] }),
    {
      ...toService,
      method: 'POST',
      path: CONTENT_QUERY,
      query: { v: '2.0', select: '$all', lang: 'en-US' },
      body: { type: 0, parameters: accounts },
    },
  ],
  [
    'predefinedContent.queryChanges',
    () => lp.predefinedContent.queryChanges({ accounts: [{ site: '12345678', from: 2206, to: 2207 }] }),
    {
      ...toService,
      method: 'POST',
      path: CONTENT_QUERY,
      query: { v: '2.0' },
      body: { type: 1, parameters: [{ site: '12345678', from: 2206, to: 2207 }] },
    },
  ],
  [
    'predefinedCategories.list',
    () => lp.predefinedCategories.list({ select: '$summary', includeDeleted: true }),
    {
      ...toService,
      path: CATEGORIES,
      query: { v: '2.0', select: '$summary', include_deleted: 'true' },
    },
  ],
  [
    'predefinedCategories.listByRevision',
    () => lp.predefinedCategories.listByRevision({ revision: 2305, select: '$all' }),
    { ...toService, path: `${CATEGORIES}/revision/2305`, query: { v: '2.0', select: '$all' } },
  ],
  [
    'predefinedCategories.get',
    () => lp.predefinedCategories.get({ categoryId: '600800111', includeDeleted: false }),
    { ...toService, path: `${CATEGORIES}/600800111`, query: { v: '2.0', include_deleted: 'false' } },
  ],
  [
    'predefinedCategories.queryDelta',
    () => lp.predefinedCategories.queryDelta({ accounts }),
    {
      ...toService,
      method: 'POST',
      path: CATEGORIES_QUERY,
      query: { v: '2.0' },
      body: { type: 0, parameters: accounts },
    },
  ],
  [
    'predefinedCategories.queryChanges',
    () => lp.predefinedCategories.queryChanges({ accounts: [{ site: '12345678', from: 1, to: 9_999 }] }),
    {
      ...toService,
      method: 'POST',
      path: CATEGORIES_QUERY,
      query: { v: '2.0' },
      body: { type: 1, parameters: [{ site: '12345678', from: 1, to: 9_999 }] },
    },
  ],
  [
    'automaticMessages.list',
    () => lp.automaticMessages.list(),
    { ...toService, path: `${WINDOW}/auto-messages`, query: { v: '1' } },
  ],
  [
    'automaticMessages.get',
    () => lp.automaticMessages.get({ autoMessageId: 600900112 }),
    { ...toService, path: `${WINDOW}/auto-messages/600900112`, query: { v: '1' } },
  ],
  [
    'unifiedAutomaticMessages.list',
    () =>
      lp.unifiedAutomaticMessages.list({ view: 'FILTER_PER_SKILL', contextType: 'ACCOUNT', lang: ['en-US'] }),
    {
      ...toService,
      path: `${WINDOW}/unified-auto-messages`,
      query: { v: '2.0', view: 'FILTER_PER_SKILL', context_type: 'ACCOUNT', lang: 'en-US' },
    },
  ],
  [
    'unifiedAutomaticMessages.get',
    () =>
      lp.unifiedAutomaticMessages.get({
        messageEventId: ON_HOLD,
        contextType: 'SKILL',
        contextId: 2841170012,
        mergeData: false,
      }),
    {
      ...toService,
      path: `${WINDOW}/unified-auto-messages/On-hold%20message%20%231`,
      query: { v: '2.0', context_type: 'SKILL', context_id: '2841170012', merge_data: 'false' },
    },
  ],
  [
    'unifiedAutomaticMessages.getByContext',
    () => lp.unifiedAutomaticMessages.getByContext({ messageEventId: ON_HOLD, select: '$all' }),
    {
      ...toService,
      path: `${WINDOW}/unified-auto-messages/On-hold%20message%20%231`,
      query: { v: '2.0', view: 'BY_CONTEXT', select: '$all' },
    },
  ],
  [
    'unifiedAutomaticMessages.listDefaults',
    () => lp.unifiedAutomaticMessages.listDefaults(),
    {
      ...toService,
      path: '/api/account/default/configuration/engagement-window/unified-auto-messages-defaults',
      query: { v: '2.0' },
    },
  ],
];

describe('every operation', () => {
  it.each(calls)('%s arrives as documented, and its answer passes', async (_name, call, request) => {
    await call();
    expect(arrived()).toEqual(request);
  });
});

describe('predefined content', () => {
  it('leaves texts and skills out unless they are selected', async () => {
    const [item] = await lp.predefinedContent.list();
    const { data: _data, skillIds: _skills, lobIds: _lobs, ...summary } = all()[0] ?? {};
    expect(item).toEqual(summary);
    expect(await lp.predefinedContent.list({ select: '$all' })).toEqual(live());
    const whole = await lp.predefinedContent.get({ predefinedContentId: 600700111, select: '$all' });
    expect(whole).toEqual(all()[0]);
    const [old] = await lp.predefinedContent.list({ fieldSet: 'all' });
    expect(old).toEqual({ ...summary, data: all()[0]?.data });
    const [fields] = await lp.predefinedContent.list({ fields: 'hot-key' });
    expect(fields).toEqual({ id: 600700111, deleted: false, hotkey: { prefix: 'alt', suffix: '1' } });
  });

  it('selects within texts, chooses languages whatever their case, and takes HTML out', async () => {
    const params = { predefinedContentId: 600700111, select: 'data(lang,msg)', lang: ['EN-us'] };
    const { data } = await lp.predefinedContent.get(params);
    expect(data).toEqual([{ lang: 'en-US', msg: 'Good day, <b>how</b> can I help?' }]);
    const clean = await lp.predefinedContent.get({ ...params, sanitizeData: true });
    expect(clean.data?.[0]?.msg).toBe('Good day, how can I help?');
  });

  it('filters by ids and skills, and shows deleted items only when asked', async () => {
    expect(await lp.predefinedContent.list()).toHaveLength(24);
    expect(await lp.predefinedContent.list({ includeDeleted: true })).toHaveLength(26);
    const one = await lp.predefinedContent.list({ ids: [600700112] });
    expect(one.map(({ id }) => id)).toEqual([600700112]);
    const skill = all()[0]?.skillIds?.[0] ?? 0;
    const ofSkill = await lp.predefinedContent.list({ skillIds: [skill], select: '$all' });
    expect(ofSkill.map(({ id }) => id)).toContain(600700111);
    expect(ofSkill.every(({ skillIds }) => skillIds?.includes(skill))).toBe(true);
    expect(await lp.predefinedContent.list({ skillIds: [1] })).toEqual([]);
    await expect(lp.predefinedContent.get({ predefinedContentId: 600700136 })).rejects.toMatchObject({
      status: 404,
    });
    const deleted = await lp.predefinedContent.get({ predefinedContentId: 600700136, includeDeleted: true });
    expect(deleted.deleted).toBe(true);
  });

  it('groups an item into each of its categories', async () => {
    const grouped = await lp.predefinedContent.listGroupedByCategories({ select: 'id' });
    const [first, second] = all()[1]?.categoriesIds ?? [];
    for (const category of [first, second]) {
      expect(grouped[String(category)]).toContainEqual({ id: 600700112, deleted: false });
    }
    const listed = Object.values(grouped).flatMap((items) => items.map(({ id }) => id));
    expect(new Set(listed)).toEqual(new Set(live().map(({ id }) => id)));
  });

  it('answers what has changed since a revision, and every change', async () => {
    const { predefinedContent: revision } = sandbox.fixtures.contentRevisions;
    const since = [{ site: '12345678', revision: revision - 2 }];
    const { appDataList } = await lp.predefinedContent.queryDelta({ accounts: since });
    const changed = appDataList[0]?.accountList.accountList[0]?.itemsCollection;
    expect(changed?.revision).toBe(revision);
    expect(changed?.items.map(({ id, deleted }) => ({ id, deleted }))).toEqual([
      { id: 600700135, deleted: true },
      { id: 600700136, deleted: true },
    ]);
    const range = { site: '12345678', from: revision - 1, to: revision + 7 };
    expect(await lp.predefinedContent.queryChanges({ accounts: [range] })).toMatchObject({
      siteId: '12345678',
      revisionsCollection: [
        { revision: revision - 1, revisionDate: '2026-06-30 11:00:00', items: [{ id: 600700135 }] },
        { revision, revisionDate: '2026-06-30 12:00:00', items: [{ id: 600700136 }] },
      ],
    });
    const both = await lp.predefinedContent.queryChanges({ accounts: [range, range] });
    expect(both).toHaveLength(2);
  });

  const all = () => sandbox.fixtures.predefinedContent;
  const live = () => all().filter(({ deleted }) => !deleted);
});

describe('predefined categories', () => {
  const all = () => sandbox.fixtures.predefinedCategories;

  it('come in short in lists, whole by id', async () => {
    const [category] = await lp.predefinedCategories.list();
    expect(category).toEqual({ id: 600800111, deleted: false, name: 'Openings' });
    expect(await lp.predefinedCategories.list({ select: '$summary' })).toContainEqual(category);
    expect(await lp.predefinedCategories.list({ select: '$all', includeDeleted: true })).toEqual(all());
    expect(await lp.predefinedCategories.get({ categoryId: 600800111 })).toEqual(all()[0]);
    expect(await lp.predefinedCategories.get({ categoryId: 600800111, select: '$summary' })).toEqual(
      category,
    );
  });

  it('are answered as they were at a revision, with that revision', async () => {
    const now = await lp.predefinedCategories.list().withResponse();
    expect(now.revision).toBe('2308');
    const before = await lp.predefinedCategories.listByRevision({ revision: 2305 }).withResponse();
    expect(before.data.map(({ id }) => id)).toEqual([600800111, 600800112, 600800113]);
    expect(before.revision).toBe('2305');
    await expect(lp.predefinedCategories.listByRevision({ revision: 2309 })).rejects.toMatchObject({
      status: 404,
    });
  });

  it('tell their changes', async () => {
    const { appDataList } = await lp.predefinedCategories.queryDelta({ accounts, select: '$all' });
    expect(appDataList).toEqual([
      {
        appName: 'categories',
        appApiVersion: 1,
        accountList: {
          accountList: [{ siteId: '12345678', itemsCollection: { items: all().slice(-2), revision: 2308 } }],
        },
      },
    ]);
    const range = { site: '12345678', from: 2308, to: 2308 };
    expect(await lp.predefinedCategories.queryChanges({ accounts: [range] })).toEqual([
      {
        siteId: '12345678',
        revisionsCollection: [
          {
            revision: 2308,
            revisionDate: 'Jun 30, 2026 12:00:00 PM',
            items: [{ id: 600800116, deleted: true, name: 'Former' }],
          },
        ],
      },
    ]);
  });
});

describe('automatic messages', () => {
  it('of the older API come whole', async () => {
    const messages = sandbox.fixtures.automaticMessages;
    expect(await lp.automaticMessages.list()).toEqual(messages.filter(({ deleted }) => !deleted));
    expect(await lp.automaticMessages.get({ autoMessageId: 600900114 })).toEqual(messages[3]);
  });

  it('are found by an id with spaces and #', async () => {
    const { messageEventId, attributes } = await lp.unifiedAutomaticMessages.get({ messageEventId: ON_HOLD });
    expect(messageEventId).toBe(ON_HOLD);
    expect(attributes).toEqual([{ timer: expect.stringMatching(/^\d+$/) }]);
    const other = await lp.unifiedAutomaticMessages.get({ messageEventId: 'On-hold message #2' });
    expect(other.messageEventId).toBe('On-hold message #2');
  });

  it('have the texts of their context, over the defaults or alone', async () => {
    const params = { messageEventId: ON_HOLD };
    const account = await lp.unifiedAutomaticMessages.get(params);
    expect(account.data).toEqual([
      { lang: 'en-US', msg: 'One moment please.' },
      { lang: 'de-DE', msg: 'Einen Moment bitte.' },
    ]);
    const alone = await lp.unifiedAutomaticMessages.get({ ...params, mergeData: false });
    expect(alone.data).toEqual([{ lang: 'de-DE', msg: 'Einen Moment bitte.' }]);
    const skill = { contextType: 'SKILL', contextId: 2841170012 } as const;
    const ofSkill = await lp.unifiedAutomaticMessages.get({ ...params, ...skill, lang: ['en-us'] });
    expect(ofSkill.data).toEqual([{ lang: 'en-US', msg: 'One moment please. (skill 2841170012)' }]);
  });

  it('tell their contexts in a view, and come in each of them', async () => {
    const [plain] = await lp.unifiedAutomaticMessages.list();
    expect(plain).not.toHaveProperty('contexts');
    const [message] = await lp.unifiedAutomaticMessages.list({ view: 'BY_CONTEXT' });
    const SKILL = ['2841170012', '2841170112'];
    expect(message).toEqual({ ...plain, contexts: { SKILL, ACCOUNT: ['12345678'] } });
    const found = await lp.unifiedAutomaticMessages.getByContext({ messageEventId: 'CHAT_STARTED' });
    expect(Object.keys(found.SKILL ?? {})).toEqual(SKILL);
    const ofSkills = Object.values(found.SKILL ?? {}).flat();
    expect(ofSkills.find(({ skillId }) => skillId === 2841170112)).toMatchObject({
      messageEventId: 'CHAT_STARTED',
    });
    expect(found.ACCOUNT).toEqual({ 12345678: plain });
  });

  it('are shipped by LivePerson, for all accounts alike', async () => {
    const defaults = await lp.unifiedAutomaticMessages.listDefaults();
    expect(defaults).toHaveLength(6);
    expect(defaults.find(({ id }) => id === ON_HOLD)).toEqual({
      id: ON_HOLD,
      deleted: false,
      enabled: true,
      data: [{ msg: 'One moment please.', lang: 'en-US', isDefault: true }],
      attributes: { timer: expect.stringMatching(/^\d+$/) },
    });
  });

  it('show deleted ones only when asked, and what is selected', async () => {
    const messageEventId = 'FORMER_EVENT';
    await expect(lp.unifiedAutomaticMessages.get({ messageEventId })).rejects.toMatchObject({ status: 404 });
    const params = { messageEventId, includeDeleted: true, select: 'data(msg)', lang: ['en-US'] };
    expect(await lp.unifiedAutomaticMessages.get(params)).toEqual({
      messageEventId,
      deleted: true,
      data: [{ msg: 'No longer sent.' }],
    });
    expect(await lp.unifiedAutomaticMessages.list({ includeDeleted: true })).toHaveLength(7);
  });
});

describe('revisions', () => {
  type Read = (params: { ifRevision?: string | undefined }) => ApiCall<unknown>;
  const reads: [name: string, read: Read][] = [];
  const add = (name: string, read: Read) => reads.push([name, read]);
  add('predefinedContent.list', (params) => lp.predefinedContent.list(params));
  add('predefinedContent.listGroupedByCategories', (params) =>
    lp.predefinedContent.listGroupedByCategories(params),
  );
  add('predefinedContent.get', (params) =>
    lp.predefinedContent.get({ ...params, predefinedContentId: 600700111 }),
  );
  add('predefinedCategories.get', (params) =>
    lp.predefinedCategories.get({ ...params, categoryId: 600800111 }),
  );
  add('automaticMessages.list', (params) => lp.automaticMessages.list(params));
  add('automaticMessages.get', (params) => lp.automaticMessages.get({ ...params, autoMessageId: 600900111 }));
  add('unifiedAutomaticMessages.list', (params) => lp.unifiedAutomaticMessages.list(params));
  add('unifiedAutomaticMessages.get', (params) =>
    lp.unifiedAutomaticMessages.get({ ...params, messageEventId: ON_HOLD }),
  );
  add('unifiedAutomaticMessages.getByContext', (params) =>
    lp.unifiedAutomaticMessages.getByContext({ ...params, messageEventId: ON_HOLD }),
  );

  it.each(reads)('%s gives nothing for the current one, all for another', async (_name, read) => {
    const { data, revision } = await read({}).withResponse();
    expect(revision).toMatch(/^\d+$/);
    const unchanged = await read({ ifRevision: revision }).withResponse();
    expect(unchanged).toMatchObject({ status: 304, data: undefined, revision });
    expect(await read({ ifRevision: '-1' })).toEqual(data);
  });
});

describe('refusals of the server', () => {
  it.each([
    CONTENT,
    `${CONTENT}?v=latest`,
    `${CONTENT}?v=2.0&select=id,data(`,
    `${CONTENT}?v=2.0&include_deleted=yes`,
    `${CONTENT}?v=2.0&sanitize_data=yes`,
    `${CONTENT}?v=2.0&field_set=some`,
    `${CONTENT}?v=2.0&group_by=SKILLS`,
    `${CONTENT}?v=2.0&ids=1,a`,
    `${CONTENT}?v=2.0&skill_ids=`,
    `${CONTENT}?v=2.0&lang=`,
    `${CONTENT}?group_by=CATEGORIES`,
    `${CONTENT}/0?v=2.0`,
    CATEGORIES,
    `${CATEGORIES}?v=2.0&select=)`,
    `${CATEGORIES}/revision/0?v=2.0`,
    `${CATEGORIES}/revision/12`,
    `${CATEGORIES}/abc?v=2.0`,
    `${WINDOW}/auto-messages`,
    `${WINDOW}/auto-messages/CHAT_STARTED?v=1`,
    `${WINDOW}/unified-auto-messages`,
    `${WINDOW}/unified-auto-messages?v=2.0&view=BY_SKILL`,
    `${WINDOW}/unified-auto-messages?v=2.0&context_type=BOT`,
    `${WINDOW}/unified-auto-messages/CHAT_STARTED?v=2.0&merge_data=maybe`,
    `${WINDOW}/unified-auto-messages/CHAT_STARTED?v=2.0&view=FILTER_PER_SKILL`,
  ])('400: %s', async (path) => {
    const reply = await get(path);
    expect([reply.status, Object.keys(reply.json())]).toEqual([400, ['type', 'internalCode', 'message']]);
  });

  it.each([
    `${CONTENT}/1?v=2.0`,
    `${DEFAULTS}/canned-response-template-99`,
    `${CATEGORIES}/1?v=2.0`,
    `${CATEGORIES}/600800116?v=2.0`,
    `${WINDOW}/auto-messages/1?v=1`,
    `${WINDOW}/unified-auto-messages/NO_SUCH?v=2.0`,
    `${WINDOW}/unified-auto-messages/NO_SUCH?v=2.0&view=BY_CONTEXT`,
    `${WINDOW}/unified-auto-messages/CHAT_STARTED?v=2.0&context_type=SKILL&context_id=1`,
  ])('404: %s', async (path) => {
    const reply = await get(path);
    expect([reply.status, reply.json()]).toEqual([
      404,
      { type: 'error', internalCode: 12, message: 'Data not found' },
    ]);
  });

  it.each([CONTENT_QUERY, CATEGORIES_QUERY])('of queries: %s', async (path) => {
    const status = async (json: unknown, query = '?v=2.0') =>
      (await server.api('accountConfigReadOnly', 'POST', `${path}${query}`, { json })).status;
    const site = '12345678';
    expect(await status({ type: 0, parameters: [{ site, revision: 0 }] })).toBe(200);
    expect(await status({ type: 0, parameters: [{ site, revision: 0 }] }, '')).toBe(400);
    expect(await status({ type: 2, parameters: [{ site, revision: 0 }] })).toBe(400);
    expect(await status({ type: 0, parameters: [] })).toBe(400);
    expect(await status([])).toBe(400);
    expect(await status({ type: 0, parameters: [{ site, revision: '0' }] })).toBe(400);
    expect(await status({ type: 1, parameters: [{ site, from: 2, to: 1 }] })).toBe(400);
    expect(await status({ type: 0, parameters: [{ site: 12345678, revision: 0 }] })).toBe(400);
    expect(await status({ type: 0, parameters: [{ site: '87654321', revision: 0 }] })).toBe(403);
  });

  it('become errors of the client that say so', async () => {
    const call = lp.predefinedContent.queryDelta({ accounts: [{ site: '87654321', revision: 0 }] });
    await expect(call).rejects.toMatchObject({ name: 'PrivilegeError', api: 'Predefined Content API' });
    const missing = lp.unifiedAutomaticMessages.get({ messageEventId: 'On-hold message #9' });
    await expect(missing).rejects.toMatchObject({ name: 'HttpError', status: 404 });
  });

  it('403 to a credential without the privilege, 401 to none, with and without an account in the path', async () => {
    const credential = await server.installApplication('users.external', 'content-test');
    const token = await server.token(credential);
    for (const path of [`${CONTENT}?v=2.0`, `${CATEGORIES}?v=2.0`, `${DEFAULTS}/`]) {
      const forbidden = await server.api('accountConfigReadOnly', 'GET', path, { token });
      expect([path, forbidden.status]).toEqual([path, 403]);
      const unknown = await server.api('accountConfigReadOnly', 'GET', path, { token: 'no-token' });
      expect([path, unknown.status]).toEqual([path, 401]);
    }
  });
});

describe('with an OAuth 1.0a app key', () => {
  it('reads what belongs to no account and ids that have to be encoded, too', async () => {
    await using other = await startSandbox({ credentials: 'oauth1' });
    await using tools = other.toolbelt({ responseValidation: 'strict' });
    const client = tools.LPClient();
    expect(await client.predefinedContent.listDefaults()).toHaveLength(4);
    const { messageEventId } = await client.unifiedAutomaticMessages.get({ messageEventId: ON_HOLD });
    expect(messageEventId).toBe(ON_HOLD);
    await client.predefinedCategories.queryDelta({ accounts });
  });
});

describe('bad input', () => {
  it('is refused before anything is sent, and the parameter is named', async () => {
    const refused: [PromiseLike<unknown>, string][] = [
      [lp.predefinedContent.get({ predefinedContentId: '1/2' }), 'predefinedContentId'],
      [lp.predefinedContent.list({ ids: [] }), 'ids'],
      [lp.predefinedContent.getDefault({ templateId: 'a/b' }), 'templateId'],
      [lp.predefinedCategories.listByRevision({ revision: 0 }), 'revision'],
      [
        lp.predefinedCategories.queryChanges({ accounts: [{ site: '1', from: 2, to: 1 }] }),
        'accounts.0.from',
      ],
      [lp.automaticMessages.get({ autoMessageId: 0 }), 'autoMessageId'],
      [lp.unifiedAutomaticMessages.get({ messageEventId: 'a/b' }), 'messageEventId'],
      [lp.unifiedAutomaticMessages.list({ contextType: 'SKILL' }), 'contextId'],
    ];
    for (const [call, parameter] of refused) {
      await expect(call).rejects.toMatchObject({ name: 'ParameterError', parameter });
    }
    expect(sandbox.requests.all()).toEqual([]);
  });
});
