// Its own proxy support (HTTPS_PROXY).
import axios from 'axios';
import { account, report, TOKEN, USERS, urlOf } from './account.mjs';

const { credential } = account;

async function token() {
  const form = new URLSearchParams({ ...credential, grant_type: 'client_credentials' });
  return (await axios.post(urlOf('sentinel', TOKEN), form)).data;
}

await report({
  'a token': async () => (await token()).token_type,
  'a token, then a list': async () => {
    const { token_type, access_token } = await token();
    const headers = { authorization: `${token_type} ${access_token}` };
    return (await axios.get(urlOf('accountConfigReadOnly', USERS), { headers })).data.length;
  },
});
