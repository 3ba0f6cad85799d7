export type { ApiCall, ApiList, ApiResponse, CallOptions } from './apis/api-call.js';
export type { ApiRow, OperationInfo, Privilege } from './apis/define-api.js';
export type { ApiNamespaces } from './apis/index.js';
export { metricIntervals } from './apis/operational-intervals.js';
export type * from './apis/public-types.js';
export type { LPClient } from './client/lp-client.js';
export { LPResponse } from './client/lp-response.js';
export type { IgnoredRequestInit, LPBody, LPHeaders, LPRequestOptions } from './client/request-options.js';
export type { Clock, Logger, ResponseValidation, RetryOptions } from './config.js';
export type { CsdsClient } from './csds/csds-client.js';
export { type LpService, LpServices } from './csds/services.js';
export * from './errors/index.js';
export type { InvalidResponseMessage, RequestMessage } from './http/channels.js';
export type { Transport, TransportRequest, TransportResponse } from './http/transport.js';
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
export { createToolbelt, Toolbelt, type ToolbeltInstance } from './toolbelt.js';
export type { ToolbeltOptions } from './toolbelt-options.js';
