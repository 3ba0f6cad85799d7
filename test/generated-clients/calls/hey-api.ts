import { createClient } from '../generated/hey-api/client/index.js';
import {
  engagementHistorySearch,
  functionsInvoke,
  predefinedContentListGroupedByCategories,
  skillsList,
  usersGet,
  usersList,
} from '../generated/hey-api/index.js';
import { account, type Outcome, searchFrom, urlOf } from './account.js';

const { accountId, token, functionUuid, baseTime } = account;
const clientOf = (baseUrl: string) => createClient({ baseUrl, auth: () => token });
const client = clientOf(urlOf('accountConfigReadOnly'));
const path = { accountId };

const users = await usersList({ client, path, query: { v: '6.0', select: '$all' } });
const userIds = (users.data ?? []).map(({ id }): number => id);
const user = await usersGet({
  client,
  path: { accountId, userId: userIds[0] ?? 0 },
  query: { v: '6.0', select: '$all' },
});
const skills = await skillsList({ client, path, query: { v: '4.0' } });
const missing = await usersGet({ client, path: { accountId, userId: '1' }, query: { v: '6.0' } });
const chats = await engagementHistorySearch({
  client: clientOf(urlOf('engHistDomain')),
  path,
  query: { source: 'generated', limit: 100 },
  body: { start: { from: searchFrom, to: baseTime } },
});
const invocation = await functionsInvoke({
  client: clientOf(urlOf('faasGW')),
  path: { accountId, functionUuid },
  body: { payload: { order: 'A-1001' }, headers: [], timestamp: Date.now() },
});
const grouped = await predefinedContentListGroupedByCategories({
  client: clientOf(`${urlOf('accountConfigReadOnly')}/api`),
  path,
  query: { v: '2.0', group_by: 'CATEGORIES' },
});

// @ts-expect-error A field that a user does not have.
void users.data?.[0]?.surname;
// @ts-expect-error An operation without what it requires.
void (() => usersGet({ client, path: { accountId }, query: { v: '6.0' } }));

const records = chats.data?.interactionHistoryRecords ?? [];
const outcome: Outcome = {
  userIds,
  nickname: user.data?.nickname,
  skillNames: (skills.data ?? []).map(({ name }) => name),
  chats: records.length,
  agents: records.map(({ info }): string => String(info.agentId)),
  returned: invocation.data,
  refused: [missing.response?.status ?? 0, missing.error?.message],
  categories: Object.keys(grouped.data ?? {}),
};
console.log(JSON.stringify(outcome));
