import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BundleOptions } from '../../../src/bundle/bundle-function.js';
import { bundleFunction } from '../../../src/bundle/bundle-function.js';
import type { BundleReport } from '../../../src/bundle/bundle-report.js';
import { execute } from '../../support/execute.js';

/** The platform's own toolbelt, as far as a bundle uses it: it reads secrets. */
const PLATFORM = `
  import { readFileSync } from 'node:fs';
  const file = process.env.TEST_SECRETS;
  const secrets = file === undefined ? {} : JSON.parse(readFileSync(file, 'utf8'));
  const client = {
    async readSecret(key) {
      if (key in secrets) return { key, value: secrets[key] };
      throw Object.assign(new Error('no ' + key), { code: 'com.liveperson.faas.secret.not-found' });
    },
    async updateSecret({ key, value }) {
      secrets[key] = value;
      return { key, value };
    },
  };
  export const Toolbelt = { SecretClient: () => client };
`;

/** Runs as the platform does: it finds the function by its name, in a module that exports nothing. */
const RUNNER = `
  const { lambda } = await import('./function.mjs');
  try {
    const result = await lambda({ headers: [], payload: JSON.parse(process.argv[2]) });
    process.stdout.write(JSON.stringify({ result }));
  } catch (error) {
    process.stdout.write(JSON.stringify({ error: { name: error.name, code: error.code, message: error.message } }));
  }
`;

/** A function that is bundled, and run in a folder where nothing else is. */
export class BundledFunction implements Disposable {
  readonly root = mkdtempSync(join(tmpdir(), 'lp-bundle-test-'));
  readonly file: string;

  constructor(code: string, name = 'index.js') {
    mkdirSync(join(this.root, 'source'));
    this.file = this.write(`source/${name}`, code);
  }

  /** @param path Within the folder. */
  write(path: string, text: string): string {
    const file = join(this.root, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  bundle(options?: BundleOptions): Promise<BundleReport> {
    return bundleFunction(this.file, options);
  }

  /** Gives the platform another module, which is CommonJS. */
  provide(name: string, code: string): void {
    this.write(`run/node_modules/${name}/package.json`, '{"main":"./index.js"}');
    this.write(`run/node_modules/${name}/index.js`, code);
  }

  /** Puts it where only the platform is, as a module that exports `lambda`, and gives its path. */
  install(code: string): string {
    const platform = 'run/node_modules/core-functions-toolbelt';
    this.write(`${platform}/package.json`, '{"type":"module","exports":"./index.js"}');
    this.write(`${platform}/index.js`, PLATFORM);
    return this.write('run/function.mjs', `${code}\nexport { lambda };`);
  }

  /** What a fresh process gives for the payload. */
  async run(
    code: string,
    payload: unknown,
    { env = {}, secrets = {} }: { env?: Readonly<Record<string, string>>; secrets?: object } = {},
  ): Promise<{ result?: unknown; error?: { name: string; code: string; message: string } }> {
    const cwd = join(this.install(code), '..');
    this.write('run/runner.mjs', RUNNER);
    const TEST_SECRETS = this.write('secrets.json', JSON.stringify(secrets));
    const args = ['runner.mjs', JSON.stringify(payload)];
    return JSON.parse(await execute(process.execPath, args, { cwd, env: { ...env, TEST_SECRETS } }));
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Path of a file of this project. */
export function projectFile(path: string): string {
  return fileURLToPath(new URL(`../../../${path}`, import.meta.url));
}
