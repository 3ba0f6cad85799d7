// What the test that starts these programs tells them, and how they tell what came of their calls.

/** Account, hosts, credentials and ids. */
export const account = JSON.parse(process.env.ACCOUNT);

/** URL at a service, as CSDS tells its host. */
export const urlOf = (service, path) => `https://${account.hosts[service]}${path}`;

export const USERS = `/api/account/${account.accountId}/configuration/le-users/users?v=6.0&select=id,nickname`;
export const TOKEN = `/sentinel/api/v2/account/${account.accountId}/app/token`;

/** Makes the calls one after another; prints what each gave, or the name and words of its error. */
export async function report(calls) {
  const outcome = {};
  for (const [name, call] of Object.entries(calls)) {
    try {
      outcome[name] = (await call()) ?? null;
    } catch (error) {
      outcome[name] = { error: error.name, message: String(error.message).split('\n')[0] };
    }
  }
  console.log(JSON.stringify(outcome));
}
