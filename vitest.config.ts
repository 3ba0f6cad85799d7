import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = fileURLToPath(new URL('./src', import.meta.url));
const builtTransport = fileURLToPath(new URL('./test/package/built-$1.ts', import.meta.url));
const reports = process.env.TEST_REPORTS_DIR;

export default defineConfig({
  test: {
    // One file more for each run: CI adds up the counts of all of them.
    reporters: reports === undefined ? ['default'] : ['default', 'json'],
    ...(reports !== undefined && { outputFile: { json: `${reports}/${process.pid}.json` } }),
    pool: 'forks',
    // Of a busy machine: what waits longer than that hangs.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    retry: 0,
    // Many tests wait for other processes more than they compute; the default leaves one core of two unused.
    maxWorkers: availableParallelism(),
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts', 'test/canaries/**/*.test.ts'],
          globalSetup: ['test/integration/cli/bundled-cli.ts'],
        },
      },
      {
        extends: true,
        // Examples import the package by its name.
        resolve: {
          alias: [
            { find: /^lp-functions-toolbelt$/, replacement: `${source}/index.ts` },
            { find: /^lp-functions-toolbelt\/(.+)$/, replacement: `${source}/$1.ts` },
          ],
        },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'vault',
          // A server that is named is the one to test; without one, two kinds are started.
          include: process.env.VAULT_ADDR
            ? ['test/vault-server/named-server.test.ts']
            : ['test/vault-server/dev-server.test.ts', 'test/vault-server/raft-cluster.test.ts'],
          globalSetup: process.env.VAULT_ADDR ? [] : ['test/vault-server/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          include: ['test/long/**/*.test.ts', 'test/campaign/**/*.test.ts'],
          globalSetup: ['test/integration/cli/bundled-cli.ts'],
          testTimeout: 600_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'chaos',
          include: ['test/chaos/short.test.ts'],
          testTimeout: 600_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'chaos-mutants',
          include: ['test/chaos/mutants.test.ts'],
          testTimeout: 600_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'generated-clients',
          include: ['test/generated-clients/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'foreign-clients',
          include: ['test/foreign-clients/*.test.ts'],
          maxConcurrency: 3,
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        extends: true,
        // The contract of the transports is run once more on what the build made of them.
        resolve: { alias: [{ find: /^\.\/(https|got)\.js$/, replacement: builtTransport }] },
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts', 'test/integration/http/transports/*.test.ts'],
          globalSetup: ['test/package/packed-package.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
