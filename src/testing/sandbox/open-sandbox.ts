import { makeFixtures } from '../fixtures/fixtures.js';
import { TestClock } from '../test-clock.js';
import { AccountState } from './account-state.js';
import { FaultList } from './control/faults.js';
import { RequestRecorder } from './control/request-log.js';
import { defaultSwitches } from './control/switches.js';
import { openFunctions } from './functions/open-functions.js';
import type { FolderRunOptions } from './functions/run-options.js';
import { makePeople } from './make-people.js';
import type { LoginUser, SandboxRole } from './people.js';
import { RunningSandbox, type SandboxLogins, SIGN_IN_APPLICATION } from './running-sandbox.js';
import type { CheckedSandboxOptions } from './sandbox-options.js';
import type { SandboxParts } from './sandbox-parts.js';
import { SandboxResources } from './sandbox-resources.js';
import { startServers } from './sandbox-servers.js';
import { makeCertificate, makeClientCertificate } from './servers/certificate.js';
import { startProxy } from './servers/proxy.js';
import { certifiedNames } from './servers/real-names.js';
import { TokenIssuer } from './servers/token-issuer.js';
import { VisitReports } from './services/smt-reports.js';

/** Ten years: like the session that it goes with, it is not to end while a sandbox runs. */
const ID_TOKEN_SECONDS = 10 * 365 * 86_400;

/** How the functions of a folder run, beside what the options of the sandbox say. */
export type FunctionsRun = Omit<FolderRunOptions, 'v1'>;

/** Starts a sandbox. When something of it cannot start, what did is closed again. */
export async function openSandbox(
  checked: CheckedSandboxOptions,
  run: FunctionsRun = {},
): Promise<RunningSandbox> {
  const resources = new SandboxResources();
  try {
    return await start(checked, run, resources);
  } catch (error) {
    // Why it cannot start counts, whatever else fails then.
    await resources.close().catch(() => undefined);
    throw error;
  }
}

async function start(
  checked: CheckedSandboxOptions,
  run: FunctionsRun,
  resources: SandboxResources,
): Promise<RunningSandbox> {
  const { accountId, seed, now, leniency } = checked;
  const clock = new TestClock(typeof now === 'number' ? { now } : {});
  const made = makeFixtures({ accountId, seed, baseTime: now === undefined ? undefined : clock.now() });
  const functions = await openFunctions(
    checked.functions,
    { fixtures: made.functions, clock },
    { ...run, v1: checked.functionsV1 },
  );
  resources.add(functions);
  const fixtures = { ...made, functions: functions.byName };
  const people = makePeople(fixtures);
  const logins = loginsOf(people);
  const state = new AccountState({ ...checked, clock, people });
  const issuer = new TokenIssuer(clock);
  const reports = new VisitReports();
  const switches = defaultSwitches();
  const parts: SandboxParts = { state, clock, fixtures, functions, issuer, reports, switches };
  const { userId, isAdmin } = logins.administrator;
  const idToken = await issuer.issueIdToken({
    userId,
    isAdmin,
    clientId: SIGN_IN_APPLICATION,
    lifetimeSeconds: ID_TOKEN_SECONDS,
  });
  const log = new RequestRecorder();
  const faults = new FaultList();
  const [certificate, clientCertificate] = await Promise.all([
    makeCertificate(certifiedNames()),
    makeClientCertificate(accountId),
  ]);
  const context = { certificate, clientCertificate, clock, faults, log, leniency };
  const servers = await startServers(checked, context, parts);
  resources.add(...servers);
  const proxy = await startProxy(servers);
  resources.add(proxy);
  return new RunningSandbox({ ...context, checked, parts, servers, proxy, logins, idToken, resources });
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
