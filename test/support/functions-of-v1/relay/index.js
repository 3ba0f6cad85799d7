const { Toolbelt, ErrorStrategy } = require('lp-faas-toolbelt');

async function lambda(input, callback) {
  const orchestrator = Toolbelt.OrchestratorClient();
  const invocations = [{ uuid: input.payload.next, payload: { id: 7 } }];
  const options = { json: true, errorStrategy: ErrorStrategy.CONTINUE_ON_ERROR };
  const [answer] = await orchestrator.invoke(invocations, 20000, options);
  if (answer.error) {
    callback(null, answer.error.code);
    return;
  }
  callback(null, answer.body);
}
