// Strict about answers: the type of a token, of `expires_in`, the media type, the form of an error.
import * as oauth from 'oauth4webapi';
import { account, report, TOKEN, USERS, urlOf } from './account.mjs';

const { credential } = account;
const server = { issuer: urlOf('sentinel', ''), token_endpoint: urlOf('sentinel', TOKEN) };
const client = { client_id: credential.client_id };

async function token(authentication) {
  const answer = await oauth.clientCredentialsGrantRequest(server, client, authentication, {});
  return oauth.processClientCredentialsResponse(server, client, answer);
}

await report({
  'a token, client_secret_post': async () =>
    (await token(oauth.ClientSecretPost(credential.client_secret))).token_type,
  'a token, client_secret_basic': async () =>
    (await token(oauth.ClientSecretBasic(credential.client_secret))).token_type,
  'a wrong secret': () => token(oauth.ClientSecretPost('another')),
  'a protected resource': async () => {
    const { access_token } = await token(oauth.ClientSecretPost(credential.client_secret));
    const url = new URL(urlOf('accountConfigReadOnly', USERS));
    return (await (await oauth.protectedResourceRequest(access_token, 'GET', url)).json()).length;
  },
});
