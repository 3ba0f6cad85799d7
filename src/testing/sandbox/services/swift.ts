import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../../config/clock.js';
import type { Fixtures } from '../../fixtures/fixtures.js';
import type { AccountState } from '../account-state.js';
import { type Answer, AnswerError, type Handler, type Route, type SandboxRequest } from '../exchange.js';
import type { SandboxLogin } from '../people.js';

/** Parts that swift needs. */
export interface SwiftParts {
  readonly state: Pick<AccountState, 'accountId'>;
  readonly fixtures: Pick<Fixtures, 'hostedFiles'>;
  readonly clock: Clock;
}

interface StoredFile {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly modifiedAt: number;
}

/** Life of a token; the default of OpenStack Swift. */
const TOKEN_MS = 86_400_000;

/** Account of Swift that holds hosted files, as `relativePath` names it (documented by examples). */
const STORAGE = '/v1/AUTH_async-images';

/** The login for the files of an account. Made up; LivePerson hands them out on request. */
export function objectStoreLogin(accountId: string): SandboxLogin {
  return { username: `async-images:${accountId}`, password: 'sandbox-object-store-password' };
}

/**
 * swift: the object store with the files of conversations, which answers as OpenStack Swift with its own
 * authentication (TempAuth) does; LivePerson documents nothing of it. An account has one container.
 */
export function swiftRoutes({ state, fixtures, clock }: SwiftParts): Route[] {
  const { accountId } = state;
  const login = objectStoreLogin(accountId);
  const tokens = new Map<string, number>();
  const files = new Map<string, StoredFile>();
  for (const { relativePath, content } of fixtures.hostedFiles) {
    const contentType = contentTypeOf(relativePath);
    files.set(relativePath, { bytes: Buffer.from(content), contentType, modifiedAt: clock.now() });
  }

  const authenticate: Handler = ({ headers, url }) => {
    if (headers['x-auth-user'] !== login.username || headers['x-auth-key'] !== login.password) {
      throw unauthorized();
    }
    const token = `AUTH_tk${randomBytes(16).toString('hex')}`;
    tokens.set(token, clock.now() + TOKEN_MS);
    return {
      status: 200,
      headers: {
        'x-auth-token': token,
        'x-storage-token': token,
        'x-storage-url': `${url.origin}${STORAGE}`,
        'x-auth-token-expires': String(TOKEN_MS / 1000),
      },
      text: '',
    };
  };

  const withToken =
    (handler: (path: string, request: SandboxRequest) => Answer): Handler =>
    (request) => {
      const token = request.headers['x-auth-token'] ?? request.headers['x-storage-token'] ?? '';
      if ((tokens.get(token) ?? -Infinity) <= clock.now()) throw unauthorized();
      if (request.params.accountId !== accountId)
        throw refusal(403, 'Forbidden', 'Access was denied to this resource.');
      return handler(`${STORAGE}/${accountId}/${request.params['*']}`, request);
    };

  const find = (path: string): StoredFile => {
    const file = files.get(path);
    if (file === undefined) throw refusal(404, 'Not Found', 'The resource could not be found.');
    return file;
  };

  const path = `${STORAGE}/{accountId}/*`;
  return [
    { method: 'GET', path: '/auth/v1.0', handler: authenticate },
    { method: 'GET', path, handler: withToken((name) => fileAnswer(find(name))) },
    {
      method: 'PUT',
      path,
      handler: withToken((name, { body, headers }) => {
        const contentType = headers['content-type'] ?? contentTypeOf(name);
        const file = { bytes: body, contentType, modifiedAt: clock.now() };
        files.set(name, file);
        return { status: 201, headers: describe(file), text: '' };
      }),
    },
    {
      method: 'DELETE',
      path,
      handler: withToken((name) => {
        find(name);
        files.delete(name);
        return { status: 204 };
      }),
    },
  ];
}

function fileAnswer(file: StoredFile): Answer {
  const headers = { ...describe(file), 'content-type': file.contentType, 'accept-ranges': 'bytes' };
  return { status: 200, headers, bytes: file.bytes };
}

function describe({ bytes, modifiedAt }: StoredFile): Record<string, string> {
  return {
    // What Swift takes for an ETag; it protects nothing.
    etag: createHash('md5').update(bytes).digest('hex'),
    'last-modified': new Date(modifiedAt).toUTCString(),
  };
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  GIF: 'image/gif',
  JPG: 'image/jpeg',
  PDF: 'application/pdf',
  PNG: 'image/png',
  TXT: 'text/plain',
};

function contentTypeOf(path: string): string {
  return CONTENT_TYPES[path.split('.').at(-1)?.toUpperCase() ?? ''] ?? 'application/octet-stream';
}

function unauthorized(): AnswerError {
  const words = 'This server could not verify that you are authorized to access the document you requested.';
  return refusal(401, 'Unauthorized', words, { 'www-authenticate': 'Swift realm="unknown"' });
}

function refusal(
  status: 401 | 403 | 404,
  title: string,
  words: string,
  headers: Readonly<Record<string, string>> = {},
): AnswerError {
  const text = `<html><h1>${title}</h1><p>${words}</p></html>`;
  return new AnswerError({
    status,
    headers: { ...headers, 'content-type': 'text/html; charset=UTF-8' },
    text,
  });
}
