import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ForeignClient, foreignClients } from './clients.js';
import { type Language, languages } from './languages.js';
import { foreignClientsPage } from './page.js';
import { type Result, resultTable } from './results.js';
import { expectedOutcome, type Outcome, runClient, writeV1Project } from './run-client.js';
import { type Credentials, type Scene, startScene } from './scene.js';

const PAGE = '../../docs/foreign-clients.md';
const CREDENTIALS = ['oauth2', 'oauth1'] as const;

const results = new Map<ForeignClient, Result>();
const scenes = new Map<Credentials, Scene>();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foreign-clients-'));
  for (const credentials of CREDENTIALS) scenes.set(credentials, await startScene(credentials));
  writeV1Project(folder, sceneOf('oauth1'));
});

afterAll(async () => {
  for (const { sandbox } of scenes.values()) await sandbox.close();
  await rm(folder, { recursive: true, force: true });
  console.log(await resultTable(foreignClients.map((client) => resultOf(client))));
});

it('is written down', async () => {
  await expect(await foreignClientsPage()).toMatchFileSnapshot(PAGE);
});

const LANGUAGES = Object.keys(languages) as Language[];

describe.each(LANGUAGES)('clients in %s', (language) => {
  const clients = foreignClients.filter((client) => client.language === language);
  const toolchain = languages[language];
  if (typeof toolchain === 'string') {
    console.warn(`Clients in ${language}: NOT RUN, since ${toolchain}`);
    const names = clients.length === 0 ? ['none of them'] : clients.map(({ name }) => name);
    it.skip.each(names)('%s makes its calls', () => undefined);
    return;
  }

  beforeAll(() => toolchain.prepare());

  it.concurrent.each(clients)('$name ($program, $credentials) makes its calls', async (client) => {
    const scene = sceneOf(client.credentials);
    const expected = expectedOutcome(client, scene);
    const outcome = await runClient(client, toolchain, scene, folder);
    results.set(client, { client, wrong: { ...client.wrong, ...differing(outcome, expected) } });
    expect(outcome).toEqual(expected);
  });
});

function sceneOf(credentials: Credentials): Scene {
  const scene = scenes.get(credentials);
  if (scene === undefined) throw new Error(`No sandbox with ${credentials} has started`);
  return scene;
}

function resultOf(client: ForeignClient): Result {
  const toolchain = languages[client.language];
  const notRun = typeof toolchain === 'string' ? toolchain : 'its program failed';
  return results.get(client) ?? { client, wrong: {}, notRun };
}

/** Calls that came to something else than they should, and what they came to. */
function differing(outcome: Outcome, expected: Outcome): Record<string, string> {
  const calls = Object.keys(expected).filter((call) => !isAsExpected(outcome[call], expected[call]));
  return Object.fromEntries(calls.map((call) => [call, JSON.stringify(outcome[call]) ?? 'no answer']));
}

function isAsExpected(actual: unknown, wanted: unknown): boolean {
  try {
    expect(actual).toEqual(wanted);
    return true;
  } catch {
    return false;
  }
}
