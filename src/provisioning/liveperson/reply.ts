import { STATUS_CODES } from 'node:http';
import { HttpError } from '../../errors/http-error.js';
import { PrivilegeError } from '../../errors/privilege-error.js';
import { isJsonObject } from '../../http/json.js';
import type { PlatformReply } from './request.js';

/**
 * The reply, if it is a success.
 *
 * @throws {PrivilegeError} for 403. @throws {HttpError} for any other status, and for a 403 that is a page of HTML.
 */
export function expectSuccess(reply: PlatformReply): PlatformReply {
  const { status, requestId, request, said } = reply;
  if (status >= 200 && status <= 299) return reply;
  const words = said?.words ? `: ${said.words}` : '';
  if (status === 403 && !said?.isPage) {
    throw new PrivilegeError(
      request.operation,
      `The server refused ${request.operation} with status 403${words}. This person may not do that. ` +
        `Use the session of an administrator of the account. Request id ${requestId}.`,
      { status, requestId },
    );
  }
  const phrase = STATUS_CODES[status];
  const named = phrase === undefined ? `${status}` : `${status} (${phrase})`;
  throw httpError(reply, `was answered with status ${named}${words}`);
}

/** What the server answered, for a person: operation, status, what it said, and the id that its support asks for. */
export function answerText({ request, status, requestId, said }: PlatformReply): string {
  const words = said?.words ? ` (${said.words})` : '';
  return `the server answered ${request.operation} with status ${status}${words}, request id ${requestId}`;
}

/** The JSON object in a reply that succeeded. */
export function expectObject(reply: PlatformReply): Readonly<Record<string, unknown>> {
  const { json } = expectSuccess(reply);
  if (!isJsonObject(json)) throw unexpectedBody(reply, 'a JSON object');
  return json;
}

export function unexpectedBody(reply: PlatformReply, expected: string): HttpError {
  return httpError(reply, `was answered with a body that is not ${expected} (status ${reply.status})`);
}

/** The body is no excerpt: answers of login, app-install and sentinel carry credentials. */
function httpError(reply: PlatformReply, what: string): HttpError {
  const { status, headers, requestId, request } = reply;
  const { service, operation } = request;
  const details = { status, headers, requestId, service, operation, bodyExcerpt: '' };
  return new HttpError(`${operation} ${what}. Request id ${requestId}.`, details);
}
