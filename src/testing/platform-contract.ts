import { checkOptions, type OptionTable } from '../config/options.js';
import type { Check } from './platform-contract/check.js';
import { checkAccount } from './platform-contract/check-account.js';
import { checkCredentials } from './platform-contract/check-credentials.js';
import { checkDeletions } from './platform-contract/check-deletions.js';
import { checkFailures } from './platform-contract/check-failures.js';
import { checkInstallations } from './platform-contract/check-installations.js';
import { checkRevisions } from './platform-contract/check-revisions.js';
import { checkSignals } from './platform-contract/check-signals.js';
import { ContractScene } from './platform-contract/scene.js';
import type { PlatformFaults, PlatformUnderTest } from './platform-contract/support.js';
import type { TestFramework } from './secret-store-contract.js';

export type { FaultyMethod, PlatformFaults, PlatformUnderTest } from './platform-contract/support.js';

/** What an adapter cannot be tested for. */
export interface PlatformContractOptions {
  /**
   * Faults that the platform cannot have, for example `['pages']` where a list is always whole: their tests are left
   * out. A test whose fault is neither given nor named here fails.
   */
  readonly without?: readonly (keyof PlatformFaults)[] | undefined;
}

/**
 * Declares the tests that every {@link ProvisioningPlatform} must pass: what provisioning relies on when it decides
 * which application to keep and which to delete.
 *
 * @param makePlatform Makes a platform on an account of its own; called once per test. Not on an account that matters:
 *   applications are installed and left.
 * @example
 * import { describe, it } from 'node:test';
 * const makePlatform = async () => ({ platform: new MyPlatform(), accountId: '12345678', faults: myFaults });
 * provisioningPlatformContract('MyPlatform', makePlatform, { describe, it }, { without: ['pages'] });
 */
export function provisioningPlatformContract(
  name: string,
  makePlatform: () => Promise<PlatformUnderTest>,
  { describe, it }: TestFramework,
  options: PlatformContractOptions = {},
): void {
  checkOptions('provisioningPlatformContract', options, TABLE);
  const { without = [] } = options;
  const check: Check = (title, body, ...needed) => {
    if (needed.some((fault) => without.includes(fault))) return;
    it(title, async () => {
      const subject = await makePlatform();
      try {
        await body(new ContractScene(subject));
      } finally {
        await subject.close?.();
      }
    });
  };
  describe(`${name} keeps the contract of a provisioning platform`, () => {
    describe('account', () => checkAccount(check));
    describe('installations', () => checkInstallations(check));
    describe('revisions', () => checkRevisions(check));
    describe('deletions', () => checkDeletions(check));
    describe('credentials', () => checkCredentials(check));
    describe('failures', () => checkFailures(check));
    describe('signals', () => checkSignals(check));
  });
}

const FAULTS: Readonly<Record<keyof PlatformFaults, true>> = {
  loseAnswer: true,
  hang: true,
  fillQuota: true,
  refuseInstall: true,
  refuseDeletion: true,
  pages: true,
  hideSecrets: true,
};

const TABLE = { without: { check: faultsProblem } } as const satisfies OptionTable<PlatformContractOptions>;

function faultsProblem(value: unknown): string | undefined {
  if (Array.isArray(value) && value.every((name) => Object.hasOwn(FAULTS, name))) return undefined;
  return `a list of faults: ${Object.keys(FAULTS).join(', ')}`;
}
