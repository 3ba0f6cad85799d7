// Many calls of one toolbelt; answers the heap after each batch, when what is garbage has been collected.
import { OAUTH2, toolbeltOf } from '../support/library.mjs';
import { answeringTransport, MEMORY_ORIGIN } from '../support/memory.mjs';
import { usersOf } from '../support/users.mjs';

process.once('message', async ({ library, origin = MEMORY_ORIGIN, calls, batch, inFlight }) => {
  const transport = origin === MEMORY_ORIGIN ? answeringTransport(usersOf(20)) : undefined;
  const lp = (await toolbeltOf(library, { origin, secret: OAUTH2, transport })).LPClient();
  const heap = [];
  for (let done = 0; done < calls; done += batch) {
    await make(() => lp.users.list(), batch, inFlight);
    globalThis.gc();
    heap.push([done + batch, process.memoryUsage().heapUsed]);
  }
  process.send(heap);
});
process.on('disconnect', () => process.exit());

async function make(call, calls, inFlight) {
  let left = calls;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      if ((await call()).length !== 20) throw new Error('not 20 users');
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}
