// Invokes another function, and tells its failure from a failure of the way to it.
import { FunctionError, Toolbelt } from 'lp-functions-toolbelt';
import { startSandbox } from 'lp-functions-toolbelt/testing';

await using sandbox = await startSandbox();
using _ = sandbox.use();
const { echo, failing } = sandbox.fixtures.functions;

const lp = Toolbelt.LPClient();

const order = await lp.functions.invoke<{ orderId: string }>({
  functionUuid: echo.uuid,
  payload: { orderId: 'A-1001' },
});
console.log('It returned', order);

try {
  await lp.functions.invoke({ functionUuid: failing.uuid, payload: { orderId: 'A-1002' } });
} catch (error) {
  // Status 901: the gateway worked, the function threw. Anything else is not this function's fault.
  if (!(error instanceof FunctionError)) throw error;
  console.log('It threw', error.code, error.functionMessage);
}
