import { after } from 'node:test';
import { startSandbox } from 'lp-functions-toolbelt/testing';

/** The folder of functions; `FUNCTIONS=dist` tests those that were bundled into another one. */
export const FUNCTIONS = process.env.FUNCTIONS ?? 'functions';

/** A sandbox that runs the functions of a folder, and a call of one of them. */
export async function startFunction(name, functions = FUNCTIONS) {
  const sandbox = await startSandbox({ functions });
  const toolbelt = sandbox.toolbelt();
  after(async () => {
    await toolbelt.close();
    await sandbox.close();
  });
  const { uuid: functionUuid } = sandbox.fixtures.functions[name];
  const invoke = (payload) => toolbelt.LPClient().functions.invoke({ functionUuid, payload });
  return { sandbox, invoke };
}
