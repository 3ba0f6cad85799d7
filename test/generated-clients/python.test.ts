import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/testing/sandbox/sandbox.js';
import { findPython, pythonPrograms } from '../support/python.js';
import { documentedOperations, emptyFolder, execute, HERE, modulesIn, OPENAPI } from './generate.js';
import { callSandbox, outcomeOfLibrary } from './sandbox-calls.js';

const python = findPython();

if (python === undefined) {
  console.warn(
    'A client by openapi-python-client: NOT RUN, since there is no Python 3.11 or newer on the PATH',
  );
}

describe.skipIf(python === undefined)('a client by openapi-python-client', () => {
  let sandbox: Sandbox;
  let bin: string;
  let folder: string;

  beforeAll(async () => {
    sandbox = await startSandbox();
    bin = await pythonPrograms(python ?? '', `${HERE}requirements.txt`, ['--no-deps', '--require-hashes']);
    folder = await emptyFolder('python');
    await execute(`${bin}/openapi-python-client`, [
      ...['generate', '--path', OPENAPI, '--output-path', `${folder}/lp_client`],
      ...['--meta', 'none', '--fail-on-warning', '--config', `${HERE}python-client.yml`],
    ]);
  });

  afterAll(() => sandbox.close());

  it('has every operation, and nothing was left out', async () => {
    const asNamed = (id: string) => id.replaceAll(/[._]/g, '').toLowerCase();
    const modules = await modulesIn(`${folder}/lp_client/api`);
    const names = modules.map((path) => asNamed(path.replace(/^.*\//, '').replace(/\.py$/, '')));
    expect(names.sort()).toEqual((await documentedOperations()).map(asNamed).sort());
  });

  it('calls the sandbox, and is given what the library is given', async () => {
    const env = { PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1' };
    const called = await callSandbox(sandbox, `${bin}/python`, [`${HERE}calls/calls.py`], env);
    expect(called).toEqual(await outcomeOfLibrary(sandbox));
  });
});
