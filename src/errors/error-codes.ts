/**
 * Codes of the errors thrown here. Those of the official toolbelt keep its names and values,
 * so that a comparison such as `error.code === ErrorCodes.Secret.NotFound` goes on working.
 */
export const ErrorCodes = {
  Platform: { Secret: { NoToken: 'com.liveperson.faas.handler.no-sa-token' } },
  Secret: {
    Invalid: 'com.liveperson.faas.secret.invalid-format',
    Failure: 'com.liveperson.faas.secret.op-failed',
    Timeout: 'com.liveperson.faas.secret.op-timed-out',
    NotFound: 'com.liveperson.faas.secret.not-found',
    AuthFailure: 'com.liveperson.faas.secret.auth-failed',
    SystemSecret: 'com.liveperson.faas.secret.forbidden',
    Conflict: 'com.liveperson.faas.secret.conflict',
  },
  Csds: {
    NotFound: 'com.liveperson.faas.csds.domain.not-found',
    Failure: 'com.liveperson.faas.csds.op-failed',
  },
  Mtls: {
    General: 'com.liveperson.faas.mtls.general-issue',
    Remote: 'com.liveperson.faas.mtls.remote-threw',
    Missing: 'com.liveperson.faas.mtls.missing-conf',
    Invalid: {
      Key: 'com.liveperson.faas.mtls.invalid-key',
      Cert: 'com.liveperson.faas.mtls.invalid-cert',
    },
    BadRequest: 'com.liveperson.faas.mtls.invalid-request',
    Creds: {
      Format: 'com.liveperson.faas.lp-mtls.credentials-wrong-format',
      Failure: 'com.liveperson.faas.lp-mtls.get-credentials-failure',
    },
    Timeout: 'com.liveperson.faas.mtls.request-timeout',
  },
  OAuth2: {
    General: 'com.liveperson.faas.oauth2.general-issue',
    UnexpectedResponse: 'com.liveperson.faas.oauth2.unexpected-response',
  },
  LpClient: {
    Creds: {
      Format: 'com.liveperson.faas.lp-client.credentials-wrong-format',
      Failure: 'com.liveperson.faas.lp-client.get-credentials-failure',
    },
    Privilege: 'com.liveperson.faas.lp-client.not-privileged',
    Parameter: 'com.liveperson.faas.lp-client.invalid-parameter',
    HostNotAllowed: 'com.liveperson.faas.lp-client.host-not-allowed',
    Http: 'com.liveperson.faas.lp-client.http-status',
    Network: 'com.liveperson.faas.lp-client.network',
    Timeout: 'com.liveperson.faas.lp-client.timeout',
    ResponseInvalid: 'com.liveperson.faas.lp-client.response-invalid',
  },
  Function: { Failed: 'com.liveperson.faas.function.failed' },
  Config: { Invalid: 'com.liveperson.faas.config.invalid' },
  Provisioning: {
    Failed: 'com.liveperson.faas.provisioning.failed',
    NotAdmin: 'com.liveperson.faas.provisioning.not-admin',
    ManualStep: 'com.liveperson.faas.provisioning.manual-step-required',
  },
  ConversationUtil: {
    General: 'com.liveperson.faas.conversation-util-general',
    NotFound: 'com.liveperson.faas.conversation-util.conversation.not-found',
    UnexpectedResponse: 'com.liveperson.faas.conversation-util.unexpected-response',
    Timeout: 'com.liveperson.faas.conversation-util.timeout',
  },
  GDPRUtil: {
    General: 'com.liveperson.faas.gdpr-util-general',
    AuthFailure: 'com.liveperson.faas.gdpr-util.auth-failed',
    ReplaceFileFailed: 'com.liveperson.faas.gdpr-util.replace-file-failed',
  },
  ContextService: {
    General: {
      Issue: 'com.liveperson.context-service-sdk.internal-server-error',
      Unknown: 'com.liveperson.context-service-sdk.unknown',
      Timeout: 'com.liveperson.context-service-sdk.response-timeout',
    },
    Parameter: { Incorrect: 'com.liveperson.context-service-sdk.parameter.invalid' },
    Authorization: { Invalid: 'com.liveperson.context-service-sdk.authorization.invalid' },
    Data: { NotFound: 'com.liveperson.context-service-sdk.data.does-not-exist' },
  },
  SDEsUtil: {
    General: 'com.liveperson.faas.sdes-util-general',
    UnexpectedResponse: 'com.liveperson.faas.sdes-util.unexpected-response',
  },
  OrchestratorFN: {
    General: 'com.liveperson.faas.orchestrator-fn-general',
    Timeout: 'com.liveperson.faas.orchestrator-fn.invoke.timeout',
    Invocation: { StatusError: 'com.liveperson.faas.orchestrator-fn.invoke.status-code-error' },
    Creds: {
      Format: 'com.liveperson.faas.orchestrator-fn.credentials-wrong-format',
      Failure: 'com.liveperson.faas.orchestrator-fn.get-credentials-failure',
    },
  },
} as const;
