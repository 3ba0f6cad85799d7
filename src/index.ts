export type { ApiCall, ApiList, ApiResponse, CallOptions } from './apis/api-call.js';
export type { ApiRow, OperationInfo, Privilege } from './apis/define-api.js';
export type { ApiNamespaces } from './apis/index.js';
export { metricIntervals } from './apis/operational-realtime/intervals.js';
export type * from './apis/public.js';
export type { LPClient } from './client/lp-client.js';
export { LPResponse } from './client/lp-response.js';
export type { IgnoredRequestInit, LPBody, LPHeaders, LPRequestOptions } from './client/request-options.js';
export type { ResponseValidation } from './client/response-checker.js';
export type { Clock } from './config/clock.js';
export type { RetryOptions } from './config/limits.js';
export type { Logger } from './config/logger.js';
export type { CsdsClient } from './csds/csds-client.js';
export { type LpService, LpServices } from './csds/services.js';
export * from './errors/index.js';
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
export { fromSecretClient, type OfficialSecretClient } from './secrets/from-secret-client.js';
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
export { createToolbelt, Toolbelt } from './toolbelt/toolbelt.js';
