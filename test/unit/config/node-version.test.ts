import { expect, it } from 'vitest';
import { checkNodeVersion } from '../../../src/config/node-version.js';
import { ConfigError } from '../../../src/errors/config-error.js';

it.each(['20.19.0', '20.20.2', '22.0.0', '22.12.0', '24.1.0', '100.0.0'])('runs on Node %s', (version) => {
  expect(() => checkNodeVersion(version)).not.toThrow();
});

it.each(['20.18.3', '18.20.8', '16.0.0', '0.12.18'])('tells Node %s what it needs', (version) => {
  expect(() => checkNodeVersion(version)).toThrow(ConfigError);
  expect(() => checkNodeVersion(version)).toThrow(
    `lp-functions-toolbelt needs Node 20.19 or later; this is Node ${version}`,
  );
});

it('runs on the Node of these tests', () => {
  expect(() => checkNodeVersion()).not.toThrow();
});
