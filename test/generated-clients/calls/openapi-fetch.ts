import createClient from 'openapi-fetch';
import type { paths } from '../generated/openapi-typescript.js';
import { account, type Outcome, searchFrom, urlOf } from './account.js';

const { accountId, token, functionUuid, baseTime } = account;
const headers = { authorization: `Bearer ${token}` };
const client = (baseUrl: string) => createClient<paths>({ baseUrl, headers });
const configuration = client(urlOf('accountConfigReadOnly'));

const users = await configuration.GET('/api/account/{accountId}/configuration/le-users/users', {
  params: { path: { accountId }, query: { v: '6.0', select: '$all' } },
});
const userIds = (users.data ?? []).map(({ id }): number => id);
const user = await configuration.GET('/api/account/{accountId}/configuration/le-users/users/{userId}', {
  params: { path: { accountId, userId: userIds[0] ?? 0 }, query: { v: '6.0', select: '$all' } },
});
const skills = await configuration.GET('/api/account/{accountId}/configuration/le-users/skills', {
  params: { path: { accountId }, query: { v: '4.0' } },
});
const missing = await configuration.GET('/api/account/{accountId}/configuration/le-users/users/{userId}', {
  params: { path: { accountId, userId: '1' }, query: { v: '6.0' } },
});
const chats = await client(urlOf('engHistDomain')).POST(
  '/interaction_history/api/account/{accountId}/interactions/search',
  {
    params: { path: { accountId }, query: { source: 'generated', limit: 100 } },
    body: { start: { from: searchFrom, to: baseTime } },
  },
);
const invocation = await client(urlOf('faasGW')).POST(
  '/api/account/{accountId}/lambdas/{functionUuid}/invoke',
  {
    params: { path: { accountId, functionUuid } },
    body: { payload: { order: 'A-1001' }, headers: [], timestamp: Date.now() },
  },
);
const grouped = await client(`${urlOf('accountConfigReadOnly')}/api`).GET(
  '/account/{accountId}/configuration/engagement-window/canned-responses',
  { params: { path: { accountId }, query: { v: '2.0', group_by: 'CATEGORIES' } } },
);

// @ts-expect-error A field that a user does not have.
void users.data?.[0]?.surname;
// @ts-expect-error An operation without what it requires.
void configuration.GET('/api/account/{accountId}/configuration/le-users/users/{userId}', { params: {} });

const records = chats.data?.interactionHistoryRecords ?? [];
const outcome: Outcome = {
  userIds,
  nickname: user.data?.nickname,
  skillNames: (skills.data ?? []).map(({ name }) => name),
  chats: records.length,
  agents: records.map(({ info }): string => String(info.agentId)),
  returned: invocation.data,
  refused: [missing.response.status, missing.error?.message],
  categories: Object.keys(grouped.data ?? {}),
};
console.log(JSON.stringify(outcome));
