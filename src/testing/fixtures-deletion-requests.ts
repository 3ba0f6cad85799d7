import type { DeletionRequest, DeletionRequestStatus } from '../apis/personal-data-deletion.js';
import type { User } from '../apis/users.js';
import type { SeededRandom } from './fixtures-random.js';

const DAY_MS = 86_400_000;

/** Requests of the three months before the base time, oldest first, in every state. */
export function makeDeletionRequests(
  random: SeededRandom,
  { accountId, baseTime, users }: { accountId: string; baseTime: number; users: readonly User[] },
): DeletionRequest[] {
  const states: readonly DeletionRequestStatus[] = ['DONE', 'CANCELED', 'IN_PROGRESS', 'NOT_STARTED'];
  const [administrator] = users;
  return Array.from({ length: 12 }, (_, index): DeletionRequest => {
    const daysAgo = 84 - index * 7;
    return {
      request_id: 4_090 + index,
      siteid: accountId,
      request_time: new Date(baseTime - daysAgo * DAY_MS + random.whole(0, 3_600_000)).toISOString(),
      requested_by: String(administrator?.id ?? 'api_user'),
      status: states[Math.floor(index / 3)] ?? 'DONE',
    };
  });
}
