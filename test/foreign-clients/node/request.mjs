// Its own proxy support (HTTPS_PROXY) and its own OAuth 1.0a.
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { account, report, TOKEN, USERS, urlOf } from './account.mjs';

const request = promisify(createRequire(import.meta.url)('request'));
const { accountId, appKey, credential } = account;
const oauth = appKey && {
  consumer_key: appKey.consumerKey,
  consumer_secret: appKey.consumerSecret,
  token: appKey.token,
  token_secret: appKey.tokenSecret,
};
const users = urlOf('accountConfigReadOnly', USERS);

async function send(options) {
  const { statusCode, body } = await request({ json: true, ...options });
  return statusCode === 200 ? body : { refused: statusCode };
}

const signed = {
  'OAuth 1.0a: a list with a query': async () => (await send({ url: users, oauth })).length,
  'OAuth 1.0a: a search with a body in JSON': async () => {
    const path = `/interaction_history/api/account/${accountId}/interactions/search?v=1&source=foreign&limit=5`;
    const body = { start: { from: account.from, to: account.to } };
    const found = await send({ method: 'POST', url: urlOf('engHistDomain', path), body, oauth });
    return found.interactionHistoryRecords.length;
  },
  'OAuth 1.0a: a wrong secret': () => send({ url: users, oauth: { ...oauth, token_secret: 'another' } }),
};

const bearer = {
  'a token, then a list': async () => {
    const form = { ...credential, grant_type: 'client_credentials' };
    const { access_token } = await send({ method: 'POST', url: urlOf('sentinel', TOKEN), form });
    return (await send({ url: users, auth: { bearer: access_token } })).length;
  },
};

await report(oauth ? signed : bearer);
