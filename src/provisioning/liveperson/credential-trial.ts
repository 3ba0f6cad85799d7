import { isJsonObject } from '../../http/json.js';
import type { CredentialVerdict } from '../platform.js';
import type { PlatformReply } from './request.js';

/**
 * What an answer of sentinel's token address says of the credential that asked. Only `invalid_client` with
 * one of its two statuses (RFC 6749 section 5.2) refuses it: anything else may be the server's own trouble.
 */
export function verdictOf({ status, json }: Pick<PlatformReply, 'status' | 'json'>): CredentialVerdict {
  if (!isJsonObject(json)) return 'unknown';
  if (status === 200) return typeof json.access_token === 'string' ? 'works' : 'unknown';
  const isRefusal = (status === 400 || status === 401) && json.error === 'invalid_client';
  return isRefusal ? 'refused' : 'unknown';
}
