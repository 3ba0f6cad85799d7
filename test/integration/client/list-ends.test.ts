import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LPClient } from '../../../src/client/lp-client.js';
import { ResponseValidationError } from '../../../src/errors/index.js';
import type { ToolbeltInstance } from '../../../src/toolbelt/account.js';
import { failureOf, json, type ScriptedAccount, startAccount } from './harness.js';

interface Asked {
  readonly offset: number;
  readonly limit: number;
}

/** Answers a page; undefined is 204. */
type Answer = (asked: Asked, request: number) => { items: readonly unknown[]; count: unknown } | undefined;

const START = { start: { from: 1_770_000_000_000, to: 1_770_100_000_000 }, source: 'tests', limit: 50 };
const LISTS: Readonly<Record<string, (lp: LPClient) => AsyncIterable<unknown>>> = {
  'engagementHistory.search': (lp) => lp.engagementHistory.search(START),
  'messagingInteractions.search': (lp) => lp.messagingInteractions.search(START),
  'messagingInteractions.listByConsumer': (lp) =>
    lp.messagingInteractions.listByConsumer({ consumer: 'c', source: 'tests', limit: 50 }),
};

const page = (start: number, length = 50) =>
  Array.from({ length }, (_, index) => ({ info: { id: start + index, startTimeL: 1, accountId: '1' } }));

let account: ScriptedAccount;
let answer: Answer;
let toolbelt: ToolbeltInstance;
let lp: LPClient;

beforeAll(async () => {
  account = await startAccount(({ path }, response) => {
    const query = new URL(path, 'https://localhost').searchParams;
    const asked = { offset: Number(query.get('offset') ?? 0), limit: Number(query.get('limit') ?? 50) };
    const given = answer(asked, account.received.length - before - 1);
    if (given === undefined) return void response.writeHead(204).end();
    const { items, count } = given;
    json(response, {
      _metadata: { count },
      [path.startsWith('/interaction') ? 'interactionHistoryRecords' : 'conversationHistoryRecords']: items,
    });
  });
  toolbelt = account.toolbelt({ responseValidation: 'off' });
  lp = toolbelt.LPClient();
});
let before = 0;
afterEach(() => {
  before = account.received.length;
});
afterAll(() => account[Symbol.asyncDispose]());

/** What the list gave before it ended, and with which error. */
async function walk(name: string) {
  const given: unknown[] = [];
  const iterate = async () => {
    for await (const item of LISTS[name]?.(lp) ?? []) given.push(item);
  };
  const error = await failureOf(iterate());
  return { given, error, requests: account.received.length - before };
}

describe.each(Object.keys(LISTS))('%s', (name) => {
  it('ends with an error where the server does not heed the offset', async () => {
    answer = () => ({ items: page(0), count: 300 });
    const { given, error, requests } = await walk(name);
    expect(error).toBeInstanceOf(ResponseValidationError);
    expect(error).toMatchObject({ operation: name });
    expect(error.message).toMatch(
      /at offset 50 the page of offset 0 came again; a total of 300 was promised/,
    );
    expect([given.length, requests]).toEqual([50, 2]);
  });

  it('ends with an error where the server does not heed the offset, and promises ever more', async () => {
    answer = ({ offset }) => ({ items: page(0), count: offset + 300 });
    const { error, requests } = await walk(name);
    expect(error.message).toMatch(/the page of offset \d+ came again/);
    expect(requests).toBeLessThan(10);
  });

  it('ends with an error where pages go round in a circle', async () => {
    answer = (_, request) => ({ items: page((request % 3) * 50), count: 1e9 });
    const { error, requests } = await walk(name);
    expect(error.message).toMatch(/came again; a total of 1000000000 was promised/);
    expect(requests).toBeLessThan(12);
  });

  it('ends with an error where there is nothing before the total', async () => {
    answer = ({ offset }) => ({ items: offset < 100 ? page(offset) : [], count: 300 });
    const { given, error } = await walk(name);
    expect(error.message).toMatch(/at offset 100 there is nothing, but a total of 300 was promised/);
    expect(given).toHaveLength(100);
  });

  it('ends with an error where a later page is answered with 204', async () => {
    answer = ({ offset }) => (offset < 100 ? { items: page(offset), count: 300 } : undefined);
    const { given, error } = await walk(name);
    expect(error.message).toMatch(/at offset 100 the list ends, but a total of 300 was promised/);
    expect(given).toHaveLength(100);
  });

  it.each([null, '300', -1, {}, undefined])('ends with an error at the total %j', async (count) => {
    answer = ({ offset }) => ({ items: page(offset), count });
    const { given, error } = await walk(name);
    expect(error).toBeInstanceOf(ResponseValidationError);
    expect(error.message).toMatch(/at offset 0 the total promised is/);
    expect(given).toEqual([]);
  });

  it('gives all of a list that is shifted while it is read', async () => {
    let newest = 0;
    answer = ({ offset, limit }) => {
      newest += 3;
      return { items: page(offset - newest, Math.min(limit, 130 + newest - offset)), count: 130 + newest };
    };
    const ids: unknown[] = [];
    for await (const item of LISTS[name]?.(lp) ?? []) ids.push((item as { info: { id: number } }).info.id);
    expect(new Set(ids).size).toBe(133);
    expect(ids.at(-1)).toBe(129);
  });
});
