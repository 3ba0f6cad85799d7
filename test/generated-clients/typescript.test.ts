import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/testing/sandbox/sandbox.js';
import { declaredIn, documentedOperations, emptyFolder, execute, HERE, OPENAPI, tool } from './generate.js';
import { callSandbox, outcomeOfLibrary } from './sandbox-calls.js';

const NODE_WITH_TYPESCRIPT = ['--import', import.meta.resolve('tsx')];

let sandbox: Sandbox;
let hey: string;
let typescript: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  hey = await emptyFolder('hey-api');
  typescript = await emptyFolder('openapi-typescript');
  await Promise.all([
    execute(tool('openapi-typescript'), [OPENAPI, '--output', `${typescript}.d.ts`]),
    execute(tool('openapi-ts'), ['--input', OPENAPI, '--output', hey, '--client', '@hey-api/client-fetch']),
  ]);
});

afterAll(() => sandbox.close());

it('compiles under strict rules, with the programs that call it', async () => {
  await execute(tool('tsc'), ['--project', `${HERE}tsconfig.json`]);
});

describe.each([
  {
    generator: 'openapi-typescript',
    program: 'openapi-fetch.ts',
    declared: () => declaredIn(`${typescript}.d.ts`, 'operations'),
  },
  { generator: 'hey-api', program: 'hey-api.ts', declared: () => declaredIn(`${hey}/sdk.gen.ts`) },
])('a client by $generator', ({ program, declared }) => {
  it('has every operation', async () => {
    const asNamed = (id: string) => id.replace(/\.(.)/, (_, first: string) => first.toUpperCase());
    const expected = (await documentedOperations()).map(asNamed);
    expect((await declared()).map(asNamed).sort()).toEqual(expected.sort());
  });

  it('calls the sandbox, and is given what the library is given', async () => {
    const node = [...NODE_WITH_TYPESCRIPT, `${HERE}calls/${program}`];
    expect(await callSandbox(sandbox, process.execPath, node)).toEqual(await outcomeOfLibrary(sandbox));
  });
});
