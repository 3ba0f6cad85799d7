import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, inject, it } from 'vitest';
import { run, runNode, tool } from './run.js';

const consumer = inject('consumer');
const name = 'lp-functions-toolbelt';
/**
 * Ours, and an older one that a tool brings, in which `Uint8Array` has no kinds yet, and which takes an ES module from
 * another one alone.
 */
const COMPILERS = [
  ['5.9', { tsc: 'typescript/bin/tsc', file: 'consumer.ts' }],
  ['5.6', { tsc: '@arethetypeswrong/core/node_modules/typescript/bin/tsc', file: 'consumer.mts' }],
] as const;
const entries = [name, `${name}/provisioning`, `${name}/stores`, `${name}/testing`, `${name}/bundle`];

/** Runs `source` as a file of a project that has installed the package. */
async function runFile(file: string, source: string): Promise<string> {
  await writeFile(join(consumer, file), source);
  return runNode([file], consumer);
}

describe('a project that installed the package', () => {
  it.each(entries)('imports %s', async (entry) => {
    const source = `import * as entry from '${entry}'; console.log(Object.keys(entry).length);`;
    expect(Number(await runFile('import.mjs', source))).toBeGreaterThan(0);
  });

  it.each(entries)('requires %s', async (entry) => {
    const source = `console.log(Object.keys(require('${entry}')).length);`;
    expect(Number(await runFile('require.cjs', source))).toBeGreaterThan(0);
  });

  it('ends at once after importing everything: nothing was started', async () => {
    const source = entries.map((entry) => `import '${entry}';`).join('\n');
    expect(await runFile('idle.mjs', source)).toBe('');
  });

  it('meets one class of each error, whichever entry point threw it', async () => {
    const source = `
      import { ToolBeltError, SecretConflictError } from '${name}';
      import { NotAdminError } from '${name}/provisioning';
      import { MemorySecretStore } from '${name}/stores';
      const conflict = await new MemorySecretStore().put({ key: 'k', value: 1 }, { ifVersion: 'x' }).catch((e) => e);
      console.log(conflict instanceof SecretConflictError, conflict instanceof ToolBeltError);
      console.log(NotAdminError.prototype instanceof ToolBeltError);`;
    expect(await runFile('errors.mjs', source)).toBe('true true\ntrue\n');
  });

  it.each(['https', 'got'])('calls the sandbox through %s', async (transport) => {
    const source = `
      import { startSandbox } from '${name}/testing';
      const sandbox = await startSandbox();
      const toolbelt = sandbox.toolbelt({ transport: '${transport}' });
      const users = await toolbelt.LPClient().users.list();
      await toolbelt.close();
      await sandbox.close();
      console.log(users.length > 0);`;
    expect(await runFile('call.mjs', source)).toBe('true\n');
  });

  it.each(['https', 'got'])(
    'calls the sandbox through %s when bundled once more, as an ES module',
    async (kind) => {
      const source = `
      import { createToolbelt } from '${name}';
      const toolbelt = createToolbelt({
        accountId: process.env.X_LIVEPERSON_BRAND_ID,
        transport: '${kind}',
        secretStore: { get: async (key) => ({ key, value: JSON.parse(process.env.TEST_SECRET) }) },
      });
      const users = await toolbelt.LPClient().users.list();
      await toolbelt.close();
      console.log(users.length > 0);`;
      await writeFile(join(consumer, `function-${kind}.mjs`), source);
      const outfile = join(consumer, `bundled-${kind}.mjs`);
      await build({
        entryPoints: [join(consumer, `function-${kind}.mjs`)],
        outfile,
        bundle: true,
        platform: 'node',
        format: 'esm',
        logLevel: 'error',
      });
      const runner = `
      import { execFile } from 'node:child_process';
      import { promisify } from 'node:util';
      import { startSandbox } from '${name}/testing';
      const sandbox = await startSandbox();
      const { value } = await sandbox.secretStore.get('LIVEPERSON_DEFAULT_APP_KEY');
      const env = { ...process.env, ...sandbox.env(), TEST_SECRET: JSON.stringify(value) };
      const { stdout } = await promisify(execFile)(process.execPath, [${JSON.stringify(outfile)}], { env });
      await sandbox.close();
      process.stdout.write(stdout);`;
      expect(await runFile(`run-${kind}.mjs`, runner)).toBe('true\n');
    },
  );

  it.each(['https', 'got'])('calls the sandbox through a proxy with %s', async (transport) => {
    const source = `
      import { createServer } from 'node:http';
      import { connect } from 'node:net';
      import { startSandbox } from '${name}/testing';
      const tunnels = [];
      const proxy = createServer().on('connect', ({ url }, client, head) => {
        const { hostname, port } = new URL('http://' + url);
        const server = connect(port, hostname, () => {
          client.write('HTTP/1.1 200 Connection established\\r\\n\\r\\n');
          server.write(head);
          client.pipe(server).pipe(client);
        });
        client.on('error', () => server.destroy());
        server.on('error', () => client.destroy());
        tunnels.push(url);
      });
      await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
      const sandbox = await startSandbox();
      const toolbelt = sandbox.toolbelt({ transport: '${transport}', proxy: 'http://127.0.0.1:' + proxy.address().port });
      const users = await toolbelt.LPClient().users.list();
      await toolbelt.close();
      await sandbox.close();
      proxy.close();
      console.log(users.length > 0, tunnels.length > 0);`;
    expect(await runFile('proxy.mjs', source)).toBe('true true\n');
  });

  it('leads another process to the sandbox by the names of LivePerson, with the preload that it holds', async () => {
    const source = `
      import { execFile } from 'node:child_process';
      import { promisify } from 'node:util';
      import { startSandbox } from '${name}/testing';
      const sandbox = await startSandbox();
      const program = \`
        import { Toolbelt } from '${name}';
        console.log((await Toolbelt.LPClient().users.list()).length > 0);\`;
      const env = { ...process.env, ...sandbox.env({ proxy: true }) };
      const args = ['--input-type=module', '--eval', program];
      const { stdout } = await promisify(execFile)(process.execPath, args, { env });
      console.log(stdout.trim(), new Set(sandbox.requests.all().map(({ headers }) => headers.host)).has('api.liveperson.net'));
      await sandbox.close();`;
    expect(await runFile('names.mjs', source)).toBe('true true\n');
  });

  it('keeps secrets in an encrypted file, and leaves the process as it was', async () => {
    const source = `
      import fs from 'node:fs';
      import { EncryptedFileStore } from '${name}/stores';
      const { close } = fs;
      const signals = process.listenerCount('SIGTERM');
      const first = new EncryptedFileStore('secrets/file.json');
      await first.put({ key: 'KEY', value: { planted: 'planted-value' } });
      await first.rotateKey();
      const again = new EncryptedFileStore('secrets/file.json');
      console.log(JSON.stringify((await again.get('KEY')).value));
      console.log(fs.readFileSync('secrets/file.json', 'utf8').includes('planted'));
      console.log(fs.close === close, process.listenerCount('SIGTERM') === signals);`;
    expect(await runFile('encrypted.mjs', source)).toBe('{"planted":"planted-value"}\nfalse\ntrue true\n');
  });

  it('provisions an account from the command line, and lists its secret', async () => {
    const source = `
      import { execFile } from 'node:child_process';
      import { promisify } from 'node:util';
      import { startSandbox } from '${name}/testing';
      const sandbox = await startSandbox({ provisioned: false, infrastructureMs: 1 });
      const env = { ...process.env, ...sandbox.env(), LP_SECRET_STORE: 'file:provisioned/secrets.json' };
      const cli = async (...args) => {
        const main = 'node_modules/${name}/dist/cli/main.js';
        const { stdout } = await promisify(execFile)(process.execPath, [main, ...args], { env });
        return stdout;
      };
      const lines = (await cli('provision', '--platform', 'sandbox', '--yes', '--json')).trim().split('\\n');
      console.log(JSON.parse(lines.at(-1)).type, JSON.parse(lines.at(-1)).exitCode);
      console.log(JSON.parse(await cli('secrets', '--json')).secrets.map(({ key, managedBy }) => key + ' ' + managedBy));
      const { items } = await sandbox.platform.listInstallations();
      console.log(items.length);
      await sandbox.close();`;
    const expected = "result 0\n[ 'LIVEPERSON_DEFAULT_APP_KEY system' ]\n1\n";
    expect(await runFile('provision.mjs', source)).toBe(expected);
  });

  it('reads the OpenAPI description', async () => {
    const source = `console.log(require('${name}/openapi.json').openapi);`;
    expect(await runFile('openapi.cjs', source)).toBe('3.1.1\n');
  });

  it('finds the command lp-toolbelt', async () => {
    const help = await run('npm', ['exec', '--offline', '--', 'lp-toolbelt', '--help'], consumer);
    expect(help).toContain('Usage: lp-toolbelt');
    expect(help).toContain('demo');
    expect(help).toContain('doctor');
  });

  it('runs the demonstration', async () => {
    const output = await run('npm', ['exec', '--offline', '--', 'lp-toolbelt', 'demo'], consumer);
    expect(output).toContain('LIVEPERSON_DEFAULT_APP_KEY');
  });

  describe.each(COMPILERS)('compiles with TypeScript %s', (_, compiler) => {
    it.each(['nodenext', 'bundler', 'node10'])('and moduleResolution %s', async (moduleResolution) => {
      await compile(compiler, { moduleResolution, lib: [] });
    });

    it('and the globals of lib.dom', async () => {
      await compile(compiler, {
        moduleResolution: 'nodenext',
        lib: ['dom', 'dom.iterable', 'dom.asynciterable'],
      });
    });
  });
});

interface Consumed {
  readonly moduleResolution: string;
  /** Of TypeScript, beside that of ECMAScript. */
  readonly lib: readonly string[];
}

interface Compiler {
  readonly tsc: string;
  readonly file: string;
}

async function compile({ tsc, file }: Compiler, consumed: Consumed): Promise<void> {
  await writeFile(join(consumer, file), typedConsumer);
  await writeFile(join(consumer, 'tsconfig.json'), JSON.stringify(tsconfig(file, consumed)));
  await runNode([tool(tsc), '-p', '.'], consumer);
}

const typedConsumer = `
  import { createToolbelt, createTransport, LpServices, Toolbelt, ToolBeltError } from '${name}';
  import { LivePersonPlatform, provisionAccount, type ProvisioningEvent } from '${name}/provisioning';
  import { EncryptedFileStore, MemorySecretStore, type SecretStore, VaultStore } from '${name}/stores';
  import { startSandbox } from '${name}/testing';
  import { type BundleOptions, bundleFunction } from '${name}/bundle';

  export const bundled = (file: string, options: BundleOptions) => bundleFunction(file, options);
  export async function main(): Promise<number> {
    const secretStore: SecretStore = new MemorySecretStore();
    const sandbox = await startSandbox();
    const events: ProvisioningEvent[] = [];
    const run = provisionAccount({ accountId: '1234', platform: sandbox.platform, secretStore });
    for await (const event of run) events.push(event);
    const transport = createTransport('https', { connections: 16, proxy: 'env' });
    const lp = createToolbelt({ accountId: '1234', secretStore, transport }).LPClient();
    const auth = { method: 'token', token: 'a-token' } as const;
    const vault = new VaultStore({ address: 'https://vault.example.com', mount: 'secret', auth });
    const platform = new LivePersonPlatform({ accountId: '1234', admin: { bearer: 'a-bearer' } });
    const stores: SecretStore[] = [new EncryptedFileStore('secrets.json', { keyFile: 'key' }), vault];
    await provisionAccount({ accountId: '1234', platform, secretStore: stores[0] ?? secretStore });
    // @ts-expect-error: the types are more than \`any\`
    createToolbelt({ accountId: 1234 });
    const users = await lp.users.list();
    const service: LpServices = LpServices.ACCOUNT_CONFIG_READ_ONLY;
    const init: RequestInit = { method: 'POST', headers: new Headers(), body: new Blob(['x']).stream() };
    const answer: Response = await Toolbelt.LPClient()(service, '/api/account/1234/x', init);
    const again: Response = answer.clone();
    const error: unknown = undefined;
    return error instanceof ToolBeltError ? error.code.length : answer.status + users.length + again.status;
  }
`;

/** What each way of resolving modules goes with. */
const MODULES: Readonly<Record<string, string>> = {
  nodenext: 'nodenext',
  bundler: 'esnext',
  node10: 'esnext',
};

/** Declarations of the package are checked too: `skipLibCheck` is off. */
function tsconfig(file: string, { moduleResolution, lib }: Consumed): object {
  return {
    compilerOptions: {
      module: MODULES[moduleResolution],
      moduleResolution,
      target: 'es2022',
      lib: ['es2023', 'esnext.disposable', ...lib],
      types: ['node'],
      typeRoots: [tool('@types')],
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
    },
    files: [file],
  };
}
