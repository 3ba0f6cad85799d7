import { ClientCredentials } from 'simple-oauth2';
import { account, report, TOKEN, urlOf } from './account.mjs';

const { accountId, credential } = account;
const OLDER = `/sentinel/api/account/${accountId}/app/token?v=2.0`;

async function token(tokenPath, authorizationMethod, secret = credential.client_secret) {
  const client = new ClientCredentials({
    client: { id: credential.client_id, secret },
    auth: { tokenHost: urlOf('sentinel', ''), tokenPath },
    options: { authorizationMethod },
  });
  const { token: answer } = await client.getToken({});
  return { type: answer.token_type, expires: Number(answer.expires_in) };
}

await report({
  'a token, credentials in the body': () => token(TOKEN, 'body'),
  'a token at the older URL': () => token(OLDER, 'body'),
  'a token, credentials in the header': () => token(TOKEN, 'header'),
  'a wrong secret': () => token(TOKEN, 'body', 'another'),
});
