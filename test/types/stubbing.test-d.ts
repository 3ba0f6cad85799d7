import { mock } from 'node:test';
import sinon from 'sinon';
import { describe, expectTypeOf, it, vi } from 'vitest';
import type { ApiCall, ApiList, Interaction, InteractionPage, LPClient, User } from '../../src/index.js';
import { answerOf, listOf } from '../../src/testing.js';

declare const lp: LPClient;
declare const user: User;
declare const chat: Interaction;
declare const page: InteractionPage;

describe('an operation', () => {
  it('is replaced by vi', () => {
    vi.spyOn(lp.users, 'list').mockReturnValue(listOf([user]));
    vi.spyOn(lp.users, 'get').mockReturnValue(answerOf(user, { status: 200, headers: {}, revision: '1742' }));
    vi.spyOn(lp.users, 'get').mockImplementation(() => answerOf(Promise.reject(new Error('made up'))));
    vi.spyOn(lp.engagementHistory, 'search').mockReturnValue(listOf([chat], page));
    vi.spyOn(lp.engagementHistory, 'search').mockImplementation(() =>
      listOf([], Promise.reject(new Error())),
    );
    vi.spyOn(lp.functions, 'invoke').mockReturnValue(answerOf({ any: 'value' }));
    // @ts-expect-error a list of users, not of texts
    vi.spyOn(lp.users, 'list').mockReturnValue(listOf(['text']));
    // @ts-expect-error a promise has no withResponse
    vi.spyOn(lp.users, 'get').mockReturnValue(Promise.resolve(user));
  });

  it('is replaced by sinon, node:test and assignment', () => {
    sinon.stub(lp.users, 'list').returns(listOf([user]));
    sinon.stub(lp.users, 'get').returns(answerOf(user));
    mock.method(lp.users, 'list', () => listOf([user]));
    lp.users.list = () => listOf([user]);
    lp.users = { list: () => listOf([user]), get: () => answerOf(user) };
    // @ts-expect-error a namespace has all of its operations
    lp.users = { list: () => listOf([user]) };
  });
});

describe('what a stub returns', () => {
  it('has the type of a call', () => {
    expectTypeOf(answerOf(user)).toEqualTypeOf<ApiCall<User>>();
    expectTypeOf(listOf([user])).toEqualTypeOf<ApiList<User>>();
    expectTypeOf(listOf([chat], page)).toEqualTypeOf<ApiList<Interaction, InteractionPage>>();
  });
});
