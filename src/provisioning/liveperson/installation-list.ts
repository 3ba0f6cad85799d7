import { isJsonObject } from '../../http/json.js';
import type { Installation, InstallationList } from '../platform.js';
import type { PlatformReply } from './http.js';
import { expectSuccess, unexpectedBody } from './reply.js';

/**
 * The installations in an answer of app-install that are not deleted, with their revision. Fields may be
 * written `client_id` (LivePerson's demo app) or `clientId` (code of others).
 *
 * @throws {HttpError} for another body, or without a revision. It quotes nothing: the body holds secrets.
 */
export function readInstallations(reply: PlatformReply): InstallationList {
  const { json, headers } = expectSuccess(reply);
  if (!Array.isArray(json)) throw unexpectedBody(reply, 'a list of installations');
  const revision = headers['ac-revision'] ?? headers.etag;
  if (typeof revision !== 'string' || revision === '') {
    throw unexpectedBody(reply, 'accompanied by a revision (ac-revision or ETag)');
  }
  const items = json.flatMap((entry: unknown) => {
    const installation = readInstallation(entry);
    if (installation === undefined) {
      throw unexpectedBody(reply, 'a list of installations with id, client_id and client_name');
    }
    return installation === 'deleted' ? [] : [installation];
  });
  return { items, revision };
}

/** The installation in an answer for one of them; undefined when it is deleted. */
export function readOneInstallation(reply: PlatformReply): Installation | undefined {
  const installation = readInstallation(expectSuccess(reply).json);
  if (installation === undefined)
    throw unexpectedBody(reply, 'an installation with id, client_id and client_name');
  return installation === 'deleted' ? undefined : installation;
}

function readInstallation(entry: unknown): Installation | 'deleted' | undefined {
  if (!isJsonObject(entry)) return undefined;
  if (entry.deleted === true) return 'deleted';
  const field = (snake: string, camel: string) => textOf(entry[snake] ?? entry[camel]);
  const id = textOf(entry.id);
  const clientId = field('client_id', 'clientId');
  const clientName = field('client_name', 'clientName');
  if (!id || !clientId || clientName === undefined) return undefined;
  return {
    id,
    clientId,
    clientSecret: field('client_secret', 'clientSecret') || null,
    clientName,
    description: textOf(entry.description) ?? '',
    enabled: entry.enabled === true,
    scope: textOf(entry.scope) ?? '',
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
