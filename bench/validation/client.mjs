// BENCH_CALLS lists of BENCH_USERS users one after another, over a transport that answers from memory, and the end.
import { OAUTH2, toolbeltOf } from '../support/library.mjs';
import { answeringTransport, MEMORY_ORIGIN } from '../support/memory.mjs';
import { usersOf } from '../support/users.mjs';
import '../support/report.mjs';

const { BENCH_LIBRARY, BENCH_CALLS, BENCH_USERS, BENCH_VALIDATION: responseValidation } = process.env;
const expected = Number(BENCH_USERS);
const transport = answeringTransport(usersOf(expected));
const settings = { origin: MEMORY_ORIGIN, secret: OAUTH2, transport, responseValidation };
const toolbelt = await toolbeltOf(BENCH_LIBRARY, settings);
const lp = toolbelt.LPClient();
for (let call = 0; call < Number(BENCH_CALLS); call += 1) {
  const users = await lp.users.list();
  if (users.length !== expected) throw new Error(`got ${users.length} users, not ${expected}`);
}
await toolbelt.close();
