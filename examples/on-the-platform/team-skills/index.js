import { ErrorStrategy, Toolbelt } from 'lp-functions-toolbelt';

const orchestrator = Toolbelt.OrchestratorClient();
const agentSkills = process.env.AGENT_SKILLS; // a UUID, from config.json

async function lambda({ payload }) {
  const invocations = payload.userIds.map((userId) => ({
    uuid: agentSkills,
    payload: { userId },
    retries: 1,
  }));
  // All of them within 20 s. Who does not answer by then is told as a failure, and the others are kept.
  const answers = await orchestrator.invoke(invocations, 20_000, {
    json: true,
    invokeParallel: true,
    errorStrategy: ErrorStrategy.CONTINUE_ON_ERROR,
  });
  return answers.map(({ body, error }, index) => ({
    userId: payload.userIds[index],
    ...(error ? { failed: error.code } : body),
  }));
}
