/**
 * What functions find in the official toolbelt of Functions V2, read from its source at version 2.0.6-beta of the command
 * line: names, parameters before the first that has a default, values. Data of its own, so that nothing here can change
 * by accident with what it is compared with.
 */

/** A method with the number of its parameters; what is written with `?` in the source counts, a default ends the count. */
export type Methods = Readonly<Record<string, number>>;

/** A factory of `Toolbelt`: its own parameters, what a test gives it, and the methods of what it returns. */
export interface OfficialFactory {
  readonly parameters: number;
  readonly given?: readonly unknown[];
  /** A number for a factory that returns a function: the parameters of that. */
  readonly returns: Methods | number;
}

export const officialFactories: Readonly<Record<string, OfficialFactory>> = {
  LpClient: { parameters: 0, returns: 3 },
  SecretClient: { parameters: 1, returns: { readSecret: 1, updateSecret: 1 } },
  CsdsClient: { parameters: 0, returns: { get: 1, getAll: 0 } },
  OrchestratorClient: { parameters: 0, returns: { invoke: 1 } },
  ConversationUtil: {
    parameters: 0,
    returns: { getConversationById: 2, scanConversationForKeywords: 2 },
  },
  SDEUtil: { parameters: 0, returns: { addSDEs: 3, getSDEsFromConv: 1 } },
  GDPRUtil: { parameters: 0, returns: { replaceConversationFiles: 2 } },
  MTLSClient: {
    parameters: 1,
    returns: { get: 4, post: 4, put: 4, patch: 4, delete: 4, head: 3, options: 3 },
  },
  LPMtlsClient: { parameters: 0, returns: { get: 4, post: 4 } },
  ContextServiceClient: {
    parameters: 1,
    given: ['an-api-key'],
    returns: {
      createNamespace: 2,
      deleteNamespace: 1,
      getListOfNamespaces: 0,
      setPropertiesInNamespace: 3,
      updatePropertiesInNamespace: 3,
      getAllPropertiesInSession: 2,
      getSelectedPropertiesInSession: 3,
      getPropertyInSession: 3,
      deletePropertyInSession: 3,
      deleteSession: 2,
      getListOfSessions: 1,
    },
  },
  SFClient: { parameters: 0, returns: { connectToSalesforce: 1 } },
};

/** `globalSecretCache`. */
export const officialSecretCache: Methods = {
  set: 3,
  get: 1,
  has: 1,
  delete: 1,
  clear: 0,
  size: 0,
  getAll: 0,
  setDefaultTtl: 1,
};

/** All that the module exports. */
export const officialExports: readonly string[] = [
  'Toolbelt',
  'LpServices',
  'ErrorCodes',
  'ToolBeltError',
  'ErrorStrategy',
  'ConversationContentTypes',
  'SDETypes',
  'globalSecretCache',
];

/** Errors that functions meet and cannot compare by class there; exported here. */
export const unexportedErrors: readonly string[] = ['OrchestratorError', 'MTLSError', 'SDKError'];

export const officialEnums: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  LpServices: {
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
  },
  ErrorStrategy: { EXIT_ON_ERROR: 'ExitOnError', CONTINUE_ON_ERROR: 'ContinueOnError' },
  ConversationContentTypes: {
    INFO: 'info',
    SDES: 'sdes',
    UNAUTH_SDES: 'unAuthSdes',
    CAMPAIGN: 'campaign',
    MESSAGE_RECORDS: 'messageRecords',
    AGENT_PARTICIPANTS: 'agentParticipants',
    AGENT_PARTICIPANTS_ACTIVE: 'agentParticipantsActive',
    CONSUMER_PARTICIPANTS: 'consumerParticipants',
    TRANSFERS: 'transfers',
    INTERACTIONS: 'interactions',
    MESSAGE_SCORES: 'messageScores',
    MESSAGE_STATUSES: 'messageStatuses',
    SKILL_CHANGES: 'skillChanges',
    CONVERSATION_SURVEYS: 'conversationSurveys',
    AGENT_PARTICIPANTS_LEAVE: 'agentParticipantsLeave',
    COBROWSE_SESSIONS: 'coBrowseSessions',
    SUMMARY: 'summary',
    MONITORING: 'monitoring',
    DIALOGS: 'dialogs',
    RESPONSE_TIME: 'responseTime',
    INTENTS: 'intents',
    UNIQUE_INTENTS: 'uniqueIntents',
    LATEST_AGENT_SURVEY: 'latestAgentSurvey',
    PREVIOUSLY_SUBMITTED_AGENT_SURVEYS: 'previouslySubmittedAgentSurveys',
  },
  SDETypes: {
    CART: 'cart',
    TRANSACTION: 'purchase',
    VIEWED_PRODUCT: 'prodView',
    CUSTOMER_INFO: 'ctmrinfo',
    MARKETING_SOURCE: 'mrktInfo',
    PERSONAL_INFO: 'personal',
    LEAD: 'lead',
    SERVICE_ACTIVITY: 'service',
    VISITOR_ERROR: 'error',
    SEARCHED_CONTENT: 'searchInfo',
    ORDER_ID: 'orderId',
  },
};

/** `ErrorCodes`, each by its path, without the prefix `com.liveperson.faas.` that all have. */
export const officialCodes: Readonly<Record<string, string>> = {
  'Platform.Secret.NoToken': 'handler.no-sa-token',
  'Secret.Invalid': 'secret.invalid-format',
  'Secret.Failure': 'secret.op-failed',
  'Secret.Timeout': 'secret.op-timed-out',
  'Secret.NotFound': 'secret.not-found',
  'Secret.AuthFailure': 'secret.auth-failed',
  'Secret.SystemSecret': 'secret.forbidden',
  'Csds.NotFound': 'csds.domain.not-found',
  'Csds.Failure': 'csds.op-failed',
  'Mtls.General': 'mtls.general-issue',
  'Mtls.Remote': 'mtls.remote-threw',
  'Mtls.Missing': 'mtls.missing-conf',
  'Mtls.Invalid.Key': 'mtls.invalid-key',
  'Mtls.Invalid.Cert': 'mtls.invalid-cert',
  'Mtls.BadRequest': 'mtls.invalid-request',
  'Mtls.Creds.Format': 'lp-mtls.credentials-wrong-format',
  'Mtls.Creds.Failure': 'lp-mtls.get-credentials-failure',
  'Mtls.Timeout': 'mtls.request-timeout',
  'OAuth2.General': 'oauth2.general-issue',
  'OAuth2.UnexpectedResponse': 'oauth2.unexpected-response',
  'LpClient.Creds.Format': 'lp-client.credentials-wrong-format',
  'LpClient.Creds.Failure': 'lp-client.get-credentials-failure',
  'ConversationUtil.General': 'conversation-util-general',
  'ConversationUtil.NotFound': 'conversation-util.conversation.not-found',
  'ConversationUtil.UnexpectedResponse': 'conversation-util.unexpected-response',
  'ConversationUtil.Timeout': 'conversation-util.timeout',
  'GDPRUtil.General': 'gdpr-util-general',
  'GDPRUtil.AuthFailure': 'gdpr-util.auth-failed',
  'GDPRUtil.ReplaceFileFailed': 'gdpr-util.replace-file-failed',
  'SDEsUtil.General': 'sdes-util-general',
  'SDEsUtil.UnexpectedResponse': 'sdes-util.unexpected-response',
  'OrchestratorFN.General': 'orchestrator-fn-general',
  'OrchestratorFN.Timeout': 'orchestrator-fn.invoke.timeout',
  'OrchestratorFN.Invocation.StatusError': 'orchestrator-fn.invoke.status-code-error',
  'OrchestratorFN.Creds.Format': 'orchestrator-fn.credentials-wrong-format',
  'OrchestratorFN.Creds.Failure': 'orchestrator-fn.get-credentials-failure',
};

/** Codes of the context service, which have a prefix of their own and no name in `ErrorCodes` there. */
export const officialContextCodes: readonly string[] = [
  'internal-server-error',
  'unknown',
  'response-timeout',
  'parameter.invalid',
  'authorization.invalid',
  'data.does-not-exist',
].map((code) => `com.liveperson.context-service-sdk.${code}`);

/** Numbers and texts that hold where a function says nothing. */
export const officialDefaults = {
  appKeySecretName: 'LIVEPERSON_DEFAULT_APP_KEY',
  csdsDomain: 'api.liveperson.net',
  secretLifeMs: 300_000,
  longestSecret: 16_384,
  deadlineMs: 25_000,
  retries: 3,
  json: false,
  errorStrategy: 'ExitOnError',
  invokeParallel: false,
} as const;
