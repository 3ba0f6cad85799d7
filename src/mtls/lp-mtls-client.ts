import type { ClientParts } from '../client/client-parts.js';
import type { LPHeaders } from '../client/request-options.js';
import { AuthError } from '../errors/auth-error.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { MTLSError } from '../errors/mtls-error.js';
import { naming } from '../errors/toolbelt-error.js';
import type { Answer } from '../http/answer.js';
import { call } from '../http/call.js';
import { expandPath } from '../http/path.js';
import type { Redactor } from '../http/redact.js';
import {
  asMtlsError,
  checkMtlsOptions,
  holdAuthorization,
  type LPMtlsOptions,
  type MTLSBody,
  type MTLSResponse,
  makeMessage,
  mtlsResponse,
  policyOf,
  readUrl,
} from './message.js';

/** The answer to a call of `LPMtlsClient`. */
export type LPMtlsResponse = Required<MTLSResponse>;

/**
 * Calls servers of the brand through LivePerson's gateway, which shows them the certificate that is mapped to their URL
 * in the account. `Authorization` among the headers goes to the server; the gateway has that of the system secret.
 *
 * Each method throws {@link MTLSError}: `mtls.remote-threw` when the server answered 400 or more, or could not be
 * reached, with its answer as `originalBody`; `mtls.missing-conf` where no certificate is mapped to the URL;
 * `mtls.invalid-request` where the gateway refused the call or its token, or the URL is not https;
 * `mtls.request-timeout`; `mtls.general-issue` when the connection failed. {@link AuthError}:
 * `lp-mtls.credentials-wrong-format`, `lp-mtls.get-credentials-failure`, and those of sentinel.
 *
 * @example
 * const { body } = await Toolbelt.LPMtlsClient().get('https://orders.example.com/7', {}, undefined, { json: true });
 */
export interface LPMtlsClient {
  get(
    url: string | URL,
    headers?: LPHeaders,
    body?: MTLSBody,
    options?: LPMtlsOptions,
  ): Promise<LPMtlsResponse>;
  post(
    url: string | URL,
    headers?: LPHeaders,
    body?: MTLSBody,
    options?: LPMtlsOptions,
  ): Promise<LPMtlsResponse>;
}

/** @param resolve Gives the parts at each call, so that a client outlives a change of the default instance. */
export function createLpMtlsClient(resolve: () => ClientParts): LPMtlsClient {
  const through =
    (method: string) => (url: string | URL, headers?: LPHeaders, body?: MTLSBody, options?: LPMtlsOptions) =>
      send(resolve, { method, url, headers, body, options });
  return { get: through('GET'), post: through('POST') };
}

interface ForwardedRequest {
  readonly method: string;
  readonly url: string | URL;
  readonly headers: LPHeaders | undefined;
  readonly body: MTLSBody | undefined;
  readonly options: LPMtlsOptions | undefined;
}

function send(resolve: () => ClientParts, request: ForwardedRequest): Promise<LPMtlsResponse> {
  const operation = `lpMtls.${request.method.toLowerCase()}`;
  return naming(operation, () => exchange(resolve, operation, request));
}

async function exchange(
  resolve: () => ClientParts,
  operation: string,
  { method, url, headers: given, body: content, options = {} }: ForwardedRequest,
): Promise<LPMtlsResponse> {
  checkMtlsOptions('LP-MTLS', options);
  const { json = false, signal } = options;
  const target = readUrl('LP-MTLS', url);
  const { headers, body } = await makeMessage('LP-MTLS', given, content, json);
  const { accountId, engine, hosts, authorizers, appKeySecretName } = resolve();
  const { authorization, ...others } = headers;
  holdAuthorization(engine.redactor, authorization);
  const request = {
    service: 'mtlsGateway',
    operation,
    host: hosts,
    method,
    path: expandPath('/mtls/account/{accountId}', { accountId }),
    headers: {
      'lp-stop-if-certificate-not-found': 'true',
      'lp-service-name': 'FAAS',
      ...(authorization !== undefined && { 'lp-authorization-override': authorization }),
      ...others,
      // The one that was checked.
      'lp-forward-url': target.href,
    },
    body,
    authorizer: authorizers.with(appKeySecretName),
    signal,
    policy: policyOf(method, options),
  };
  try {
    return await call(engine, request, (answer) => receive(answer, json, engine.redactor));
  } catch (error) {
    throw asMtlsError('LP-MTLS', asCredentialError(error));
  }
}

/** An answer of the server, or the error that one of the gateway stands for. */
async function receive(answer: Answer, json: boolean, redactor: Redactor): Promise<LPMtlsResponse> {
  const fromTransport = answer.headers['lp-message-from-transport'];
  if (fromTransport !== undefined) {
    const message = redactor.words(String(fromTransport));
    const originalBody = redactor.text(await answer.errorText());
    throw new MTLSError('LP-MTLS', ErrorCodes.Mtls.Remote, message, { originalBody });
  }
  const text = await answer.text();
  const refusal = refusalOf(answer.status, text, redactor);
  if (refusal !== undefined) throw refusal;
  return mtlsResponse(answer, text, json);
}

/** What the server answers with 400 or more comes with a header that says so: these are the gateway's own. */
function refusalOf(status: number, text: string, redactor: Redactor): MTLSError | undefined {
  const said = redactor.words(text);
  const words = said === '' ? '' : `: ${said}`;
  if (status === 401) {
    return refused(ErrorCodes.Mtls.BadRequest, `The gateway refused the token of the system secret${words}`);
  }
  const lacksMapping = /certificate|mapping/i.test(text) || (status === 400 && said === '');
  if ((status === 400 || status === 500) && lacksMapping) {
    const advice = 'map a certificate to it in the account';
    return refused(ErrorCodes.Mtls.Missing, `No certificate is mapped to the URL; ${advice}${words}`);
  }
  if (status !== 400) return undefined;
  return refused(ErrorCodes.Mtls.BadRequest, `The gateway refused the request${words}`);
}

function refused(code: string, message: string): MTLSError {
  return new MTLSError('LP-MTLS', code, message);
}

/** The codes that the official toolbelt has for the secret of this client. */
function asCredentialError(error: unknown): unknown {
  const code = error instanceof AuthError ? CREDENTIAL_CODES.get(error.code) : undefined;
  if (code === undefined) return error;
  const { message, status, oauthError } = error as AuthError;
  return new AuthError('LP-MTLS', code, message, { status, oauthError, cause: error });
}

const CREDENTIAL_CODES: ReadonlyMap<string, string> = new Map([
  [ErrorCodes.LpClient.Creds.Format, ErrorCodes.Mtls.Creds.Format],
  [ErrorCodes.LpClient.Creds.Failure, ErrorCodes.Mtls.Creds.Failure],
]);
