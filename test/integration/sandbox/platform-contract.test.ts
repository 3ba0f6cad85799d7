import { describe, it } from 'vitest';
import type { Around } from '../../../src/http/around.js';
import { startSandbox } from '../../../src/testing/sandbox/sandbox.js';
import { SandboxPlatform } from '../../../src/testing/sandbox/sandbox-platform.js';
import {
  type FaultyMethod,
  type PlatformUnderTest,
  provisioningPlatformContract,
} from '../../../src/testing.js';

const INSTALLATIONS = /app-install\/installations/;

/** The request by which each call is made. */
const REQUESTS = {
  listInstallations: { method: 'GET', path: /app-install\/installations$/ },
  getInstallation: { method: 'GET', path: /app-install\/installations\/./ },
  install: { method: 'POST', path: INSTALLATIONS },
  deleteInstallation: { method: 'DELETE', path: INSTALLATIONS },
  tryCredential: { method: 'POST', path: /app\/token/ },
} as const satisfies Record<FaultyMethod, object>;

const OPERATIONS = { install: 'installations.install', deleteInstallation: 'installations.delete' } as const;

async function underTest(): Promise<PlatformUnderTest> {
  const sandbox = await startSandbox({ provisioned: false, infrastructureMs: 1 });
  const { accountId, host, ca, clock, logins, switches, faults } = sandbox;
  let lost: string | undefined;
  const losing: Around = async ({ operation }, next) => {
    const answer = await next();
    if (operation !== lost) return answer;
    lost = undefined;
    throw new Error('the answer was lost');
  };
  const platform = new SandboxPlatform({
    accountId,
    host,
    ca,
    clock,
    admin: logins.administrator,
    around: [losing],
  });
  return {
    platform,
    accountId,
    faults: {
      loseAnswer: (method) => {
        lost = OPERATIONS[method];
      },
      hang: (method) => faults.add({ ...REQUESTS[method], delayMs: 3_600_000 }),
      fillQuota: () => {
        switches.installationQuota = 1;
      },
      refuseInstall: () => faults.add({ ...REQUESTS.install, status: 400 }),
      refuseDeletion: () => {
        switches.installationDeletion = 'forbidden';
      },
      pages: (perPage) => {
        switches.installationsPerPage = perPage;
      },
      hideSecrets: () => {
        switches.clientSecrets = 'by-id';
      },
    },
    close: async () => {
      await platform.close();
      await sandbox.close();
    },
  };
}

provisioningPlatformContract('the platform of the sandbox', underTest, { describe, it });
