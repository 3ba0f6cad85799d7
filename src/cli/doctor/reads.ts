import type { ApiCall, CallOptions } from '../../apis/api-call.js';
import type { ApiNamespaces, TableApiId } from '../../apis/index.js';
import type { LPClient } from '../../client/lp-client.js';
import { expandPath } from '../../http/path.js';

/** What a read may refer to. */
export interface DoctorContext {
  readonly accountId: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Whether answers are compared with what the library knows: they are to hold all fields, and some items, then. */
  readonly compared: boolean;
}

/** What a read is told. */
export interface DoctorAnswer {
  readonly status: number;
  /** Value of the typed call; absent when the read has none. */
  readonly data?: unknown;
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
  readonly send: (lp: LPClient, context: DoctorContext, signal?: AbortSignal) => Promise<DoctorAnswer>;
}

type ReadOf<Id extends TableApiId> = DoctorRead & {
  readonly operation: `${Id}.${keyof ApiNamespaces[Id] & string}`;
};

type Start = (lp: LPClient, context: DoctorContext, options: CallOptions) => ApiCall<unknown>;

const MINUTE_MS = 60_000;
const MONTH_MS = 30 * 24 * 60 * MINUTE_MS;
const UNKNOWN_VISIT = { visitorId: 'lp-toolbelt-doctor', sessionId: 'lp-toolbelt-doctor' } as const;

/** One read for each row of the privilege table. None changes anything, and none invokes a function. */
export const doctorReads: { readonly [Id in TableApiId]: ReadOf<Id> } = {
  dataAccess: read('dataAccess.listResources', (lp, _, options) => lp.dataAccess.listResources({}, options)),
  engagementHistory: read('engagementHistory.search', (lp, context, options) =>
    lp.engagementHistory.search(
      {
        start: { from: startOf(context), to: context.now },
        source: 'lp-toolbelt-doctor',
        limit: context.compared ? 10 : 1,
      },
      options,
    ),
  ),
  operationalRealtime: read('operationalRealtime.queueHealth', (lp, _, options) =>
    lp.operationalRealtime.queueHealth({ timeframe: 5 }, options),
  ),
  personalDataDeletion: read('personalDataDeletion.list', (lp, context, options) => {
    const fromDate = new Date(startOf(context));
    return lp.personalDataDeletion.list(
      context.compared ? { fromDate } : { status: 'NOT_STARTED', fromDate },
      options,
    );
  }),
  users: read('users.list', (lp, context, options) => lp.users.list(fieldsOf(context), options)),
  skills: read('skills.list', (lp, context, options) => lp.skills.list(fieldsOf(context), options)),
  agentGroups: read('agentGroups.list', (lp, context, options) =>
    lp.agentGroups.list(fieldsOf(context), options),
  ),
  profiles: read('profiles.list', (lp, context, options) => lp.profiles.list(fieldsOf(context), options)),
  lobs: read('lobs.list', (lp, context, options) => lp.lobs.list(fieldsOf(context), options)),
  workdays: read('workdays.list', (lp, context, options) => lp.workdays.list(fieldsOf(context), options)),
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
  predefinedContent: read('predefinedContent.list', (lp, context, options) =>
    lp.predefinedContent.list(fieldsOf(context), options),
  ),
  automaticMessages: read('automaticMessages.list', (lp, _, options) =>
    lp.automaticMessages.list({}, options),
  ),
  predefinedCategories: read('predefinedCategories.list', (lp, context, options) =>
    lp.predefinedCategories.list(fieldsOf(context), options),
  ),
  unifiedAutomaticMessages: read('unifiedAutomaticMessages.list', (lp, context, options) =>
    lp.unifiedAutomaticMessages.list(fieldsOf(context), options),
  ),
  agentStatusReason: read('agentStatusReason.list', (lp, _, options) =>
    lp.agentStatusReason.list({}, options),
  ),
  functions: read('functions.isImplemented', (lp, _, options) =>
    lp.functions.isImplemented({ eventId: 'conversational_command' }, options),
  ),
};

function read<Name extends string>(operation: Name, start: Start, expected?: TellingStatus) {
  const send: DoctorRead['send'] = (lp, context, signal) => start(lp, context, { signal }).withResponse();
  return { operation, send, ...(expected !== undefined && { expected }) };
}

/** Whether only somebody with access is given this status, though it is no success. */
export function isExpected(
  read: DoctorRead,
  status: number | null,
): read is DoctorRead & { readonly expected: TellingStatus } {
  return read.expected !== undefined && read.expected.status === status;
}

/** Lists are asked for the ids alone, where the operation can choose fields and they are not compared. */
function fieldsOf({ compared }: DoctorContext): { select: string } {
  return { select: compared ? '$all' : 'id' };
}

/** Where the range of a read begins. */
function startOf({ now, compared }: DoctorContext): number {
  return now - (compared ? MONTH_MS : MINUTE_MS);
}

/** A request that is right would issue a URL for a caller; a version that does not exist is a documented 400. */
async function refusedIvrRequest(
  lp: LPClient,
  { accountId }: DoctorContext,
  signal?: AbortSignal,
): Promise<DoctorAnswer> {
  const path = expandPath('/api/account/{accountId}/external/engagement', { accountId });
  const headers = { 'content-type': 'application/json' };
  const response = await lp('smt', `${path}?v=0`, { method: 'POST', headers, body: '{}', signal });
  await response.arrayBuffer();
  return { status: response.status };
}
