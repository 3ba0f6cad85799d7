import { ErrorStrategy, Toolbelt } from 'core-functions-toolbelt';

const orchestratorClient = Toolbelt.OrchestratorClient();

async function lambda(input) {
  const invocations = input.payload.uuids.map((uuid) => ({
    uuid,
    payload: { step: 1 },
    headers: { 'x-step': '1' },
    retries: 2,
    retryFunction: (statusCode) => statusCode === 429,
  }));
  const responses = await orchestratorClient.invoke(invocations, 20000, {
    timeout: 8000,
    json: true,
    errorStrategy: ErrorStrategy.CONTINUE_ON_ERROR,
    invokeParallel: true,
  });
  return responses.map(({ uuid, body, statusCode, error }) => ({
    uuid,
    body,
    statusCode,
    code: error?.code,
  }));
}
