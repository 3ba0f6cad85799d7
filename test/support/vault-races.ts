import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { SecretStore } from '../../src/secrets/secret-store.js';

const SCRIPT = fileURLToPath(new URL('./vault-race-process.ts', import.meta.url));
const PROCESSES = 8;
const KEYS = Array.from({ length: 10 }, (_, index) => `RACE_${index}`);

interface Outcome {
  readonly name: string;
  /** Versions by key, of what this process created. */
  readonly won: Readonly<Record<string, string>>;
}

/**
 * Eight processes create the same ten secrets at once, if absent; each secret must have one creator.
 *
 * @param text Of the store, for the process of that number.
 * @param env How to log in.
 * @param store Looks at the result.
 */
export async function raceToCreate(
  text: (number: number) => string,
  env: Readonly<Record<string, string>>,
  store: SecretStore,
): Promise<void> {
  const children = Array.from({ length: PROCESSES }, () => start(env));
  try {
    await Promise.all(children.map((child) => once(child, 'message')));
    const outcomes = await Promise.all(children.map((child, number) => race(child, number, text(number))));
    for (const key of KEYS) {
      const creators = outcomes.filter(({ won }) => won[key] !== undefined);
      expect(creators).toHaveLength(1);
      const [creator] = creators;
      expect(await store.get(key)).toMatchObject({ value: creator?.name, version: creator?.won[key] });
    }
  } finally {
    for (const child of children) child.kill('SIGKILL');
  }
}

function start(env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', SCRIPT], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { PATH: process.env.PATH, ...env },
  });
}

async function race(child: ChildProcess, number: number, text: string): Promise<Outcome> {
  const answer = once(child, 'message');
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`process ${number} ended with ${code}`);
  });
  // It ends after its answer too.
  ended.catch(() => undefined);
  child.send({ text, keys: KEYS, name: `process ${number}` });
  const [outcome] = await Promise.race([answer, ended]);
  return outcome as Outcome;
}
