// So many toolbelts on one transport, one call each, and what they hold; answered over the IPC channel. Needs --expose-gc.
import { readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { toolbeltOf } from '../support/library.mjs';

process.once('message', async ({ library, origin, accounts }) => {
  const ownSockets = sockets();
  const { createTransport } = await import(library);
  const transport = createTransport('https');
  let opened = 0;
  const open = async () => {
    opened += 1;
    const toolbelt = await toolbeltOf(library, { origin, transport, ...ownOf(opened) });
    await toolbelt.LPClient().users.list();
    return toolbelt;
  };
  // The first ones load and compile what all of them share.
  for (let index = 0; index < 20; index += 1) await (await open()).close();
  const before = await held();
  let toolbelts = [];
  for (let index = 0; index < accounts; index += 1) toolbelts.push(await open());
  const full = await held();
  const socketsOpen = sockets() - ownSockets;
  await Promise.all(toolbelts.map((toolbelt) => toolbelt.close()));
  toolbelts = [];
  await transport.close();
  const after = await held();
  process.send({
    each: (full - before) / accounts,
    left: after - before,
    socketsOpen,
    socketsLeft: sockets() - ownSockets,
  });
});
process.on('disconnect', () => process.exit());

/** An account id and a credential of its own. */
function ownOf(number) {
  const credential = { client_id: `bench-${number}`, client_secret: `bench-secret-${number}` };
  return { accountId: String(10_000_000 + number), secret: credential };
}

/** Bytes of heap and outside of it, when what is garbage has been collected. */
async function held() {
  for (let turn = 0; turn < 5; turn += 1) {
    await pause(20);
    globalThis.gc();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** As the kernel lists them: Node does not tell of idle ones, which hold no process. */
function sockets() {
  const links = readdirSync('/proc/self/fd').map((fd) => linkOf(`/proc/self/fd/${fd}`));
  return links.filter((link) => link.startsWith('socket:')).length;
}

/** The folder was open while it was read, and is not any more. */
function linkOf(path) {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
