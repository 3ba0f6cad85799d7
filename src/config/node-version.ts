import { ConfigError } from '../errors/config-error.js';

/** First version of Node that this library runs on, as `engines` of package.json says. */
const LEAST: readonly [major: number, minor: number] = [20, 19];

/** @throws {ConfigError} on an older Node, where later failures would not say why. */
export function checkNodeVersion(version: string = process.versions.node): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return;
  throw new ConfigError(
    'node',
    `lp-functions-toolbelt needs Node ${LEAST.join('.')} or later; this is Node ${version}`,
  );
}
