// The parts of LivePerson's messaging SDK that precede its socket: discovery, login, refresh.
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { account, report } from './account.mjs';

const require = createRequire(import.meta.url);
const CsdsClient = require('node-agent-sdk/lib/CSDSClient');
const external = require('node-agent-sdk/lib/ExternalServices');

const { accountId, login, appKey } = account;
const csds = new CsdsClient({ accountId });
const domains = await promisify(csds.getAll.bind(csds))();
csds.cache.close();
const domain = domains.agentVep;
const byPassword = { domain, accountId, ...login };
const byAppKey = {
  domain,
  accountId,
  username: login.username,
  appKey: appKey.consumerKey,
  secret: appKey.consumerSecret,
  accessToken: appKey.token,
  accessTokenSecret: appKey.tokenSecret,
};

const logIn = (options) =>
  new Promise((resolve, reject) => {
    external.login(options, (error, body, jar) => (error ? reject(error) : resolve({ body, jar })));
  });
const userOf = async (options) => (await logIn(options)).body.config.userId === account.loginUserId;

await report({
  'CSDS: the messaging service': () => typeof domains.asyncMessagingEnt,
  'login with a password': () => userOf(byPassword),
  'login with an app key': () => userOf(byAppKey),
  'login with a wrong password': () => userOf({ ...byPassword, password: 'another' }),
  'refresh of a session': async () => {
    const { body, jar } = await logIn(byPassword);
    await promisify(external.refreshSession)({ domain, accountId, csrf: body.csrf, jar });
    return 'refreshed';
  },
  'refresh without the session': async () => {
    await promisify(external.refreshSession)({ domain, accountId, csrf: 'another', jar: undefined });
    return 'refreshed';
  },
});
