/** Servers of the sandbox, by their names in CSDS; `csds` is CSDS itself, `dataAccess` is not in it. */
export const SANDBOX_SERVICES = [
  'csds',
  'sentinel',
  'agentVep',
  'accountConfigReadWrite',
  'accountConfigReadOnly',
  'engHistDomain',
  'msgHist',
  'leDataReporting',
  'msgEwtAPI',
  'rtbf',
  'smt',
  'faasGW',
  'faasUI',
  'dataAccess',
] as const;

/** A server of the sandbox. */
export type SandboxService = (typeof SANDBOX_SERVICES)[number];
