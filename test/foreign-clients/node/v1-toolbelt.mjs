// The toolbelt of Functions V1, as the official command line installs it into a project. It reads
// functions/settings.json in the folder that it runs in.
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { account, report } from './account.mjs';

const require = createRequire(import.meta.url);
const LIBRARY = 'liveperson-functions-cli/lib/shared/lp-faas-toolbelt';
const { Toolbelt, LpServices } = require(LIBRARY);
const { lpClientFactory } = require(`${LIBRARY}/lp-client/LpClient`);
const { CsdsClient } = require(`${LIBRARY}/csds-client/csdsClient`);
const { ConversationUtil } = require(`${LIBRARY}/conversation-util/conversationUtil`);
const { SDEUtil } = require(`${LIBRARY}/SDE-util/SDEUtil`);
const { LoginService } = require('liveperson-functions-cli/lib/service/login.service');
const request = promisify(require('request'));

const { accountId, hosts, login } = account;
const csds = new CsdsClient();
const secrets = Toolbelt.SecretClient();
const lpClient = lpClientFactory(csds, secrets, platformHttp);
const users = `/api/account/${accountId}/configuration/le-users/users?v=6.0&select=id,nickname`;
const loginService = new LoginService();

/** Of the kind that the platform of V1 gave it: request-promise, which takes a path and a `baseUrl`. */
async function platformHttp(path, options) {
  const { statusCode, body } = await request(path, options);
  if (statusCode >= 300) throw new Error(`${statusCode} - ${JSON.stringify(body)}`);
  return body;
}

await report({
  'CsdsClient.get': async () => (await csds.get('accountConfigReadOnly')) === hosts.accountConfigReadOnly,
  'SecretClient.readSecret': async () =>
    Object.keys((await secrets.readSecret('lp-faas-default-app-key')).value),
  'SecretClient.updateSecret': async () => {
    await secrets.updateSecret({ key: 'greeting', value: 'Good morning' });
    return (await secrets.readSecret('greeting')).value;
  },
  'LpClient, a list': async () =>
    (await lpClient(LpServices.ACCOUNT_CONFIG_READ_ONLY, users, { json: true })).length,
  'LpClient, a search': async () => {
    const path = `/interaction_history/api/account/${accountId}/interactions/search?v=1&source=foreign&limit=5`;
    const body = { start: { from: account.from, to: account.to } };
    const found = await lpClient(LpServices.ENG_HIST_DOMAIN, path, { method: 'POST', body, json: true });
    return found.interactionHistoryRecords.length;
  },
  'ConversationUtil.getConversationById': async () =>
    (
      await new ConversationUtil(lpClient).getConversationById(account.conversationId)
    ).conversationHistoryRecords.map(({ info }) => info.conversationId),
  'SDEUtil.addSDEs': async () => {
    const sde = { type: 'ctmrinfo', info: { ctype: 'gold' } };
    await new SDEUtil(lpClient).addSDEs([sde], account.visitorId, account.sessionId);
    return 'added';
  },
  'LpClient with its own HTTP client': () =>
    Toolbelt.LpClient()(LpServices.ACCOUNT_CONFIG_READ_ONLY, users, {}),
  'login and refresh of the command line': async () => {
    const session = await loginService.login({ accountId, ...login });
    const { csrf, sessionId } = session;
    return loginService.isTokenValid({ csrf, accountId, sessionId });
  },
});
