import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ApiRow, Operation } from '../../../src/apis/define-api.js';
import { allApis } from '../../../src/apis/index.js';
import type { TransportRequest } from '../../../src/http/transport.js';
import type { ToolbeltInstance } from '../../../src/toolbelt/account.js';
import { createToolbelt as original } from '../../../src/toolbelt/toolbelt.js';
import { optionsFor, received } from '../../support/payload-account.js';
import { type Payload, payloadNames, readPayload } from '../../support/payloads.js';
import { BundledFunction } from './scene.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Hands the deployed form of the library out, all rows of it. */
const WHOLE = `
  import { createToolbelt, Toolbelt } from 'lp-functions-toolbelt';

  async function lambda(api) {
    return { createToolbelt, privileges: Toolbelt.privileges, api: api && Toolbelt.LPClient()[api] };
  }
`;

interface Deployed {
  readonly createToolbelt: typeof original;
  readonly privileges: readonly ApiRow[];
}

let made: BundledFunction;
let deployed: Deployed;

beforeAll(async () => {
  made = new BundledFunction(WHOLE);
  const { code } = await made.bundle({ oauth1: true });
  const file = made.install(code);
  const { lambda } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
    lambda: () => Promise<Deployed>;
  };
  deployed = await lambda();
});

afterAll(() => made?.[Symbol.dispose]());

const operations = allApis.flatMap(({ id, operations }) =>
  Object.entries(operations).map(([name, operation]): [string, Operation] => [`${id}.${name}`, operation]),
);
const payloads = payloadNames().map((name): [string, Payload] => [name, readPayload(name)]);

/** What goes over the wire, and what a caller gets, of calls of an operation through one form of the library. */
class Outcomes implements AsyncDisposable {
  readonly #toolbelt: ToolbeltInstance;
  readonly #call: Method;
  #sent: object[] = [];

  constructor(createToolbelt: typeof original, operation: string, payload: Payload) {
    const tell = ({ method, url, headers, body }: TransportRequest) => {
      const { authorization: _, 'x-request-id': __, ...rest } = headers;
      this.#sent.push({ method, url: String(url), headers: rest, body });
    };
    this.#toolbelt = createToolbelt({ ...optionsFor(operation, payload, tell), responseValidation: 'off' });
    const [api = '', method = ''] = operation.split('.');
    const client = this.#toolbelt.LPClient() as unknown as Record<string, Record<string, Method>>;
    this.#call = (params) => client[api]?.[method]?.(params);
  }

  async of(params: unknown) {
    this.#sent = [];
    try {
      return { value: await received(this.#call(params)), sent: this.#sent };
    } catch (error) {
      const { name, code, message, status, parameter } = error as Told;
      return { error: { name, code, status, parameter, message: told(message) }, sent: this.#sent };
    }
  }

  [Symbol.asyncDispose]() {
    return this.#toolbelt.close();
  }
}

type Method = (params: unknown) => unknown;
interface Told extends Error {
  readonly code: unknown;
  readonly status: unknown;
  readonly parameter: unknown;
}

/** Without what differs by chance, and the names that there are, which the deployed form does not tell. */
const told = (message: string) => message.replace(REQUEST_ID, '').replace(UNKNOWN, '$1');
const REQUEST_ID = /Request id [-\da-f]{36}/;
const UNKNOWN = /(has no parameter "[^"]+")\. It takes [^.]*(?:\.\w[^.]*)*(?=\. Nothing)/;

describe('the deployed form of all rows', () => {
  it('has the same privilege table', () => {
    const table = allApis.filter(({ id }) => id !== 'messagingInteractions');
    expect(JSON.parse(JSON.stringify(deployed.privileges))).toEqual(JSON.parse(JSON.stringify(table)));
  });

  it.each(payloads)('sends and gives the same for %s', async (name, payload) => {
    await expectSame(name.split('/').slice(0, 2).join('.'), payload, [payload.params]);
  });

  it.each(operations)('takes and refuses the same parameters for %s', async (name, operation) => {
    const params = payloads.find(([path]) => path.startsWith(`${name.replace('.', '/')}/`))?.[1].params;
    const all = variations(Object.keys(operation.parameters()), params);
    await expectSame(name, { source: '', body: {} }, all);
  });
});

async function expectSame(operation: string, payload: Payload, all: Iterable<unknown>): Promise<void> {
  await using theirs = new Outcomes(original, operation, payload);
  await using ours = new Outcomes(deployed.createToolbelt, operation, payload);
  for (const params of all) {
    expect(await ours.of(params), JSON.stringify(params)).toEqual(await theirs.of(params));
  }
}

const DAY = new Date('2024-02-02T10:00:00Z');
const VALUES: readonly unknown[] = [
  undefined,
  null,
  '',
  ' ',
  'text',
  'a/b',
  'all',
  '12',
  '2024-02-02',
  -1,
  0,
  1,
  1.5,
  31,
  1_706_868_000_000,
  true,
  DAY,
  new Date(Number.NaN),
  [],
  [1],
  ['1', -1],
  ['text'],
  {},
  { from: DAY, to: DAY },
  { from: 5, to: 3 },
  { types: ['chatLine'], other: 1 },
];

/** What works with each value of each parameter, and without it, and with one too many. */
function* variations(names: readonly string[], params: Payload['params'] = {}) {
  yield params;
  yield { ...params, notThere: 1 };
  for (const name of names) for (const value of VALUES) yield { ...params, [name]: value };
  for (const enumerated of enumerations) yield { ...params, ...enumerated };
}

/** Values that some parameter takes and no other. */
const enumerations: readonly object[] = [
  { interval: 7, timeframe: 60 },
  { fromMillis: 1, toMillis: 2 },
  { contextType: 'SKILL' },
  { sort: 'duration:desc' },
  { keyword: 'word' },
  { v: '1', contentToRetrieve: ['unAuthSdes'] },
];
