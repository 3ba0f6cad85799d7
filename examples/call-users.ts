// A function that calls LivePerson.
import { Toolbelt } from 'lp-functions-toolbelt';
import { startSandbox } from 'lp-functions-toolbelt/testing';

interface Input {
  payload: { skillId: number };
}

// Made once, outside the handler: all invocations share its connections, its token and its secret.
const lp = Toolbelt.LPClient();

export async function lambda({ payload }: Input) {
  const users = await lp.users.list({ select: 'nickname,skillIds' });
  return users.filter(({ skillIds }) => skillIds?.includes(payload.skillId)).map(({ nickname }) => nickname);
}

// From here on: what LivePerson does for a deployed function, done by the sandbox.
await using sandbox = await startSandbox();
using _ = sandbox.use();
const [skill] = await lp.skills.list();
console.log(`Agents of ${skill?.name}:`, await lambda({ payload: { skillId: skill?.id ?? 0 } }));
