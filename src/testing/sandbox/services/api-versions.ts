import { isJsonObject, parseJson, type SandboxRequest } from '../exchange.js';

// What LivePerson is known to take as `v`. This is the sandbox's own knowledge: it must not come from the operations of
// the client, which the sandbox judges. A version exists where it is documented or was seen in use, with all before it.

interface VersionRule {
  /** The numbers that exist. `1` and `1.0` are the same. */
  readonly known: readonly number[];
  /**
   * What becomes of a request without `v`: it is refused; or it is, unless the sandbox is to be as lenient as LivePerson
   * was observed to be, and then has this version; or it is answered.
   */
  readonly missing: 'refused' | { readonly observedAs: number } | 'answered';
  /** Whether `v` is a field of the body. */
  readonly inBody?: boolean;
}

/** No version is documented: `v` is one of the parameters that LivePerson does not look at. */
const NONE = 'none';

const upTo = (newest: number) => Array.from({ length: newest }, (_, index) => index + 1);
const required = (...known: readonly number[]): VersionRule => ({ known, missing: 'refused' });
const observedWithout = (observedAs: number, known: readonly number[]): VersionRule => {
  return { known, missing: { observedAs } };
};
/** leDataReporting answers requests without `v`, in an envelope (observed). */
const report = (...known: readonly number[]): VersionRule => ({ known, missing: 'answered' });

/** By API, and by operation where one differs. */
const VERSIONS: Readonly<Record<string, VersionRule | typeof NONE>> = {
  // 1.0 to 6.0 are in use, 6.0 is documented; without it the default is 2.0 (documented).
  users: observedWithout(2, upTo(6)),
  // The newest that is documented is 4.0, yet a client asks for 6.0; the default is 1.0 (documented).
  skills: observedWithout(1, upTo(6)),
  agentGroups: required(...upTo(4)),
  'agentGroups.list': observedWithout(1, upTo(4)),
  profiles: required(...upTo(4)),
  lobs: required(...upTo(4)),
  workdays: required(1),
  // Clients ask for 1.0, 2.0 and 4.0; the documentation names none.
  agentStatusReason: required(...upTo(4)),
  'agentStatusReason.list': observedWithout(1, upTo(4)),
  predefinedCategories: required(1, 2),
  predefinedContent: required(1, 2),
  'predefinedContent.list': observedWithout(2, [1, 2]),
  'predefinedContent.listDefaults': NONE,
  'predefinedContent.getDefault': NONE,
  automaticMessages: required(1),
  unifiedAutomaticMessages: required(2),
  dataAccess: NONE,
  engagementHistory: NONE,
  personalDataDeletion: NONE,
  // 2 adds what is not authenticated; `v` may be left out (documented). That all three take it is inferred.
  messagingInteractions: { known: [1, 2], missing: 'answered' },
  visitInformation: required(1),
  validateEngagement: required(1),
  ivrEngagement: required(1),
  engagementAttributes: required(1),
  'operationalRealtime.queueHealth': report(1),
  'operationalRealtime.engagementActivity': report(1),
  'operationalRealtime.agentActivity': report(1, 2),
  'operationalRealtime.agentActivityPost': { ...report(1, 2), inBody: true },
  'operationalRealtime.currentQueueState': report(1, 2),
  'operationalRealtime.slaHistogram': report(1),
  'operationalRealtime.messagingConversation': report(1),
  'operationalRealtime.messagingConversationPost': { ...report(1), inBody: true },
  'operationalRealtime.messagingQueueHealth': report(1, 2),
  'operationalRealtime.messagingCurrentQueueHealth': report(1, 2),
  'operationalRealtime.messagingQueueHealthByGroup': report(1),
  'operationalRealtime.messagingCsatDistribution': report(1),
  'operationalRealtime.messagingAgentSegments': report(1),
  'operationalRealtime.messagingSkillSegments': report(1),
  'operationalRealtime.messagingEstimatedWaitTime': report(1),
  // The forms of V2 have no `v`; with 1 they are those of V1.
  functions: { known: [1], missing: 'answered' },
};

/** What `v` of a request comes to. */
export interface ReadVersion {
  /** Undefined where it names none and has none by default. */
  readonly version?: number | undefined;
  /** Why it is refused: a version that never existed, or none where one is required. */
  readonly problem?: string;
}

/**
 * Reads the version that a request asks for.
 *
 * @param api For example `users`.
 * @param operation For example `list`.
 */
export function readVersion(request: SandboxRequest, api: string, operation: string): ReadVersion {
  const rule = VERSIONS[`${api}.${operation}`] ?? VERSIONS[api];
  if (rule === undefined) throw new Error(`The sandbox knows no versions of ${api}.${operation}`);
  if (rule === NONE) return {};
  const asked = rule.inBody ? versionInBody(request) : request.query.get('v');
  if (asked === null) return withoutVersion(request, rule);
  const version = /^\d+(\.\d+)?$/.test(asked) ? Number(asked) : Number.NaN;
  return rule.known.includes(version) ? { version } : refused(request, rule);
}

function versionInBody(request: SandboxRequest): string | null {
  const body = parseJson(request.body);
  const version = isJsonObject(body) && Object.hasOwn(body, 'v') ? body.v : undefined;
  return version === undefined || version === null ? null : String(version);
}

function withoutVersion(request: SandboxRequest, rule: VersionRule): ReadVersion {
  const { missing } = rule;
  if (missing === 'answered') return {};
  if (missing === 'refused' || !request.leniency.missingVersion) return refused(request, rule);
  return { version: missing.observedAs };
}

/** smt has words of its own (documented). */
function refused({ service }: SandboxRequest, { known }: VersionRule): ReadVersion {
  if (service === 'smt') return { problem: 'Illegal Version' };
  return { problem: `The parameter "v" must be ${known.join(' or ')}` };
}
