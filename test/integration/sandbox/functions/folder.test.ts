import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../../../src/testing/sandbox/sandbox.js';
import { FunctionFiles } from './function-files.js';

describe('a folder of functions', () => {
  it('runs', async () => {
    using files = new FunctionFiles({ order: 'async function lambda(input) { return { got: input }; }' });
    await using sandbox = await startSandbox({ functions: files.path });
    await using toolbelt = sandbox.toolbelt();
    const { order } = sandbox.fixtures.functions;
    const answer = await toolbelt
      .LPClient()
      .functions.invoke({ functionUuid: order?.uuid ?? '', payload: { a: 1 } });
    expect(answer).toEqual({ got: { headers: [], payload: { a: 1 } } });
  });
});
