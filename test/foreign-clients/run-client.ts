import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute, type Surroundings } from '../support/execute.js';
import type { ForeignClient } from './clients.js';
import type { Toolchain } from './languages.js';
import type { Scene } from './scene.js';

/** What came of each call. */
export type Outcome = Readonly<Record<string, unknown>>;

/** What should come of each call. */
export function expectedOutcome({ calls }: ForeignClient, scene: Scene): Outcome {
  return Object.fromEntries(
    Object.entries(calls).map(([call, value]) => [call, typeof value === 'function' ? value(scene) : value]),
  );
}

/** Runs the program of a client in a process of its own. */
export async function runClient(
  client: ForeignClient,
  toolchain: Toolchain,
  scene: Scene,
  folder: string,
): Promise<Outcome> {
  const [file, ...args] = client.program;
  const [program, ...first] = toolchain.command(file);
  const output = await execute(program, [...first, ...args], surroundings(client, scene, folder));
  return JSON.parse(output) as Outcome;
}

function surroundings({ way }: ForeignClient, { sandbox, account }: Scene, folder: string): Surroundings {
  return {
    cwd: folder,
    env: {
      ...sandbox.env({ proxy: true }),
      ...(way === 'proxy' && { NODE_OPTIONS: undefined }),
      ACCOUNT: JSON.stringify(account),
      BRAND_ID: account.accountId,
      PYTHONDONTWRITEBYTECODE: '1',
    },
  };
}

/** A project as the command line of Functions V1 lays it out: its toolbelt finds secrets and hosts there. */
export function writeV1Project(folder: string, { account }: Scene): void {
  mkdirSync(join(folder, 'functions'));
  const secrets = [
    { key: 'lp-faas-default-app-key', value: account.appKey },
    { key: 'greeting', value: '' },
  ];
  writeFileSync(join(folder, 'functions', 'settings.json'), JSON.stringify({ secrets, whitelist: [] }));
}
