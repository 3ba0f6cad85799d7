import { Readable } from 'node:stream';
import { describe, expectTypeOf, it } from 'vitest';
import {
  type LPBody,
  type LPClient,
  type LPHeaders,
  type LPRequestOptions,
  type LPResponse,
  LpServices,
  Toolbelt,
} from '../../src/index.js';

// Compiled twice: with the globals of @types/node, and, by dom/tsconfig.json, with those of lib.dom.

declare const lp: LPClient;
declare const init: RequestInit;
declare const answer: LPResponse;

describe('a raw call in place of fetch', () => {
  it('takes a RequestInit', () => {
    expectTypeOf<RequestInit>().toExtend<LPRequestOptions>();
    expectTypeOf<NonNullable<RequestInit['headers']>>().toExtend<LPHeaders>();
    expectTypeOf<RequestInit['body']>().toExtend<LPBody | undefined>();
    expectTypeOf<NonNullable<Response['body']>>().toExtend<LPBody>();
    expectTypeOf(lp('msgHist', '/a', init)).resolves.toEqualTypeOf<LPResponse>();
    expectTypeOf(
      lp('msgHist', '/a', { ...init, appKeySecretName: 'MINE' }),
    ).resolves.toEqualTypeOf<LPResponse>();
  });

  it('takes bytes of any kind, and what gives them one after the other', () => {
    expectTypeOf<DataView>().toExtend<LPBody>();
    expectTypeOf<Uint16Array>().toExtend<LPBody>();
    expectTypeOf<Buffer>().toExtend<LPBody>();
    expectTypeOf<Readable>().toExtend<LPBody>();
    // @ts-expect-error an object is no body: JSON.stringify it
    lp('msgHist', '/a', { body: { a: 1 } });
    // @ts-expect-error a number is none either
    lp('msgHist', '/a', { body: 5 });
  });

  it('gives what a function of a Response takes', async () => {
    const read = async (response: Response): Promise<string> => `${response.status} ${await response.text()}`;
    await read(answer);
    await read(answer.clone());
    const response: Response = await lp(LpServices.MSG_HIST, '/a');
    expectTypeOf(response.json()).resolves.not.toBeNever();
    expectTypeOf<LPResponse>().toExtend<Response>();
    const call: (service: string, path: string, init?: RequestInit) => Promise<Response> = lp;
    await call('msgHist', '/a', { method: 'POST', headers: new Headers(), body: 'x' });
  });

  it('gives members that say what they are', () => {
    expectTypeOf(answer.body).toEqualTypeOf<Response['body']>();
    expectTypeOf(answer.headers).toEqualTypeOf<Headers>();
    expectTypeOf<LPResponse['redirected']>().toExtend<boolean>();
    expectTypeOf<LPResponse['type']>().toExtend<Response['type']>();
    expectTypeOf(answer.clone()).toEqualTypeOf<LPResponse>();
  });
});

describe('LpServices', () => {
  it('is a type too, as an enum is', () => {
    const service: LpServices = LpServices.SMT;
    expectTypeOf(service).toEqualTypeOf<'smt'>();
    expectTypeOf<LpServices>().toExtend<Parameters<LPClient>[0]>();
    lp(service, '/a');
    // @ts-expect-error no service of the enum
    const other: LpServices = 'aServiceOfTomorrow';
    expectTypeOf(other).toBeString();
  });
});

describe('a function of the official samples', () => {
  it('compiles with the import changed', async () => {
    const client = Toolbelt.LpClient();
    const options: RequestInit = { method: 'POST', body: JSON.stringify({ conversationId: 'an-id' }) };
    const response = await client(LpServices.MSG_HIST, '/messaging_history/api/account/1/x', options);
    const { value } = await Toolbelt.SecretClient().readSecret('refreshToken', { useCache: false });
    expectTypeOf(value).toBeAny();
    expectTypeOf(response.ok).toBeBoolean();
    expectTypeOf(Readable.fromWeb).toBeFunction();
  });
});
