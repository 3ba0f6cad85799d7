// Processes of the benchmark that are spoken to over IPC: one message, one answer.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** `file` is a URL; the process ends when it is disconnected. */
export function start(file, args = [], env = {}) {
  return fork(fileURLToPath(file), args, { env: { ...process.env, ...env } });
}

export function stop(child) {
  if (child.connected) child.disconnect();
}

/** Sends a message and waits for the next one from the child; rejects when the child ends instead. */
export async function ask(child, message) {
  const settled = new AbortController();
  const ended = once(child, 'exit', { signal: settled.signal }).then(([code]) => {
    throw new Error(`${child.spawnargs.slice(1).join(' ')} ended with code ${code}`);
  });
  const answered = once(child, 'message', { signal: settled.signal });
  child.send(message);
  try {
    const [answer] = await Promise.race([answered, ended]);
    return answer;
  } finally {
    settled.abort();
    ended.catch(() => undefined);
    answered.catch(() => undefined);
  }
}
