import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { Installation, ProvisioningPlatform } from '../../provisioning/platform.js';

/** A platform under test. */
export interface PlatformUnderTest {
  /** Acts for an administrator of the account. */
  readonly platform: ProvisioningPlatform;
  /** The account that it was made for. */
  readonly accountId: string;
  /** How the tests make the platform fail, beneath the adapter: at the server that it calls, or at its transport. */
  readonly faults?: Partial<PlatformFaults>;
  /** Resolves once the token server knows what was installed and deleted so far. @default at once */
  readonly settle?: () => Promise<void>;
  readonly close?: () => Promise<void>;
}

/** Calls that faults are made for. */
export type FaultyMethod =
  | 'listInstallations'
  | 'install'
  | 'deleteInstallation'
  | 'getInstallation'
  | 'tryCredential';

/** What can go wrong with a platform; each from now on, or at the next call. */
export interface PlatformFaults {
  /** The next call is carried out, and its answer is lost on the way. */
  loseAnswer(method: 'install' | 'deleteInstallation'): void | Promise<void>;
  /** The next call is not answered. */
  hang(method: FaultyMethod): void | Promise<void>;
  /** No further application fits. */
  fillQuota(): void | Promise<void>;
  /** The next application is refused for good, for example since the platform does not know its scope. */
  refuseInstall(): void | Promise<void>;
  /** The next deletion is forbidden. */
  refuseDeletion(): void | Promise<void>;
  /** The list comes in pages of so many. */
  pages(perPage: number): void | Promise<void>;
  /** The list shows no client secret; asked for one application, the platform does. */
  hideSecrets(): void | Promise<void>;
}

type ErrorClass = abstract new (...given: never[]) => Error;

/** The call rejects with an error of that class. */
export async function rejectsWith(call: Promise<unknown>, errorClass: ErrorClass): Promise<void> {
  const error = await rejectionOf(call);
  assert.ok(error instanceof errorClass, `expected ${errorClass.name}, got ${inspect(error)}`);
}

export async function rejectionOf(call: Promise<unknown>): Promise<unknown> {
  const outcome = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in outcome) return outcome.error;
  return assert.fail(`expected a rejection, got ${inspect(outcome.value)}`);
}

export function existing<T>(value: T | undefined, what: string): T {
  assert.ok(value !== undefined, `expected ${what}`);
  return value;
}

/** Ids in an order of their own: that of a list says nothing. */
export function idsOf(items: readonly Installation[]): string[] {
  return items.map(({ id }) => id).sort();
}
