import { setImmediate as nextTurn } from 'node:timers/promises';

/** The rejections that nobody handles while `act` runs and shortly after. */
export async function unhandledRejections(act: () => Promise<void>): Promise<unknown[]> {
  const seen: unknown[] = [];
  const onUnhandled = (reason: unknown) => seen.push(reason);
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', onUnhandled);
  try {
    await act();
    for (let turn = 0; turn < 5; turn += 1) await nextTurn();
  } finally {
    process.removeListener('unhandledRejection', onUnhandled);
    for (const other of others) process.on('unhandledRejection', other);
  }
  return seen;
}
