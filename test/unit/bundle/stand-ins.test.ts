import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { LRUCache as OriginalCache } from 'lru-cache';
import originalRetry from 'p-retry';
import { describe, expect, it } from 'vitest';
import * as original from 'zod/mini';
import { users } from '../../../src/apis/account-config/users.js';
import type { AnswerType } from '../../../src/apis/answer-type.js';
import { answers } from '../../../src/apis/answers.generated.js';
import { namedIn } from '../../../src/bundle/named.js';
import { outerKinds } from '../../../src/bundle/parts.js';
import { AccountHosts as StandInHosts } from '../../../src/bundle/stand-ins/account-hosts.js';
import { kindsByName, AnswerCheck as StandInCheck } from '../../../src/bundle/stand-ins/answer-check.js';
import { decodeBody as decodeStandIn } from '../../../src/bundle/stand-ins/decode.js';
import * as standInLimits from '../../../src/bundle/stand-ins/limits.js';
import { listItems as listWhole } from '../../../src/bundle/stand-ins/list-items.js';
import { LRUCache } from '../../../src/bundle/stand-ins/lru-cache.js';
import * as standInMissing from '../../../src/bundle/stand-ins/missing-secret.js';
import { pRetry as retry } from '../../../src/bundle/stand-ins/p-retry.js';
import { wholeCode } from '../../../src/bundle/stand-ins/whole-code.js';
import * as standIn from '../../../src/bundle/stand-ins/zod-mini.js';
import { AccountHosts } from '../../../src/client/account-hosts.js';
import { AnswerCheck } from '../../../src/client/answer-check.js';
import { listItems } from '../../../src/client/list-items.js';
import * as limits from '../../../src/config/limits.js';
import { ErrorCodes } from '../../../src/errors/error-codes.js';
import { decodeBody } from '../../../src/http/decode.js';
import { readAll } from '../../../src/http/read-all.js';
import * as missing from '../../../src/secrets/missing-secret.js';
import { MemorySecretStore } from '../../../src/secrets/stores/memory.js';

/** Both libraries under one type: what they have in common is what is tested. */
type Zod = typeof original;
const both: readonly Zod[] = [original, standIn as unknown as Zod];

interface Told {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[] | undefined;
}

/** What the client looks at of a result: the first issue, and the one of unknown names. */
function told(make: (z: Zod) => original.ZodMiniType, value: unknown): (readonly Told[])[] {
  return both.map((z) => {
    const result = make(z).safeParse(value);
    if (result.success) return [];
    const { issues } = result.error as { issues: readonly Told[] };
    const unknown = issues.find(({ code, path }) => code === 'unrecognized_keys' && path.length === 0);
    const [first] = unknown === undefined ? issues : [unknown];
    return first === undefined
      ? []
      : [{ code: first.code, path: first.path, message: first.message, keys: first.keys }];
  });
}

const SCHEMAS: Readonly<Record<string, (z: Zod) => original.ZodMiniType>> = {
  custom: (z) => z.custom((value) => typeof value === 'string' && value.length > 2, 'a long text'),
  boolean: (z) => z.boolean('a flag'),
  string: (z) => z.string('a text'),
  number: (z) => z.number('a number'),
  literal: (z) => z.literal(['a', 1, true], 'one of three'),
  optional: (z) => z.optional(z.number('a number')),
  array: (z) => z.array(z.string('a text'), 'a list').check(z.minLength(1, 'a list of one or more')),
  object: (z) => z.strictObject({ a: z.optional(z.string('a text')), b: z.number('a number') }, 'an object'),
  nested: (z) => z.strictObject({ a: z.strictObject({ b: z.array(z.number('n'), 'l') }, 'inner') }, 'outer'),
  refined: (z) =>
    z
      .strictObject({ a: z.optional(z.number('n')) }, 'o')
      .check(z.refine(({ a }) => a !== undefined, 'with a')),
  union: (z) => z.union([z.string('a text'), z.number('a number')], 'text or number'),
  discriminated: (z) =>
    z.discriminatedUnion(
      'type',
      [
        z.strictObject({ type: z.literal('a'), x: z.number('x') }, 'of a'),
        z.strictObject({ type: z.literal('b') }, 'of b'),
      ],
      'a or b',
    ),
};

const leaf = fc.oneof(
  fc.constantFrom('a', 'b', 'long', '', 0, 1, -1.5, true, false, null, undefined, Number.NaN, Infinity),
  fc.string(),
  fc.double(),
);
const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'type', 'x'), tie('any'), { maxKeys: 3 }),
  ),
})).any;

describe('what stands in for zod', () => {
  it.each(Object.keys(SCHEMAS))('tells what the original tells: %s', (name) => {
    const make = SCHEMAS[name] ?? fail;
    fc.assert(
      fc.property(value, (given) => {
        const [theirs, ours] = told(make, given);
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 500 },
    );
  });
});

function fail(): never {
  throw new Error('There is no such schema');
}

describe('what stands in for lru-cache', () => {
  it('keeps and gives up what the original does', () => {
    const most = { maxSize: 3, sizeCalculation: () => 1 } as const;
    const step = fc.tuple(fc.constantFrom('get', 'set', 'delete', 'rvalues'), fc.integer({ min: 0, max: 5 }));
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const caches = [new OriginalCache<number, number>(most), new LRUCache<number, number>(most)];
        const [theirs, ours] = caches.map((cache) =>
          steps.map(([what, key], index) => {
            if (what === 'set') return void cache.set(key, index);
            if (what === 'rvalues') return [...cache.rvalues()];
            return what === 'get' ? cache.get(key) : cache.delete(key);
          }),
        );
        expect(ours).toEqual(theirs);
      }),
    );
  });
});

describe('what stands in for p-retry', () => {
  it.each([0, 1, 3])('attempts as often as the original when %i fail', async (failures) => {
    const attempts = [originalRetry, retry].map(async (run) => {
      const seen: number[] = [];
      const attempt = async (number: number) => {
        seen.push(number);
        if (seen.length <= failures) throw new Error('again');
        return seen;
      };
      return run(attempt, { retries: Number.POSITIVE_INFINITY, minTimeout: 0, factor: 1 });
    });
    const [theirs, ours] = await Promise.all(attempts);
    expect(ours).toEqual(theirs);
  });
});

describe('what stands in for the check of answers', () => {
  const source = outerKinds(namedIn('Toolbelt[name];'));
  const [, others = ''] = /kindsByName\((.*)\);$/s.exec(source) ?? [];
  const kinds = kindsByName(JSON.parse(others));
  const outsides = [[], {}, 'text', '', 1, true, null, undefined];

  it.each(Object.entries<AnswerType>(answers))(
    'refuses from outside what the original refuses: %s',
    (name, type) => {
      const check = new AnswerCheck(type);
      const ours = new StandInCheck(kinds[name] ?? fail());
      for (const outside of outsides) expect(ours.outerIssue(outside)).toEqual(check.outerIssue(outside));
    },
  );
});

describe('what stands in where a function does not need the part', () => {
  it('gives the items of a list that comes whole', async () => {
    const { list } = users.operations;
    const start = { slices: () => [{}], first: async () => [1, 2, 3] };
    const given = [listItems('users.list', list, start, fail), listWhole('users.list', list, start)];
    const [theirs, ours] = await Promise.all(given.map(all));
    expect(ours).toEqual(theirs);
  });

  it('finds the hosts of CSDS', async () => {
    const csds = {
      host: (service: string) => `${service}.example.com`,
      all: async () => [],
      unreachable: fail,
    };
    const hosts = [new AccountHosts(csds, undefined), new StandInHosts(csds)];
    for (const one of hosts) {
      expect(one.host('smt')).toBe('smt.example.com');
      expect(() => one.unreachable('smt')).toThrow('no such schema');
    }
  });

  it('tells of a secret that is not there', () => {
    const store = new MemorySecretStore();
    expect(standInMissing.missingSecret(store, 'key')).toEqual(missing.missingSecret(store, 'key'));
    expect(standInMissing.nothingToUpdate(store, 'key')).toEqual(missing.nothingToUpdate(store, 'key'));
  });
});

async function all(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const list: unknown[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe('what stands in for the table of error codes', () => {
  it('makes a code whole', () => {
    expect(wholeCode('secret.not-found')).toBe(ErrorCodes.Secret.NotFound);
  });
});

describe('what stands in for the tables of limits', () => {
  it('has the defaults of the original', () => {
    const { DEFAULT_LIMITS, INVOCATION_DEADLINE_MS, SMALL_ANSWER_BYTES } = limits;
    expect({ ...standInLimits }).toEqual({ DEFAULT_LIMITS, INVOCATION_DEADLINE_MS, SMALL_ANSWER_BYTES });
  });
});

describe('what stands in for content codings', () => {
  const text = Buffer.from('a text that is sent');
  const bodies = {
    plain: text,
    zipped: gzipSync(text),
    empty: Buffer.alloc(0),
    cut: gzipSync(text).subarray(0, 20),
  };
  const outcome = async (decode: typeof decodeBody, coding: string | undefined, body: Buffer) => {
    const headers = coding === undefined ? {} : { 'content-encoding': coding };
    try {
      return (
        await readAll(decode({ headers, body: Readable.from([body], { objectMode: false }) }))
      ).toString();
    } catch (error) {
      return error instanceof Error && error.name;
    }
  };

  it.each([
    [undefined, 'plain'],
    ['identity', 'plain'],
    ['none', 'plain'],
    ['', 'plain'],
    ['gzip', 'zipped'],
    [' X-GZIP ', 'zipped'],
    ['gzip', 'empty'],
    ['gzip', 'plain'],
    ['gzip', 'cut'],
    ['zstd', 'plain'],
  ] as const)('decodes %s as the original does: %s', async (coding, kind) => {
    const [theirs, ours] = await Promise.all(
      [decodeBody, decodeStandIn].map((decode) => outcome(decode, coding, bodies[kind])),
    );
    expect(ours).toBe(theirs);
  });

  it('refuses the others', async () => {
    expect(await outcome(decodeStandIn, 'br', bodies.plain)).toBe('UnsupportedEncodingError');
  });
});
