import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createToolbelt } from '../../src/index.js';
import { Scanner } from './canaries.js';
import { Collector } from './collector.js';
import { callPlatform, callStores, callWithMistakes, HostileAccount, type Kind } from './scenes.js';
import { ENTRIES, methodsOf, publicFunctions } from './surface.js';

/** How often each is called: all operations together meet all forms, shapes and statuses. */
const TIMES = 3;
const scanner = new Scanner();
const called = new Set<string>();
let collector: Collector;

beforeAll(() => {
  collector = new Collector();
});
afterAll(() => {
  collector[Symbol.dispose]();
  console.info(`Scanned for canaries: ${JSON.stringify(collector.counts)}`);
});
afterEach(async () => {
  const text = await collector.text();
  collector.texts.clear();
  const found = scanner.scan(text);
  // The words around a canary would show it, in the report of this very test.
  expect(found.map(({ kind, form }) => `${kind}, ${form}`)).toEqual([]);
});

function add(names: readonly string[]): void {
  for (const name of names) called.add(name);
}

describe.each<Kind>(['oauth2', 'oauth1'])(
  'with %s, whose servers repeat all they know, shows none',
  (kind) => {
    it('any operation', async () => {
      await using account = await HostileAccount.open(kind, collector);
      const names = await account.callOperations(TIMES);
      expect(names.length).toBeGreaterThan(30);
      add(names);
    });

    it('any client', async () => {
      await using account = await HostileAccount.open(kind, collector);
      add(await account.callClients(TIMES * 2));
    });
  },
);

it('shows none of the administrator', async () => {
  add((await callPlatform(collector, TIMES * 2)).map((name) => `LivePersonPlatform.${name}`));
});

it('shows none of a store', async () => {
  add(await callStores(collector, TIMES * 2));
});

it('shows none where something was given wrongly', async () => {
  await callWithMistakes(collector);
});

describe('every public function', () => {
  /** Why what is called by no scene needs none. */
  const REASONS: Readonly<Record<string, string>> = {
    '. metricIntervals': 'turns numbers of an answer into dates; it knows no credential',
    '. LPResponse': 'scanned as the value of a raw call, with its views; made by the client alone',
    '. signalOf': 'makes an AbortSignal; it knows no credential',
    '. createTransport':
      'what is sent belongs to it; what it tells is scanned through the servers of transports',
    '. fromSecretClient':
      'passes on what the official client gave, and what it threw; the readers above it redact',
    '. globalSecretCache': 'gives values to who asks for them by name, as the official one',
    '. Toolbelt': 'the same clients as those of createToolbelt; its methods are compared below',
    './testing answerOf': 'stubs hold what a test made up',
    './testing listOf': 'stubs hold what a test made up',
    './testing TestClock': 'a clock',
    './testing startSandbox': 'its credentials are made up for one run, and are handed out on purpose',
    './testing provisioningPlatformContract': 'registers tests, whose credentials are made up',
    './testing secretStoreContract': 'registers tests, whose credentials are made up',
    './bundle bundleFunction':
      'reads source files alone; its output is that of the command, which is scanned',
    './bundle bundlePlugin': 'reads source files alone',
  };
  /** Called by the scenes, with all their methods. */
  const SCENES = ['createToolbelt', 'LivePersonPlatform', 'provisionAccount', 'MemorySecretStore'];
  const STORES = ['SettingsFileStore', 'EncryptedFileStore', 'VaultStore'];
  const VALUES = /^\. (?:ErrorCodes|LpServices|SDETypes|ErrorStrategy|ConversationContentTypes)\b/;

  const isError = (name: string) => {
    const [entry = '', member = ''] = name.split(' ');
    const [own = ''] = member.split('.');
    const value: unknown = Reflect.get(ENTRIES[entry as keyof typeof ENTRIES], own);
    // Scanned wherever one is thrown, with all its fields.
    return typeof value === 'function' && (value === Error || value.prototype instanceof Error);
  };

  it('has a scene, or a reason to have none', () => {
    const lacking = publicFunctions().filter((name) => {
      const [entry = '', member = ''] = name.split(' ');
      const [own = ''] = member.split('.');
      if (isError(name) || VALUES.test(name)) return false;
      return ![...SCENES, ...STORES].includes(own) && REASONS[`${entry} ${own}`] === undefined;
    });
    expect(lacking).toEqual([]);
  });

  it('is what the scenes called: each method of each store, of the platform and of each client', () => {
    const classes = publicFunctions().flatMap((name) => {
      const [, own = '', method] = /^\S+ (\w+)\.?(.*)$/.exec(name) ?? [];
      return method && [...SCENES, ...STORES].includes(own) && own !== 'createToolbelt'
        ? [`${own}.${method}`]
        : [];
    });
    const factories = methodsOf(createToolbelt()).filter(
      (name) => /^[A-Z]/.test(name) && name !== 'LpClient',
    );
    const operations = createToolbelt().privileges.flatMap(({ id, operations }) =>
      Object.keys(operations).map((name) => `${id}.${name}`),
    );
    for (const name of [...new Set(classes), ...factories, ...operations]) {
      if (!/\.(?:accountId|missingFile)$/.test(name)) expect(called).toContain(name);
    }
  });

  it('of Toolbelt is one of a toolbelt, too', () => {
    const own = new Set([...methodsOf(createToolbelt()), 'use', 'secretCache', 'prototype']);
    const statics = Object.getOwnPropertyNames(ENTRIES['.'].Toolbelt);
    expect(statics.filter((name) => !own.has(name) && !['length', 'name'].includes(name))).toEqual([]);
  });
});
