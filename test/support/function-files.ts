import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of functions in the layout of the official command line, for one test. */
export class FunctionFiles implements Disposable {
  readonly root = mkdtempSync(join(tmpdir(), 'lp-functions-test-'));
  /** Path of the folder. */
  readonly path = join(this.root, 'functions');

  /** @param functions Code by name; each gets a `config.json` of the official form. */
  constructor(functions: Readonly<Record<string, string>> = {}) {
    mkdirSync(this.path);
    for (const [name, code] of Object.entries(functions)) this.write(name, code);
  }

  write(name: string, code: string, config: Readonly<Record<string, unknown>> = {}): void {
    const official = { name, event: 'No Event', description: name, input: { headers: [], payload: {} } };
    this.writeFile(`${name}/index.js`, code);
    this.writeFile(`${name}/config.json`, JSON.stringify({ ...official, ...config }));
  }

  /** @param path Within the folder. */
  writeFile(path: string, text: string): void {
    const file = join(this.path, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
