import type { Readable } from 'node:stream';
import { describe, expectTypeOf, it } from 'vitest';
import {
  type ApiNamespaces,
  type CallOptions,
  type LPBody,
  type LPClient,
  type LPHeaders,
  type LPRequestOptions,
  type LPResponse,
  LpServices,
} from '../../src/index.js';

declare const lp: LPClient;
declare const other: LPClient;
declare const response: LPResponse;
const path = '/api/account/1/configuration/le-users/users?v=6.0';

describe('LPClient', () => {
  it('is called as the official one is', () => {
    expectTypeOf(lp(LpServices.ACCOUNT_CONFIG_READ_ONLY, path)).toEqualTypeOf<Promise<LPResponse>>();
    expectTypeOf(lp('accountConfigReadOnly', path, {})).resolves.toEqualTypeOf<LPResponse>();
    expectTypeOf(lp('aServiceOfTomorrow', path, undefined)).resolves.toEqualTypeOf<LPResponse>();
    expectTypeOf<LPClient>().parameters.toEqualTypeOf<
      [service: Parameters<LPClient>[0], path: string, options?: LPRequestOptions]
    >();
    // @ts-expect-error the path is missing
    lp(LpServices.MSG_HIST);
    // @ts-expect-error a service is named by a text
    lp(5, path);
  });

  it('has every namespace of the privilege table, which a test may replace', () => {
    expectTypeOf<LPClient>().toExtend<ApiNamespaces>();
    expectTypeOf(lp.users).toEqualTypeOf<ApiNamespaces['users']>();
    expectTypeOf(lp.functions).toEqualTypeOf<ApiNamespaces['functions']>();
    lp.users = other.users;
    lp.users.list = other.users.list;
    // @ts-expect-error no namespace of users
    lp.users = other.skills;
    // @ts-expect-error no such namespace
    lp.user;
  });
});

describe('options of a raw call', () => {
  it('take bodies and headers as fetch does', () => {
    expectTypeOf<string>().toExtend<LPBody>();
    expectTypeOf<Buffer>().toExtend<LPBody>();
    expectTypeOf<FormData>().toExtend<LPBody>();
    expectTypeOf<ReadableStream>().toExtend<LPBody>();
    expectTypeOf<Readable>().toExtend<LPBody>();
    expectTypeOf<Headers>().toExtend<LPHeaders>();
    expectTypeOf<[string, string][]>().toExtend<LPHeaders>();
    expectTypeOf<Map<string, string>>().toExtend<LPHeaders>();
    expectTypeOf<{ accept: string; 'x-count': number }>().toExtend<LPHeaders>();
    // @ts-expect-error an object is no body: JSON.stringify it
    lp('msgHist', path, { method: 'POST', body: { a: 1 } });
  });

  it('take what every call takes', () => {
    expectTypeOf<LPRequestOptions>().toExtend<CallOptions>();
    lp('msgHist', path, {
      signal: null,
      timeoutMs: 1,
      deadlineMs: 1,
      retry: false,
      appKeySecretName: 'MINE',
    });
    lp('msgHist', path, { signal: AbortSignal.abort(), retry: { attempts: 2 } });
    // @ts-expect-error retries are options, or false
    lp('msgHist', path, { retry: true });
  });

  it('take the other fields of RequestInit, and no unknown ones', () => {
    lp('msgHist', path, { method: 'POST', redirect: 'follow', credentials: 'include', keepalive: true });
    const init = {
      method: 'POST',
      headers: { accept: '*/*' },
      body: 'x',
      redirect: 'manual',
    } satisfies RequestInit;
    lp('msgHist', path, init);
    // @ts-expect-error a misspelt option
    lp('msgHist', path, { methods: 'POST' });
  });
});

describe('LPResponse', () => {
  it('has the members of Response', () => {
    type Shared = 'status' | 'ok' | 'statusText' | 'url' | 'headers' | 'redirected' | 'bodyUsed';
    expectTypeOf<Pick<LPResponse, Shared>>().toExtend<Pick<Response, Shared>>();
    expectTypeOf(response.text()).toEqualTypeOf<Promise<string>>();
    expectTypeOf(response.bytes()).resolves.toExtend<Uint8Array>();
    expectTypeOf(response.arrayBuffer()).toEqualTypeOf<Promise<ArrayBuffer>>();
    expectTypeOf(response.clone()).toEqualTypeOf<LPResponse>();
  });

  it('has one `any`: what json gives, unless it is named', () => {
    expectTypeOf(response.json()).resolves.toBeAny();
    expectTypeOf(response.json<{ a: 1 }>()).resolves.toEqualTypeOf<{ a: 1 }>();
    expectTypeOf(response.headers.get('a')).not.toBeAny();
    expectTypeOf(response.body).not.toBeAny();
    expectTypeOf(response.blob()).resolves.not.toBeAny();
    expectTypeOf(response.formData()).resolves.not.toBeAny();
    expectTypeOf(lp.functions.invoke({ functionUuid: '' })).resolves.toBeUnknown();
  });
});
