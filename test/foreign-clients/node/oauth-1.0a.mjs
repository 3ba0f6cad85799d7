import { createHmac } from 'node:crypto';
import OAuth from 'oauth-1.0a';
import { account, report, USERS, urlOf } from './account.mjs';

const { accountId, appKey } = account;
const oauth = new OAuth({
  consumer: { key: appKey.consumerKey, secret: appKey.consumerSecret },
  signature_method: 'HMAC-SHA1',
  hash_function: (text, key) => createHmac('sha1', key).update(text).digest('base64'),
});
const token = { key: appKey.token, secret: appKey.tokenSecret };

async function send(url, method = 'GET', json = undefined) {
  const headers = { ...oauth.toHeader(oauth.authorize({ url, method }, token)) };
  const body = json === undefined ? null : JSON.stringify(json);
  if (body !== null) headers['content-type'] = 'application/json';
  const answer = await fetch(url, { method, headers, body });
  return answer.ok ? answer.json() : { refused: answer.status };
}

await report({
  'a list with a query': async () => (await send(urlOf('accountConfigReadOnly', USERS))).length,
  'a search with a body in JSON': async () => {
    const path = `/interaction_history/api/account/${accountId}/interactions/search?v=1&source=foreign&limit=5`;
    const body = { start: { from: account.from, to: account.to } };
    return (await send(urlOf('engHistDomain', path), 'POST', body)).interactionHistoryRecords.length;
  },
});
