import type { ApiCall, CallOptions } from '../../apis/api-call.js';
import type { ApiNamespaces, TableApiId } from '../../apis/index.js';
import type { LPClient } from '../../client/lp-client.js';
import { expandPath } from '../../http/path.js';

/** What a read may refer to. */
export interface DoctorContext {
  readonly accountId: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A status other than success that only somebody with access is given. */
export interface TellingStatus {
  readonly status: number;
  /** What it says, for the table. */
  readonly note: string;
}

/** The cheapest harmless read of one row. */
export interface DoctorRead {
  /** `<id>.<operation>` that is read. */
  readonly operation: string;
  readonly expected?: TellingStatus;
  /** @returns The status of the answer. */
  readonly send: (lp: LPClient, context: DoctorContext, signal?: AbortSignal) => Promise<number>;
}

type ReadOf<Id extends TableApiId> = DoctorRead & {
  readonly operation: `${Id}.${keyof ApiNamespaces[Id] & string}`;
};

type Start = (lp: LPClient, context: DoctorContext, options: CallOptions) => ApiCall<unknown>;

const MINUTE_MS = 60_000;
/** Lists are asked for the ids alone, where the operation can choose fields. */
const IDS = { select: 'id' } as const;
const UNKNOWN_VISIT = { visitorId: 'lp-toolbelt-doctor', sessionId: 'lp-toolbelt-doctor' } as const;

/** One read for each row of the privilege table. None changes anything, and none invokes a function. */
export const doctorReads: { readonly [Id in TableApiId]: ReadOf<Id> } = {
  dataAccess: read('dataAccess.listResources', (lp, _, options) => lp.dataAccess.listResources({}, options)),
  engagementHistory: read('engagementHistory.search', (lp, { now }, options) =>
    lp.engagementHistory.search(
      { start: { from: now - MINUTE_MS, to: now }, source: 'lp-toolbelt-doctor', limit: 1 },
      options,
    ),
  ),
  operationalRealtime: read('operationalRealtime.queueHealth', (lp, _, options) =>
    lp.operationalRealtime.queueHealth({ timeframe: 5 }, options),
  ),
  personalDataDeletion: read('personalDataDeletion.list', (lp, { now }, options) =>
    lp.personalDataDeletion.list({ status: 'NOT_STARTED', fromDate: new Date(now) }, options),
  ),
  users: read('users.list', (lp, _, options) => lp.users.list(IDS, options)),
  skills: read('skills.list', (lp, _, options) => lp.skills.list(IDS, options)),
  agentGroups: read('agentGroups.list', (lp, _, options) => lp.agentGroups.list(IDS, options)),
  profiles: read('profiles.list', (lp, _, options) => lp.profiles.list(IDS, options)),
  lobs: read('lobs.list', (lp, _, options) => lp.lobs.list(IDS, options)),
  workdays: read('workdays.list', (lp, _, options) => lp.workdays.list(IDS, options)),
  visitInformation: read(
    'visitInformation.get',
    (lp, _, options) => lp.visitInformation.get(UNKNOWN_VISIT, options),
    { status: 404, note: 'a visit that does not exist is not found' },
  ),
  validateEngagement: read(
    'validateEngagement.validate',
    (lp, _, options) => {
      const unknown = { ...UNKNOWN_VISIT, campaignId: 1, engagementId: 1, contextId: 1 };
      return lp.validateEngagement.validate(unknown, options);
    },
    { status: 404, note: 'an engagement that does not exist is not valid' },
  ),
  ivrEngagement: {
    operation: 'ivrEngagement.request',
    expected: {
      status: 400,
      note: 'a version that does not exist is refused, and no URL is issued',
    },
    send: refusedIvrRequest,
  },
  predefinedContent: read('predefinedContent.list', (lp, _, options) =>
    lp.predefinedContent.list(IDS, options),
  ),
  automaticMessages: read('automaticMessages.list', (lp, _, options) =>
    lp.automaticMessages.list({}, options),
  ),
  predefinedCategories: read('predefinedCategories.list', (lp, _, options) =>
    lp.predefinedCategories.list(IDS, options),
  ),
  unifiedAutomaticMessages: read('unifiedAutomaticMessages.list', (lp, _, options) =>
    lp.unifiedAutomaticMessages.list(IDS, options),
  ),
  agentStatusReason: read('agentStatusReason.list', (lp, _, options) =>
    lp.agentStatusReason.list({}, options),
  ),
  functions: read('functions.isImplemented', (lp, _, options) =>
    lp.functions.isImplemented({ eventId: 'conversational_command' }, options),
  ),
};

function read<Name extends string>(operation: Name, start: Start, expected?: TellingStatus) {
  const send: DoctorRead['send'] = async (lp, context, signal) =>
    (await start(lp, context, { signal }).withResponse()).status;
  return { operation, send, ...(expected !== undefined && { expected }) };
}

/** A request that is right would issue a URL for a caller; a version that does not exist is a documented 400. */
async function refusedIvrRequest(
  lp: LPClient,
  { accountId }: DoctorContext,
  signal?: AbortSignal,
): Promise<number> {
  const path = expandPath('/api/account/{accountId}/external/engagement', { accountId });
  const headers = { 'content-type': 'application/json' };
  const response = await lp('smt', `${path}?v=0`, { method: 'POST', headers, body: '{}', signal });
  await response.arrayBuffer();
  return response.status;
}
