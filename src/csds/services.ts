/** Names of LivePerson services in CSDS, with the keys of the official toolbelt. */
export const LpServices = {
  MSG_HIST: 'msgHist',
  AGENT_VEP: 'agentVep',
  ACCOUNT_CONFIG_READ_ONLY: 'accountConfigReadOnly',
  ACCOUNT_CONFIG_READ_WRITE: 'accountConfigReadWrite',
  ASYNC_MESSAGING: 'asyncMessaging',
  ASYNC_MESSAGING_EN: 'asyncMessagingEnt',
  ENG_HIST_DOMAIN: 'engHistDomain',
  RTBF: 'rtbf',
  AUDITLOG: 'auditLog',
  SMT: 'smt',
  PUSHER: 'pusher',
  LE_DATA_REPORTING: 'leDataReporting',
  MSG_EWT_API: 'msgEwtAPI',
  MSDKGW: 'msdkgw',
  FAAS_GW: 'faasGW',
  FAAS_UI: 'faasUI',
  SENTINEL: 'sentinel',
} as const;

/** A value of {@link LpServices}, which is a type too, as an enum is. */
export type LpServices = (typeof LpServices)[keyof typeof LpServices];

/** Another name of the type {@link LpServices}. */
export type LpService = LpServices;
