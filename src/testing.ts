export { MemorySecretStore } from './secrets/stores/memory.js';
export { answerOf, listOf, type StubbedAnswer } from './testing/answers.js';
export type { FixtureFile } from './testing/fixtures/conversation-messages.js';
export type { FixtureFunction, Fixtures } from './testing/fixtures/fixtures.js';
export type { FixtureIvr, FixtureVisit } from './testing/fixtures/visits.js';
export {
  type FaultyMethod,
  type PlatformContractOptions,
  type PlatformFaults,
  type PlatformUnderTest,
  provisioningPlatformContract,
} from './testing/platform-contract.js';
export type { Fault, Faults } from './testing/sandbox/control/faults.js';
export type { RequestFilter } from './testing/sandbox/control/request-filter.js';
export type { LoggedRequest, RequestLog } from './testing/sandbox/control/request-log.js';
export type { SandboxSwitches } from './testing/sandbox/control/switches.js';
export type { SandboxLogin, SandboxRole } from './testing/sandbox/people.js';
export { type AdminSession, type Sandbox, startSandbox } from './testing/sandbox/sandbox.js';
export type {
  SandboxEnvOptions,
  SandboxLeniency,
  SandboxOptions,
} from './testing/sandbox/sandbox-options.js';
export type { SandboxService } from './testing/sandbox/sandbox-services.js';
export {
  type StoreUnderTest,
  secretStoreContract,
  type TestFramework,
} from './testing/secret-store-contract.js';
export { TestClock } from './testing/test-clock.js';
