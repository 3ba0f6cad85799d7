import { automaticMessages } from '../../../apis/account-config/automatic-messages.js';
import type {
  UnifiedAutomaticMessage,
  UnifiedAutomaticMessageText,
} from '../../../apis/account-config/unified-automatic-message.js';
import { unifiedAutomaticMessages } from '../../../apis/account-config/unified-automatic-messages.js';
import type { FixtureUnifiedMessage } from '../../fixtures/content.js';
import type { Fixtures } from '../../fixtures/fixtures.js';
import type { Answer, Handler, SandboxRequest } from '../exchange.js';
import { type OperationHandlers, refusal } from './api-routes.js';
import { checkRead, readFlag, readHandlers } from './collection-reads.js';
import { readTexts } from './localised-texts.js';
import { selectFields } from './select-fields.js';

const REVISIONS = { automaticMessages: '2409', unifiedAutomaticMessages: '2510' } as const;
const VIEWS = ['BY_CONTEXT', 'FILTER_PER_SKILL'] as const;

/** Reads of the older API. Its pages name 304 and no header with the revision; the sandbox sends one. */
export function automaticMessageHandlers({ automaticMessages: items }: Fixtures): OperationHandlers {
  const revision = REVISIONS.automaticMessages;
  return readHandlers(
    { items, revision, headers: { 'ac-revision': revision } },
    { list: undefined, get: undefined, onlySelected: [] },
    automaticMessages.operations,
  );
}

/** Where messages may be defined. */
interface AccountContexts {
  readonly accountId: string;
  /** Ids of the skills that exist. */
  readonly skillIds: readonly string[];
  /** Whether answers have the form that code of 2025 reads. */
  readonly isNewer: boolean;
}

interface Context {
  readonly type: 'ACCOUNT' | 'SKILL';
  readonly id: string;
}

/** Reads of messages in a context: the texts of a skill go over those of the account, these over the defaults. */
export function unifiedMessageHandlers(fixtures: Fixtures): OperationHandlers {
  const skillIds = fixtures.skills.filter(({ deleted }) => !deleted).map(({ id }) => String(id));
  const isNewer = fixtures.unifiedMessageForm === 'newer';
  const account: AccountContexts = { accountId: fixtures.accountId, skillIds, isNewer };
  const { list, get, getByContext } = unifiedAutomaticMessages.operations;
  const messages = fixtures.unifiedAutomaticMessages;
  return {
    list: reading(list, (request, read) => {
      const hasContexts = readView(request, VIEWS);
      const context = hasContexts ? accountOf(account) : readContext(request, account);
      return messages
        .filter(({ deleted }) => read.includeDeleted || !deleted)
        .map((message) => {
          const contexts = hasContexts ? { contexts: shownContexts(message, account) } : {};
          return read.select({ ...inContext(request, message, context, account), ...contexts });
        });
    }),
    get: reading(get, (request, read) => {
      readView(request, []);
      const context = readContext(request, account);
      return read.select(inContext(request, find(request, messages, read), context, account));
    }),
    getByContext: reading(getByContext, (request, read) => {
      const message = find(request, messages, read);
      const one = (context: Context) => read.select(inContext(request, message, context, account));
      const { SKILL, ACCOUNT } = contextsOf(message, account);
      const skills = SKILL.map((id): [string, object] => [
        id,
        { ...one({ type: 'SKILL', id }), skillId: Number(id) },
      ]);
      const accounts = ACCOUNT.map((id): [string, object] => [id, one({ type: 'ACCOUNT', id })]);
      const form = (entries: [string, object][]) =>
        isNewer ? entries.map(([, one]) => one) : Object.fromEntries(entries);
      return { SKILL: form(skills), ACCOUNT: form(accounts) };
    }),
    listDefaults: () => ({ status: 200, body: defaultsOf(messages) }),
  };
}

/** In the form that the clients which read them know, not in that of the documentation. */
function defaultsOf(messages: readonly FixtureUnifiedMessage[]): UnifiedAutomaticMessage[] {
  return messages
    .filter(({ deleted }) => !deleted)
    .map(({ messageEventId: id, deleted, enabled, attributes, defaults }) => {
      const data = Object.entries(defaults).map(([lang, msg]) => ({ msg, lang, isDefault: true }));
      const timer = attributes === undefined ? {} : { attributes: Object.assign({}, ...attributes) };
      return { id, deleted, enabled, data, ...timer };
    });
}

interface Read {
  readonly includeDeleted: boolean;
  /** Chooses fields; what tells a message apart stays. */
  readonly select: (message: Message) => object;
}

interface Message {
  readonly messageEventId: string;
  readonly deleted: boolean;
}

type UnifiedOperation = (typeof unifiedAutomaticMessages.operations)['list'];

function reading(
  operation: UnifiedOperation,
  body: (request: SandboxRequest, read: Read) => unknown,
): Handler {
  const parameters = operation.parameters();
  return (request): Answer => {
    const { selection, includeDeleted } = checkRead(request, parameters, undefined);
    const select = (message: Message) => {
      const { messageEventId, deleted } = message;
      return { messageEventId, deleted, ...(selectFields(message, selection) as object) };
    };
    const answer = body(request, { includeDeleted, select });
    const revision = REVISIONS.unifiedAutomaticMessages;
    const headers = { 'ac-revision': revision };
    if (request.headers['if-match'] === revision) return { status: 304, headers };
    return { status: 200, headers, body: answer };
  };
}

/** Whether a view is asked for that tells the contexts. */
function readView(request: SandboxRequest, known: readonly string[]): boolean {
  const view = request.query.get('view');
  if (view === null) return false;
  if (!known.includes(view)) throw refusal(request, 'bad-request', 'The query parameter "view" is unknown');
  return true;
}

function readContext(request: SandboxRequest, account: AccountContexts): Context {
  const type = request.query.get('context_type') ?? 'ACCOUNT';
  if (type !== 'ACCOUNT' && type !== 'SKILL') {
    throw refusal(request, 'bad-request', 'The query parameter "context_type" must be ACCOUNT or SKILL');
  }
  const id = request.query.get('context_id') ?? account.accountId;
  const known = type === 'ACCOUNT' ? [account.accountId] : account.skillIds;
  if (!known.includes(id)) throw refusal(request, 'not-found', 'Data not found');
  return { type, id };
}

function accountOf({ accountId }: AccountContexts): Context {
  return { type: 'ACCOUNT', id: accountId };
}

function contextsOf({ skills }: FixtureUnifiedMessage, { accountId }: AccountContexts) {
  return { SKILL: Object.keys(skills), ACCOUNT: [accountId] };
}

/** Skills with whether the message is active there, in the newer form. */
function shownContexts(message: FixtureUnifiedMessage, account: AccountContexts) {
  const { SKILL, ACCOUNT } = contextsOf(message, account);
  if (!account.isNewer) return { SKILL, ACCOUNT };
  return { SKILL: SKILL.map((skillId) => ({ skillId, enabled: message.enabled })), ACCOUNT };
}

function find(
  request: SandboxRequest,
  messages: readonly FixtureUnifiedMessage[],
  { includeDeleted }: Read,
): FixtureUnifiedMessage {
  const found = messages.find(({ messageEventId, deleted }) => {
    return messageEventId === request.params.messageEventId && (includeDeleted || !deleted);
  });
  if (found === undefined) throw refusal(request, 'not-found', 'Data not found');
  return found;
}

function inContext(
  request: SandboxRequest,
  message: FixtureUnifiedMessage,
  context: Context,
  { isNewer }: AccountContexts,
): Message {
  const { messageEventId, deleted, enabled, attributes } = message;
  const withDefaults = request.query.get('merge_data') === null || readFlag(request, 'merge_data');
  const written = context.type === 'SKILL' ? message.skills[context.id] : message.account;
  const inherited = context.type === 'SKILL' ? { ...message.defaults, ...message.account } : message.defaults;
  const texts = { ...(withDefaults ? inherited : {}), ...written };
  const data = Object.entries(texts).map(([lang, msg]): UnifiedAutomaticMessageText => ({ msg, lang }));
  const fields = {
    messageEventId,
    deleted,
    enabled,
    data: readTexts(request)(data),
    ...(isNewer ? { id: messageEventId } : {}),
    ...(attributes === undefined
      ? {}
      : { attributes: isNewer ? Object.assign({}, ...attributes) : attributes }),
  };
  return fields;
}
