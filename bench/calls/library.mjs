// The library, in the form that BENCH_FORM names. The certificate comes from the environment: a `ca` of its own is part
// of the name by which `https.Agent` looks up a connection, and no function that calls LivePerson pays for that.
import { OAUTH2, toolbeltOf } from '../support/library.mjs';

const PATH = '/api/account/12345678/configuration/le-users/users?v=6.0';
const FORMS = {
  typed: (lp) => () => lp.users.list(),
  strict: (lp) => () => lp.users.list(),
  raw: (lp) => async () => (await lp('accountConfigReadOnly', PATH)).json(),
};

export async function open() {
  const { BENCH_FORM: form, BENCH_LIBRARY: library, BENCH_ORIGIN: origin } = process.env;
  const responseValidation = form === 'strict' ? 'strict' : undefined;
  const toolbelt = await toolbeltOf(library, { origin, secret: OAUTH2, responseValidation });
  return { call: FORMS[form](toolbelt.LPClient()), close: () => toolbelt.close() };
}
