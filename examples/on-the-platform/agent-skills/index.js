import { HttpError, Toolbelt } from 'lp-functions-toolbelt';

const lp = Toolbelt.LPClient(); // once, outside the handler

async function lambda({ payload }) {
  try {
    const { fullName, skills = [] } = await lp.users.get({ userId: payload.userId });
    return { name: fullName, skills: skills.map(({ name }) => name) };
  } catch (error) {
    if (error instanceof HttpError && error.status === 404) return { name: null, skills: [] };
    throw error;
  }
}
