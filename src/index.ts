export type { ApiCall, ApiList, ApiResponse, CallOptions } from './apis/api-call.js';
export type { ApiRow, OperationInfo, Privilege } from './apis/define-api.js';
export type { ApiNamespaces } from './apis/index.js';
export { metricIntervals } from './apis/operational-realtime/intervals.js';
export type * from './apis/public.js';
export type { CallControls } from './client/call-options.js';
export type { LPClient } from './client/lp-client.js';
export { LPResponse } from './client/lp-response.js';
export type { IgnoredRequestInit, LPBody, LPHeaders, LPRequestOptions } from './client/request-options.js';
export type { ResponseValidation } from './client/response-checker.js';
export type { Clock } from './config/clock.js';
export type { RetryOptions } from './config/limits.js';
export type { Logger } from './config/logger.js';
export type { ContextKey } from './context-service/context-api.js';
export type {
  ContextNamespace,
  ContextProperties,
  ContextServiceClient,
  NamespaceOptions,
} from './context-service/context-service-client.js';
export { ConversationContentTypes } from './conversation/conversation-content-types.js';
export type { ConversationUtil } from './conversation/conversation-util.js';
export type {
  KeywordScannerResult,
  KeywordScanOptions,
  ScannedConversation,
} from './conversation/keyword-scan.js';
export type { CsdsClient } from './csds/csds-client.js';
export { type LpService, LpServices } from './csds/services.js';
export * from './errors/index.js';
export type { GDPRUtil, ReplacePredicate } from './gdpr/gdpr-util.js';
export type { ConversationWithFiles, MessageWithFile, RecordWithFiles } from './gdpr/hosted-files.js';
export type { ObjectStoreCredentials } from './gdpr/object-store.js';
export type { ReplacementFile } from './gdpr/replacement-file.js';
export type { Around, Exchange, ExchangeAnswer } from './http/around.js';
export { type Cancellation, signalOf } from './http/cancellation.js';
export type { InvalidResponseMessage, RequestMessage } from './http/channels.js';
export type {
  Transport,
  TransportFailure,
  TransportOptions,
  TransportRequest,
  TransportResponse,
} from './http/transport.js';
export { createTransport, type TransportKind } from './http/transports/create-transport.js';
export type { ClientTLS } from './mtls/client-certificate.js';
export type { LPMtlsClient, LPMtlsResponse } from './mtls/lp-mtls-client.js';
export type { LPMtlsOptions, MTLSBody, MTLSOptions, MTLSResponse } from './mtls/message.js';
export type { MTLSClient } from './mtls/mtls-client.js';
export { ErrorStrategy } from './orchestrator/error-strategy.js';
export type { OrchestratorInvocation, OrchestratorOptions } from './orchestrator/options.js';
export type { OrchestratorClient } from './orchestrator/orchestrator-client.js';
export type {
  Jsforce,
  SalesforceClient,
  SalesforceConnectionOptions,
} from './salesforce/salesforce-client.js';
export type { ConversationSDEs, ConversationWithSDEs, SDEsResponse } from './sde/conversation-sdes.js';
export { SDETypes } from './sde/sde-types.js';
export type { SDE, SDEUtil } from './sde/sde-util.js';
export { fromSecretClient, type OfficialSecretClient } from './secrets/from-secret-client.js';
export type { GlobalSecretCache } from './secrets/global-secret-cache.js';
export type {
  ReadSecretOptions,
  Secret,
  SecretClient,
  SecretClientOptions,
} from './secrets/secret-client.js';
export type {
  SecretInfo,
  SecretOwner,
  SecretReader,
  SecretRecord,
  SecretStore,
  SecretToPut,
  StoredSecret,
} from './secrets/secret-store.js';
export type { ToolbeltInstance } from './toolbelt/account.js';
export type { ToolbeltOptions } from './toolbelt/options.js';
export { createToolbelt, globalSecretCache, Toolbelt } from './toolbelt/toolbelt.js';
