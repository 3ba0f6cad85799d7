import { makeFixtures } from '../fixtures/fixtures.js';
import { TestClock } from '../test-clock.js';
import { AccountState } from './account-state.js';
import { FaultList } from './control/faults.js';
import { RequestRecorder } from './control/request-log.js';
import { defaultSwitches } from './control/switches.js';
import { type LoginUser, makePeople, type SandboxRole } from './people.js';
import { RunningSandbox, type SandboxLogins, SIGN_IN_APPLICATION } from './running-sandbox.js';
import type { Sandbox } from './sandbox-interface.js';
import type { CheckedSandboxOptions } from './sandbox-options.js';
import type { SandboxParts } from './sandbox-parts.js';
import { startServers } from './sandbox-servers.js';
import { makeCertificate } from './servers/certificate.js';
import { type SandboxProxy, startProxy } from './servers/proxy.js';
import { certifiedNames } from './servers/real-names.js';
import { TokenIssuer } from './servers/token-issuer.js';

/** Ten years: like the session that it goes with, it is not to end while a sandbox runs. */
const ID_TOKEN_SECONDS = 10 * 365 * 86_400;

/** Starts the servers of a sandbox. */
export async function openSandbox(checked: CheckedSandboxOptions): Promise<Sandbox> {
  const { accountId, seed, now, leniency } = checked;
  const clock = new TestClock(typeof now === 'number' ? { now } : {});
  const fixtures = makeFixtures({ accountId, seed, baseTime: now === undefined ? undefined : clock.now() });
  const people = makePeople(fixtures);
  const logins = loginsOf(people);
  const state = new AccountState({ ...checked, clock, people });
  const issuer = new TokenIssuer(clock);
  const parts: SandboxParts = { state, clock, fixtures, issuer, switches: defaultSwitches() };
  const { userId, isAdmin } = logins.administrator;
  const idToken = await issuer.issueIdToken({
    userId,
    isAdmin,
    clientId: SIGN_IN_APPLICATION,
    lifetimeSeconds: ID_TOKEN_SECONDS,
  });
  const log = new RequestRecorder();
  const faults = new FaultList();
  const certificate = await makeCertificate(certifiedNames());
  const servers = await startServers(checked, { certificate, clock, faults, log, leniency }, parts);
  let proxy: SandboxProxy | undefined;
  try {
    proxy = await startProxy(servers);
    return new RunningSandbox({ checked, parts, log, faults, certificate, servers, proxy, logins, idToken });
  } catch (error) {
    await Promise.all([proxy, ...servers].map((server) => server?.close()));
    throw error;
  }
}

/** The first user of each role: the fixtures begin with them, and they are enabled. */
function loginsOf(people: readonly LoginUser[]): SandboxLogins {
  const first = (role: SandboxRole): LoginUser => {
    const found = people.find((person) => person.role === role);
    if (found === undefined) throw new Error(`The fixtures have no user in the role ${role}`);
    return found;
  };
  return {
    administrator: first('administrator'),
    agent: first('agent'),
    agentManager: first('agentManager'),
    campaignManager: first('campaignManager'),
  };
}
