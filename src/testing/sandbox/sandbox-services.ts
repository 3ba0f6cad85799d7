import { LpServices } from '../../csds/services.js';

/** Servers of the sandbox, by their names in CSDS; `csds` is CSDS itself, `dataAccess` is not in it. */
export const SANDBOX_SERVICES = [
  'csds',
  LpServices.SENTINEL,
  LpServices.AGENT_VEP,
  LpServices.ACCOUNT_CONFIG_READ_WRITE,
  LpServices.ACCOUNT_CONFIG_READ_ONLY,
  LpServices.ENG_HIST_DOMAIN,
  LpServices.MSG_HIST,
  LpServices.LE_DATA_REPORTING,
  LpServices.MSG_EWT_API,
  LpServices.RTBF,
  LpServices.SMT,
  LpServices.FAAS_GW,
  LpServices.FAAS_UI,
  LpServices.ASYNC_MESSAGING,
  LpServices.ASYNC_MESSAGING_EN,
  LpServices.AUDITLOG,
  LpServices.PUSHER,
  LpServices.MSDKGW,
  'dataAccess',
] as const;

/** A server of the sandbox. */
export type SandboxService = (typeof SANDBOX_SERVICES)[number];
