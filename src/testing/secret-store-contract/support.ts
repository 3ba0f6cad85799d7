import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { ErrorCodes } from '../../errors/error-codes.js';
import { SecretConflictError } from '../../errors/secret-conflict-error.js';
import type { SecretError } from '../../errors/secret-error.js';
import { SecretForbiddenError } from '../../errors/secret-forbidden-error.js';
import type { SecretStore } from '../../secrets/secret-store.js';

/** More stores for a test. */
export interface OtherStores {
  /** Opens the same data once more, where the store can. */
  readonly reopened: () => Promise<SecretStore>;
  /** An empty store in another place. */
  readonly another: () => Promise<SecretStore>;
}

/** Declares one test of the suite. */
export type Check = (name: string, body: (store: SecretStore, other: OtherStores) => Promise<void>) => void;

/** Stands in for a secret; must never be seen outside the store. */
export const PLANTED = 'planted-Zx81-value';

type SecretErrorClass = typeof SecretError | typeof SecretConflictError | typeof SecretForbiddenError;

/** The operation is refused with an error of that class, which shows no value, and the store is as before. */
export async function refused(
  store: SecretStore,
  errorClass: SecretErrorClass,
  operation: () => Promise<unknown>,
): Promise<void> {
  const before = await snapshot(store);
  await assert.rejects(operation, (error) => {
    assert.ok(error instanceof errorClass, `expected ${errorClass.name}, got ${inspect(error)}`);
    assert.equal(error.code, codeOf(errorClass));
    assertNotSeen(error);
    return true;
  });
  assert.deepEqual(await snapshot(store), before);
}

function codeOf(errorClass: SecretErrorClass): string {
  if (errorClass === SecretConflictError) return ErrorCodes.Secret.Conflict;
  return errorClass === SecretForbiddenError ? ErrorCodes.Secret.SystemSecret : ErrorCodes.Secret.Invalid;
}

/** The operation succeeds, and the store is as before. */
export async function nothingWritten(store: SecretStore, operation: () => Promise<void>): Promise<void> {
  const before = await snapshot(store);
  await operation();
  assert.deepEqual(await snapshot(store), before);
}

async function snapshot(store: SecretStore): Promise<unknown[]> {
  const list = await store.list();
  return Promise.all(list.map(async (info) => ({ info, record: await store.get(info.key) })));
}

export async function onlyWinner<T>(puts: readonly Promise<T>[]): Promise<T> {
  const outcomes = await Promise.allSettled(puts);
  const winners: T[] = [];
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') winners.push(outcome.value);
    else assert.ok(outcome.reason instanceof SecretConflictError, inspect(outcome.reason));
  }
  const [winner] = winners;
  assert.equal(winners.length, 1);
  return existing(winner);
}

export function assertNotSeen(subject: unknown): void {
  const inspected = inspect(subject, { showHidden: true, depth: 10 });
  const shown = `${inspected}\n${JSON.stringify(subject)}\n${String(subject)}`;
  assert.ok(!shown.includes(PLANTED), 'a planted value is shown');
}

export function existing<T>(value: T | undefined): T {
  assert.ok(value !== undefined, 'expected a secret');
  return value;
}
