import { isDefiniteRefusal } from '../definite-refusal.js';
import { APPLICATIONS_MENU } from '../manual-steps.js';
import {
  InstallationConflictError,
  InstallationQuotaError,
  InstallationRefusedError,
  StaleRevisionError,
} from '../platform.js';
import { answerText } from './reply.js';
import type { PlatformReply } from './request.js';

const FORBIDDEN = 403;
const CONFLICT = 409;
const PRECONDITION_FAILED = 412;
const TOO_MANY_REQUESTS = 429;
const INSUFFICIENT_STORAGE = 507;

/** No form of it is public. Limits of a field (so many characters) are none of the account. */
const QUOTA =
  /\bquota\b|\b(?:limit|max(?:imum)?|too many)\b.*\b(?:app(?:lication)?s?|installations?|clients?)\b/i;
const OF_A_FIELD = /\b(?:characters?|chars|length|bytes|long|name|scopes?|description)\b/i;

/** What an answer that does not install anything means; undefined where that is for others to say. */
export function installRefusal(reply: PlatformReply): Error | undefined {
  const { status, said } = reply;
  if (isQuota(reply)) {
    return new InstallationQuotaError(
      `No further application fits into the account: ${answerText(reply)}. Remove one that nobody needs in ${APPLICATIONS_MENU}, ` +
        'or ask LivePerson to raise the limit',
    );
  }
  if (said?.isPage) return undefined;
  if (status === CONFLICT) {
    return new InstallationConflictError(`The application may be there already: ${answerText(reply)}`);
  }
  if (!isDefiniteRefusal(status)) return undefined;
  return new InstallationRefusedError(
    `The application was refused, and would be again: ${answerText(reply)}. Nothing was installed`,
  );
}

/** What an answer that deletes nothing means; undefined where that is for others to say. */
export function deletionRefusal(reply: PlatformReply): Error | undefined {
  const { status, said } = reply;
  if (said?.isPage) return undefined;
  if (status === CONFLICT || status === PRECONDITION_FAILED) {
    return new StaleRevisionError(
      `Another revision of the installations is current by now: ${answerText(reply)}`,
    );
  }
  if (status !== FORBIDDEN && !isDefiniteRefusal(status)) return undefined;
  return new InstallationRefusedError(
    `The application may not be deleted: ${answerText(reply)}. Remove it in ${APPLICATIONS_MENU}, as an administrator who may`,
  );
}

/** The list came without a revision, so nothing tells whether the application still is what the list showed. */
export function deletionWithoutRevision(): InstallationRefusedError {
  return new InstallationRefusedError(
    'app-install names no revision (ac-revision or ETag) with its list, and no deletion is safe without one. Nothing ' +
      `was sent. Remove the application in ${APPLICATIONS_MENU}`,
  );
}

function isQuota({ status, said }: PlatformReply): boolean {
  if (status < 400 || status === TOO_MANY_REQUESTS || said?.isPage) return false;
  if (status === INSUFFICIENT_STORAGE) return true;
  const words = said?.words ?? '';
  return status < 500 && QUOTA.test(words) && (/\bquota\b/i.test(words) || !OF_A_FIELD.test(words));
}
