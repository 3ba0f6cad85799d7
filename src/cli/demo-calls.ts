import type { ApiCall } from '../apis/api-call.js';
import type { ApiNamespaces } from '../apis/index.js';
import type { LPClient } from '../client/lp-client.js';
import type { Fixtures } from '../testing/fixtures.js';

/** `<id>.<operation>` of every operation of the privilege table, for example `users.get`. */
export type OperationName = {
  [Id in keyof ApiNamespaces]: `${Id}.${keyof ApiNamespaces[Id] & string}`;
}[keyof ApiNamespaces];

/** What came of a call that was answered well. */
export interface DemoAnswer {
  readonly status: number;
  /** Length of a list, else 1. */
  readonly items: number;
}

/** How the demo calls an operation, and what it expects. */
export interface DemoCall {
  readonly expectedStatus: number;
  readonly send: (lp: LPClient, data: Fixtures, signal?: AbortSignal) => Promise<DemoAnswer>;
}

type Start<T> = (lp: LPClient, data: Fixtures, options: { signal: AbortSignal | undefined }) => ApiCall<T>;

const DAY_MS = 86_400_000;

/** One call for each operation, with arguments that the sandbox has data for. */
export const demoCalls: Readonly<Record<OperationName, DemoCall>> = {
  'engagementHistory.search': answers(
    (lp, { baseTime }, options) =>
      lp.engagementHistory.search(
        { start: { from: baseTime - 30 * DAY_MS, to: baseTime }, source: 'lp-toolbelt-demo', limit: 100 },
        options,
      ),
    (page) => page.interactionHistoryRecords.length,
  ),
  'users.list': answersList((lp, _data, options) => lp.users.list({}, options)),
  'users.get': answers((lp, { users }, options) => lp.users.get({ userId: first(users).id }, options)),
  'skills.list': answersList((lp, _data, options) => lp.skills.list({}, options)),
  'skills.get': answers((lp, { skills }, options) => lp.skills.get({ skillId: first(skills).id }, options)),
  'functions.invoke': answers((lp, { functions }, options) =>
    lp.functions.invoke({ functionUuid: functions.echo.uuid, payload: { from: 'the demo' } }, options),
  ),
  'functions.invokeByEvent': answersList((lp, { functions }, options) =>
    lp.functions.invokeByEvent({ eventId: functions.echo.eventId, payload: { from: 'the demo' } }, options),
  ),
  'functions.isImplemented': answers((lp, { functions }, options) =>
    lp.functions.isImplemented({ eventId: functions.echo.eventId }, options),
  ),
  'functions.invokeV1': answers((lp, { functions }, options) =>
    lp.functions.invokeV1({ functionUuid: functions.echo.uuid, payload: { from: 'the demo' } }, options),
  ),
  'functions.invokeByEventV1': answersList((lp, { functions }, options) =>
    lp.functions.invokeByEventV1({ eventId: functions.echo.eventId, payload: { from: 'the demo' } }, options),
  ),
  'functions.isImplementedV1': answers((lp, { functions }, options) =>
    lp.functions.isImplementedV1({ eventId: functions.echo.eventId }, options),
  ),
};

function answersList<T>(start: Start<readonly T[]>): DemoCall {
  return answers(start, (items) => items.length);
}

function answers<T>(start: Start<T>, countItems: (data: T) => number = () => 1): DemoCall {
  return {
    expectedStatus: 200,
    send: async (lp, data, signal) => {
      const response = await start(lp, data, { signal }).withResponse();
      return { status: response.status, items: countItems(response.data) };
    },
  };
}

function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('The sandbox has no data to call with');
  return item;
}
