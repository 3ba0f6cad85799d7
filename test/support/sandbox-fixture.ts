import { afterAll, test } from 'vitest';
import type { LPClient } from '../../src/client/lp-client.js';
import { type Sandbox, startSandbox } from '../../src/testing/sandbox/sandbox.js';
import type { SandboxOptions } from '../../src/testing/sandbox/sandbox-options.js';
import type { ToolbeltInstance } from '../../src/toolbelt/account.js';
import type { ToolbeltOptions } from '../../src/toolbelt/options.js';
import { SandboxClient } from '../integration/sandbox/client.js';

/** A sandbox for the tests of a file, or of a block, and what they reach it with. What is not asked for is not made. */
export interface SandboxFixture {
  readonly sandbox: Sandbox;
  /** Calls the servers with no code of the client. */
  readonly client: SandboxClient;
  readonly toolbelt: ToolbeltInstance;
  readonly lp: LPClient;
}

/**
 * Starts a sandbox while the tests are collected, and closes it with all else after the last of them. It is awaited in
 * the file itself, or in an async `describe`, so that helpers beside the tests know it, too: what vitest hands to a
 * test by `test.extend`, they would have to be handed in turn.
 *
 * @example
 * const { sandbox, lp } = await sandboxFixture({ toolbelt: { retry: false } });
 */
export async function sandboxFixture({
  toolbelt: toolbeltOptions,
  ...options
}: SandboxOptions & { readonly toolbelt?: ToolbeltOptions } = {}): Promise<SandboxFixture> {
  const sandbox = await startSandbox(options);
  let client: SandboxClient | undefined;
  let toolbelt: ToolbeltInstance | undefined;
  afterAll(async () => {
    await client?.[Symbol.asyncDispose]();
    await toolbelt?.close();
    await sandbox.close();
  });
  const madeToolbelt = () => {
    toolbelt ??= sandbox.toolbelt(toolbeltOptions);
    return toolbelt;
  };
  return {
    sandbox,
    get client() {
      client ??= new SandboxClient(sandbox);
      return client;
    },
    get toolbelt() {
      return madeToolbelt();
    },
    get lp() {
      return madeToolbelt().LPClient();
    },
  };
}

/**
 * `it` for tests that want a sandbox of their own, which is started for those alone that ask for it.
 *
 * @example
 * it('counts requests', async ({ sandbox, client }) => { … });
 * const itUnprovisioned = it.extend({ sandboxOptions: { provisioned: false } });
 */
export const sandboxTest = test.extend<{
  sandboxOptions: SandboxOptions;
  sandbox: Sandbox;
  client: SandboxClient;
}>({
  sandboxOptions: {},
  sandbox: async ({ sandboxOptions }, use) => {
    await using sandbox = await startSandbox(sandboxOptions);
    await use(sandbox);
  },
  client: async ({ sandbox }, use) => {
    await using client = new SandboxClient(sandbox);
    await use(client);
  },
});
