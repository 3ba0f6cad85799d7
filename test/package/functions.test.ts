import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { FunctionFiles } from '../support/function-files.js';
import { runNode } from './run.js';

const CODE = `
  import { Toolbelt as Ours } from 'lp-functions-toolbelt';
  import { Toolbelt } from 'core-functions-toolbelt';
  const lp = Toolbelt.LPClient();
  async function lambda({ payload }) {
    console.info('called');
    return [payload, Ours === Toolbelt, (await lp.users.list()).length];
  }`;

const CODE_OF_V1 = `
  const { Toolbelt } = require('lp-faas-toolbelt');
  function lambda(input, callback) { callback(null, typeof Toolbelt.LpClient); }`;

it('the packed package runs the functions of a folder, wherever it lies', async () => {
  using files = new FunctionFiles({ greet: CODE });
  files.write('old', CODE_OF_V1, { isCompV1: true });
  const consumer = inject('consumer');
  const source = `
    import { startSandbox } from 'lp-functions-toolbelt/testing';
    const sandbox = await startSandbox({ functions: ${JSON.stringify(files.path)} });
    const toolbelt = sandbox.toolbelt();
    const lp = toolbelt.LPClient();
    const { greet, old } = sandbox.fixtures.functions;
    console.log(JSON.stringify(await lp.functions.invoke({ functionUuid: greet.uuid, payload: 'Ada' })));
    console.log(await lp.functions.invoke({ functionUuid: old.uuid, payload: null }));
    await toolbelt.close();
    await sandbox.close();`;
  await writeFile(join(consumer, 'functions.mjs'), source);
  expect(await runNode(['functions.mjs'], consumer)).toBe('["Ada",true,50]\nfunction\n');
});
