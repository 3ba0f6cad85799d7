import { type Fixtures, makeFixtures } from '../fixtures/fixtures.js';
import { TestClock } from '../test-clock.js';
import { AccountState, type LoginUser, type SandboxRole } from './account-state.js';
import { FaultList } from './control/faults.js';
import { RequestRecorder } from './control/request-log.js';
import { defaultSwitches } from './control/switches.js';
import { openFunctions } from './functions/open-functions.js';
import type { FolderRunOptions } from './functions/sandbox-functions.js';
import { RunningSandbox, type SandboxLogins, SIGN_IN_APPLICATION } from './running-sandbox.js';
import type { CheckedSandboxOptions } from './sandbox-options.js';
import { type SandboxParts, startServers } from './sandbox-servers.js';
import { makeCertificate } from './servers/certificate.js';
import { TokenIssuer } from './servers/token-issuer.js';

/** Ten years: like the session that it goes with, it is not to end while a sandbox runs. */
const ID_TOKEN_SECONDS = 10 * 365 * 86_400;

/** How the functions of a folder run, beside what the options of the sandbox say. */
export type FunctionsRun = Omit<FolderRunOptions, 'v1'>;

/** Starts the servers of a sandbox. */
export async function openSandbox(
  checked: CheckedSandboxOptions,
  run: FunctionsRun = {},
): Promise<RunningSandbox> {
  const clock = new TestClock();
  const made = makeFixtures(checked);
  const functions = await openFunctions(
    checked.functions,
    { fixtures: made.functions, clock },
    { ...run, v1: checked.functionsV1 },
  );
  const fixtures = { ...made, functions: functions.byName };
  const logins = makeLogins(fixtures);
  const state = new AccountState({ ...checked, clock, logins: Object.values(logins) });
  const issuer = new TokenIssuer(clock);
  const parts: SandboxParts = { state, clock, fixtures, issuer, functions, switches: defaultSwitches() };
  const { userId, isAdmin } = logins.administrator;
  const idToken = await issuer.issueIdToken({
    userId,
    isAdmin,
    clientId: SIGN_IN_APPLICATION,
    lifetimeSeconds: ID_TOKEN_SECONDS,
  });
  const log = new RequestRecorder();
  const faults = new FaultList();
  const certificate = await makeCertificate();
  const servers = await startServers(checked, { certificate, clock, faults, log }, parts);
  try {
    return new RunningSandbox({ checked, parts, log, faults, certificate, servers, logins, idToken });
  } catch (error) {
    await Promise.all(servers.map((server) => server.close()));
    throw error;
  }
}

/** Which user of the fixtures has which role. */
const USER_OF_ROLE: Readonly<Record<SandboxRole, number>> = {
  administrator: 0,
  agent: 1,
  agentManager: 2,
  campaignManager: 3,
};

function makeLogins({ users }: Fixtures): SandboxLogins {
  const login = (role: SandboxRole): LoginUser => {
    const index = USER_OF_ROLE[role];
    const user = users[index];
    return {
      username: user?.loginName ?? '',
      password: `sandbox-password-${index}`,
      userId: String(user?.id ?? 0),
      isAdmin: role === 'administrator',
    };
  };
  return {
    administrator: login('administrator'),
    agent: login('agent'),
    agentManager: login('agentManager'),
    campaignManager: login('campaignManager'),
  };
}
